import { chmodSync, closeSync, lstatSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';
import { sweepTemporaries, temporaryBeside } from '../../adapters/temporary-file.ts';
import { unreadable } from '../../adapters/unreadable.ts';
import type { Engine } from '../../failures/sanitise/scan/engine.ts';
import type { SanitiserOptions } from '../../failures/sanitise/stream/replacing.ts';
import { Sanitiser } from '../../failures/sanitise/stream/sanitiser.ts';
import { readFile } from './source-bytes.ts';

/** What became of one source: counts by rule, never a value. */
export type Outcome =
	| { readonly kind: 'done'; readonly counts: Readonly<Record<string, number>> }
	| { readonly kind: 'unreadable'; readonly reason: string };

export const countsOf = (sanitiser: Sanitiser): Outcome => ({
	kind: 'done',
	counts: Object.fromEntries([...sanitiser.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
});

/** What would be replaced; nothing is written. */
export function checkFile(path: string, engine: Engine, options: SanitiserOptions): Outcome {
	const sanitiser = new Sanitiser(engine, () => {}, options);
	const problem = readFile(path, (bytes) => {
		sanitiser.push(bytes);
		return true;
	});
	if (problem) return problem;
	sanitiser.end();
	return countsOf(sanitiser);
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
	for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/**
 * Replaces a file's content in one step: whoever reads meanwhile sees the old bytes or the new ones. A link stays a
 * link; the mode stays; a file in which nothing was found is not touched.
 */
export function sanitiseInPlace(path: string, engine: Engine, options: SanitiserOptions): Outcome {
	let temporary: string | undefined;
	try {
		const target = realpathSync(path);
		const found = lstatSync(target);
		if (found.isDirectory()) return { kind: 'unreadable', reason: 'is a folder; name its files' };
		if (!found.isFile()) return { kind: 'unreadable', reason: 'is no regular file' };
		sweepTemporaries(target);
		temporary = temporaryBeside(target);
		const descriptor = openSync(temporary, 'wx', 0o600);
		const sanitiser = new Sanitiser(engine, (bytes) => writeAll(descriptor, bytes), options);
		try {
			const problem = readFile(target, (bytes) => {
				sanitiser.push(bytes);
				return true;
			});
			if (problem) return problem;
			sanitiser.end();
		} finally {
			closeSync(descriptor);
		}
		if (sanitiser.counts.size > 0) {
			chmodSync(temporary, found.mode & 0o7777);
			renameSync(temporary, target);
		}
		return countsOf(sanitiser);
	} catch (error) {
		return unreadable(error);
	} finally {
		if (temporary !== undefined) rmSync(temporary, { force: true });
	}
}
