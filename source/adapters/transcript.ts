import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { monotonicMs } from './clock.ts';

/** How much of a transcript may be read now, a megabyte at least; what is left is read another time. */
export interface ReadBudget {
	readonly bytes: number;
	/** By the monotonic clock. */
	readonly untilMs: number;
}

const CHUNK_BYTES = 1024 * 1024;
/** An answer with its usage is far smaller; what is larger is what a tool gave back. */
const LONGEST_LINE = 16 * 1024 * 1024;
const LINE_END = 0x0a;

/** Opened without blocking: a FIFO in the file's place would hang the session. */
function openTranscript(path: string): { readonly descriptor: number; readonly size: number } | undefined {
	let descriptor: number;
	try {
		descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	} catch {
		return undefined;
	}
	const found = fstatSync(descriptor);
	if (found.isFile()) return { descriptor, size: found.size };
	closeSync(descriptor);
	return undefined;
}

/** Hands on the lines with a mark in them, of complete lines alone. @returns how many bytes those lines are */
function takeLines(bytes: Buffer, mark: string, onLine: (line: string) => void): number {
	const end = bytes.lastIndexOf(LINE_END) + 1;
	for (let at = 0; at < end; ) {
		const hit = bytes.indexOf(mark, at, 'latin1');
		if (hit < 0 || hit >= end) break;
		const to = bytes.indexOf(LINE_END, hit);
		onLine(bytes.toString('utf8', bytes.lastIndexOf(LINE_END, hit) + 1, to));
		at = to + 1;
	}
	return end;
}

/**
 * Reads the lines that came since the last time, those that hold a mark. A line that is still being written stays for
 * the next time; a file that became shorter is another one and read anew.
 * @param mark ASCII
 * @param from byte offset that the last call returned; negative: that many bytes before the end
 * @returns the offset for the next call; undefined where there is nothing to read
 */
export function readMarkedLines(
	path: string,
	mark: string,
	from: number,
	{ bytes: mostBytes, untilMs }: ReadBudget,
	onLine: (line: string) => void,
): number | undefined {
	const file = openTranscript(path);
	if (!file) return undefined;
	try {
		const begin = from < 0 ? Math.max(0, file.size + from) : from > file.size ? 0 : from;
		let offset = begin;
		let rest = Buffer.alloc(0);
		let isFirst = true;
		while (offset + rest.length < file.size && (isFirst || (offset - begin < mostBytes && monotonicMs() < untilMs))) {
			isFirst = false;
			const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
			const length = readSync(file.descriptor, chunk, 0, CHUNK_BYTES, offset + rest.length);
			if (length === 0) break;
			const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
			const taken = takeLines(bytes, mark, onLine);
			// What follows of such a line does not parse, and is passed over.
			const isEndless = taken === 0 && bytes.length > LONGEST_LINE;
			offset += isEndless ? bytes.length : taken;
			rest = isEndless ? Buffer.alloc(0) : bytes.subarray(taken);
		}
		return offset;
	} finally {
		closeSync(file.descriptor);
	}
}

const TAIL_BYTES = 1024 * 1024;

/** Whether a text, in ASCII, stands in the newest megabyte of a file. */
export function isInTail(path: string, text: string): boolean {
	const file = openTranscript(path);
	if (!file) return false;
	try {
		const bytes = Buffer.alloc(Math.min(TAIL_BYTES, file.size));
		const length = readSync(file.descriptor, bytes, 0, bytes.length, file.size - bytes.length);
		return bytes.subarray(0, length).includes(text, 0, 'latin1');
	} finally {
		closeSync(file.descriptor);
	}
}
