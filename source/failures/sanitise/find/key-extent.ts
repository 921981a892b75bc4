import { indexOfByte } from '../byte-search.ts';
import { byteSet, invert, skip } from '../byte-set.ts';
import type { KeyLines } from './key-lines.ts';

const NEW_LINE = 0x0a;
const IN_LINE = invert(byteSet('\n'));
/** Most lines end within so many bytes, where a call costs more than looking. */
const NEAR = 256;

export function lineEnd(bytes: Uint8Array, from: number, to: number): number {
	const near = skip(bytes, IN_LINE, from, to, NEAR);
	if (near < from + NEAR) return near;
	const found = indexOfByte(bytes, NEW_LINE, near, to);
	return found < 0 ? to : found;
}

/** How far the key's lines go from the line that begins at `from`. */
export interface KeyExtent {
	/** Behind the last byte that belongs to the key; `from - 1` where no line does. */
	readonly end: number;
	/** Whether the text ended first. */
	readonly isOpen: boolean;
}

export function followKey(lines: KeyLines, bytes: Uint8Array, from: number, to: number): KeyExtent {
	let end = from - 1;
	for (let at = from; at < to; ) {
		const full = lines.fullLine(bytes, at, to);
		if (full >= 0) {
			end = full;
			at = full + 1;
			continue;
		}
		const stop = lineEnd(bytes, at, to);
		const line = lines.next(bytes, at, stop);
		if (line.kind === 'outside') return { end, isOpen: false };
		end = line.end;
		if (line.kind === 'end') return { end, isOpen: false };
		at = stop + 1;
	}
	return { end, isOpen: true };
}
