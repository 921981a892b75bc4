import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

/** Settings and specs are small; a file of another size under such a name is not one. */
const LARGEST_SMALL_FILE = 4 * 1024 * 1024;

/** At most `size` bytes of an open file, from its beginning. */
export function readDescriptor(descriptor: number, size: number): Buffer {
	const buffer = Buffer.alloc(size);
	let length = 0;
	while (length < size) {
		const count = readSync(descriptor, buffer, length, size - length, length);
		if (count === 0) break;
		length += count;
	}
	return buffer.subarray(0, length);
}

/**
 * Opens for reading without a trace in the file's times, where the system permits that to its owner: when a published
 * file was read last tells what other programs have seen of it.
 */
function openUnnoted(path: string): number {
	const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
	try {
		return openSync(path, flags | (constants.O_NOATIME ?? 0));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
		return openSync(path, flags);
	}
}

/**
 * Reads a regular file's bytes; undefined where there is none, it can't be read, is no regular file or is larger than
 * `maxBytes`. Opened without blocking: a FIFO in the file's place would hang the run for ever.
 */
export function readRegularFile(path: string, maxBytes = LARGEST_SMALL_FILE): Buffer | undefined {
	let descriptor: number;
	try {
		descriptor = openUnnoted(path);
	} catch {
		return undefined;
	}
	try {
		const { size } = fstatSync(descriptor);
		return fstatSync(descriptor).isFile() && size <= maxBytes ? readDescriptor(descriptor, size) : undefined;
	} catch {
		return undefined;
	} finally {
		closeSync(descriptor);
	}
}

/** A small text file as UTF-8, without its byte order mark. */
export function readSmallFile(path: string): string | undefined {
	return readRegularFile(path)
		?.toString('utf8')
		.replace(/^\uFEFF/, '');
}

export type TextFile =
	| { readonly kind: 'missing' }
	| { readonly kind: 'text'; readonly text: string }
	/** It is there, but it is no regular file of a sane size that we may read. */
	| { readonly kind: 'unreadable' };

/** A settings file: only one that is not there means defaults. */
export function readSettingsText(path: string): TextFile {
	try {
		if (!lstatSync(path, { throwIfNoEntry: false })) return { kind: 'missing' };
	} catch (error) {
		// Where its folder is none, there is no such file.
		return { kind: (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'missing' : 'unreadable' };
	}
	const text = readSmallFile(path);
	return text === undefined ? { kind: 'unreadable' } : { kind: 'text', text };
}

/** A small JSON file; undefined where it is missing or does not parse. */
export function readJsonFile(path: string): unknown {
	const text = readSmallFile(path);
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
