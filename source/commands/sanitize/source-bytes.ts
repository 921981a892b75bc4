import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { IS_FOLDER, type Unreadable, unreadable } from '../../adapters/unreadable.ts';

const CHUNK = 262_144;
/** How much of a file tells whether it is text. */
const SAMPLE = 8_192;

const STDIN = 0;

/** Reads what is there; waits where a pipe of another program gives nothing for the moment. */
function readSome(descriptor: number, buffer: Uint8Array): number {
	for (;;) {
		try {
			return readSync(descriptor, buffer, 0, buffer.length, null);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EOF') return 0;
			if (code !== 'EAGAIN') throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
}

/** Why bytes at the beginning of a file are no text that lines can be read from. */
function notText(sample: Uint8Array): string | undefined {
	if (sample[0] === 0x1f && sample[1] === 0x8b) return 'is compressed; use: gunzip -c <file> | murmur8 sanitize';
	if (sample[0] === 0xff && sample[1] === 0xfe) return 'is UTF-16, not UTF-8';
	if (sample[0] === 0xfe && sample[1] === 0xff) return 'is UTF-16, not UTF-8';
	return sample.includes(0) ? 'is no text (it holds zero bytes)' : undefined;
}

/**
 * Reads a descriptor to its end, a chunk at a time; the bytes are valid only during the call.
 * @param isAnything stdin is passed through whatever it is
 * @param take gives false to stop
 */
function readAll(
	descriptor: number,
	isAnything: boolean,
	take: (bytes: Uint8Array) => boolean,
): Unreadable | undefined {
	const buffer = new Uint8Array(CHUNK);
	for (let isFirst = true; ; isFirst = false) {
		const count = readSome(descriptor, buffer);
		if (count === 0) return undefined;
		const bytes = buffer.subarray(0, count);
		const reason = isFirst && !isAnything ? notText(bytes.subarray(0, SAMPLE)) : undefined;
		if (reason !== undefined) return { kind: 'unreadable', reason };
		if (!take(bytes)) return undefined;
	}
}

export const readStdin = (take: (bytes: Uint8Array) => boolean): Unreadable | undefined => readAll(STDIN, true, take);

/** Reads a file, or a pipe that was named. */
export function readFile(path: string, take: (bytes: Uint8Array) => boolean): Unreadable | undefined {
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, constants.O_RDONLY);
		if (fstatSync(descriptor).isDirectory()) return { kind: 'unreadable', reason: IS_FOLDER };
		return readAll(descriptor, false, take);
	} catch (error) {
		return unreadable(error);
	} finally {
		if (descriptor !== undefined) closeSync(descriptor);
	}
}
