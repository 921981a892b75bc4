import { lstatSync } from 'node:fs';
import { readRegularFile } from '../../adapters/files.ts';
import { DEEPEST_ENTRY, isDeeperThan } from '../../core/depth.ts';

export type PublishedFile =
	| { readonly kind: 'missing' }
	| { readonly kind: 'refused'; readonly reason: string }
	| { readonly kind: 'entries'; readonly text: string; readonly entries: readonly unknown[] }
	/** Not JSON, or JSON but no array, or nested deeper than anything that was ever written here. */
	| { readonly kind: 'corrupt'; readonly text: string };

/** Histories of this size were seen in the field; V8's strings end there too. */
const LARGEST_FILE = 512 * 1024 * 1024 - 32;

/** What a published file's text holds. */
export function parsePublished(text: string): PublishedFile {
	try {
		const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
		const isList = Array.isArray(value) && !isDeeperThan(value, DEEPEST_ENTRY + 1);
		return isList ? { kind: 'entries', text, entries: value } : { kind: 'corrupt', text };
	} catch {
		return { kind: 'corrupt', text };
	}
}

/** Reads a published file as whatever it is; nothing is changed. */
export function readPublished(path: string): PublishedFile {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (!found) return { kind: 'missing' };
	if (!found.isFile()) return { kind: 'refused', reason: 'not a regular file' };
	const bytes = readRegularFile(path, LARGEST_FILE);
	if (!bytes) return { kind: 'refused', reason: found.size > LARGEST_FILE ? 'too large' : 'unreadable' };
	return parsePublished(bytes.toString('utf8'));
}

const LOOKS = 50;
const PAUSE_MS = 10;

/**
 * Reads until what is read is whole, for a moment at most: programs without a lock empty a file before they fill it,
 * and what they are writing must not be taken for damage.
 */
export function readSettled<T>(read: () => T, isWhole: (value: T) => boolean): T {
	let value = read();
	for (let look = 1; look < LOOKS && !isWhole(value); look++) {
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
		value = read();
	}
	return value;
}
