import { linkSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import Conf from 'conf';
import type { Link } from '../../adapters/proposal.ts';
import { type FileStat, statOf } from './changes.ts';
import { checkPermission, checkPlace, makeFolder, PublishError, sweep } from './guard.ts';
import { type KeptFile, keepFile } from './keep.ts';
import { parsePublished, readSettled } from './read.ts';

/** The file's text: a plain array with two spaces, as the npm package writes it. */
export const toFileText = (entries: readonly unknown[]): string => JSON.stringify(entries, null, 2);

/** conf is not atomic inside a snap; the variable is ours to clear, for the time of one synchronous write. */
function withoutSnap<T>(work: () => T): T {
	const { SNAP } = process.env;
	delete process.env['SNAP'];
	try {
		return work();
	} finally {
		if (SNAP !== undefined) process.env['SNAP'] = SNAP;
	}
}

function writeWithConf(path: string, text: string): void {
	const conf = new Conf<{ text: string }>({
		cwd: dirname(path),
		configName: basename(path),
		fileExtension: '',
		// Our own: conf would make an object of an array. What the file holds was read before, so it is not read again.
		serialize: (held) => (held as { text: string }).text,
		deserialize: () => ({ text: '' }),
		accessPropertiesByDotNotation: false,
		clearInvalidConfig: false,
		configFileMode: 0o600,
	});
	conf.store = { text };
}

export interface Replacement {
	readonly path: string;
	/** No file outside this folder is replaced. */
	readonly root: string;
	/** The text that was read; undefined where there was no file. */
	readonly expected: string | undefined;
	readonly text: string;
}

export type WriteResult =
	| { readonly kind: 'written'; readonly stat: FileStat }
	/** Another program wrote, and its text was not taken over yet. It stands in the file, or ours replaced it. */
	| { readonly kind: 'overtaken'; readonly text: string; readonly isInPlace: boolean };

const isRegular = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
const textOf = (path: string) => (isRegular(path) ? readFileSync(path, 'utf8') : undefined);

/** A text, once nobody is in the midst of writing it. @param known a text that is whole whatever it holds */
const settled = (read: () => string | undefined, known: string | undefined) =>
	readSettled(read, (held) => held === undefined || held === known || parsePublished(held).kind === 'entries');
const settledText = (path: string, known: string | undefined) => settled(() => textOf(path), known);

/** Whether the file holds nothing but a beginning of these bytes: what a full disk leaves of them. */
function isBeginning(path: string, bytes: Buffer): boolean {
	const held = isRegular(path) ? readFileSync(path) : undefined;
	return held !== undefined && held.length < bytes.length && bytes.subarray(0, held.length).equals(held);
}

/** On a full disk conf renames a short file over the good one and reports success. */
function replace({ path, text }: Replacement, kept: KeptFile | undefined): void {
	const bytes = Buffer.from(text);
	try {
		withoutSnap(() => writeWithConf(path, text));
		const isShort = readSettled(
			() => statOf(path).size !== bytes.length && isBeginning(path, bytes),
			(short) => !short,
		);
		if (isShort) throw new PublishError(`no space left for ${basename(path)}: not all of ${bytes.length} bytes`);
	} catch (error) {
		if (kept) kept.putBack();
		else if (isBeginning(path, bytes)) rmSync(path, { force: true });
		throw error;
	}
}

function tryToWrite(replacement: Replacement, nowMs: number, link: Link): WriteResult {
	const { path, root, expected, text } = replacement;
	checkPlace(path, root);
	makeFolder(path);
	checkPermission(path);
	sweep(path, nowMs);
	const before = settledText(path, expected);
	if (before !== undefined && before !== expected) return { kind: 'overtaken', text: before, isInPlace: true };
	const kept = before === undefined ? undefined : keepFile(path, link);
	let stat: FileStat;
	let replaced: string | undefined;
	try {
		replace(replacement, kept);
		stat = statOf(path);
		replaced = settled(() => kept?.read(), before);
	} finally {
		kept?.drop();
	}
	if (replaced !== before && replaced !== undefined) return { kind: 'overtaken', text: replaced, isInPlace: false };
	if (stat.size === Buffer.byteLength(text)) return { kind: 'written', stat };
	return { kind: 'overtaken', text: settledText(path, text) ?? '[]', isInPlace: true };
}

/**
 * Replaces a published file: the one place where conf is used, with a guard for each thing it does badly
 * (storage-and-delivery.md section 1). The good file is kept until the new one has been seen to be whole, and shows what
 * a program without a lock wrote into it at the last moment.
 * @throws PublishError where the file stays as it was
 */
export function writePublished(replacement: Replacement, nowMs: number, link: Link = linkSync): WriteResult {
	try {
		return tryToWrite(replacement, nowMs, link);
	} catch (error) {
		if (error instanceof PublishError) throw error;
		throw new PublishError(`${basename(replacement.path)}: ${(error as Error).message}`);
	}
}
