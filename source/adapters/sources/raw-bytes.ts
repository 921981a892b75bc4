import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { SourceProblem } from '../../failures/sources/found-failure.ts';
import { type Unreadable, unreadable } from '../unreadable.ts';

const CHUNK = 262_144;

/** The bytes of a file as it was when it was opened. */
export interface RawBytes {
	readonly kind: 'open';
	/** In bytes, when it was opened. */
	readonly size: number;
	/** When it was written last, Unix milliseconds. */
	readonly modifiedMs: number;
	/** To be read once, to its end; a chunk is valid until the next one is asked for. Closes the file. */
	readonly chunks: () => Generator<Uint8Array, void>;
	/** What happened to it while it was read. */
	readonly problems: readonly SourceProblem[];
}

const CHANGES = {
	grew: { kind: 'changed', reason: 'grew while it was read; what it held before counts' },
	shrank: { kind: 'changed', reason: 'became shorter while it was read' },
} as const satisfies Record<string, SourceProblem>;

/**
 * Opens a regular file; what stands at a path can be exchanged, so it is looked at once more when it is open. A FIFO in
 * its place blocks nobody, a symlink leads nowhere.
 * @param path without symlinks
 */
export function openRaw(path: string): RawBytes | Unreadable {
	let descriptor: number;
	try {
		descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
	} catch (error) {
		return unreadable(error);
	}
	const { size, mtimeMs } = fstatSync(descriptor);
	if (!fstatSync(descriptor).isFile()) {
		closeSync(descriptor);
		return { kind: 'unreadable', reason: 'is no regular file' };
	}
	const problems: SourceProblem[] = [];
	return {
		kind: 'open',
		size,
		modifiedMs: Math.floor(mtimeMs),
		problems,
		chunks: () => read(descriptor, size, problems),
	};
}

function* read(descriptor: number, size: number, problems: SourceProblem[]): Generator<Uint8Array, void> {
	const buffer = new Uint8Array(Math.min(CHUNK, Math.max(1, size)));
	try {
		let at = 0;
		while (at < size) {
			const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, size - at), at);
			if (count === 0) break;
			at += count;
			yield buffer.subarray(0, count);
		}
		const after = fstatSync(descriptor).size;
		if (at < size) problems.push(CHANGES.shrank);
		else if (after > size) problems.push(CHANGES.grew);
	} catch (error) {
		problems.push({ kind: 'unreadable', reason: unreadable(error).reason });
	} finally {
		closeSync(descriptor);
	}
}
