import type { Output } from './output.ts';

const ESCAPE = 0x1b;
const OPEN_BRACKET = 0x5b;

/**
 * The end of the terminal sequence that begins at `at`. Of those that carry text (titles, links) only the escape itself
 * goes: the text may hold a secret too.
 */
export function sequenceEnd(source: Uint8Array, at: number, to: number): number {
	if (source[at + 1] !== OPEN_BRACKET) return at + 1;
	let end = at + 2;
	while (end < to && (source[end] as number) >= 0x20 && (source[end] as number) <= 0x3f) end++;
	const isWhole = end < to && (source[end] as number) >= 0x40 && (source[end] as number) <= 0x7e;
	return isWhole ? end + 1 : end;
}

/** Writes the sequences of a range, without its text. */
export function sequencesOf(source: Uint8Array, from: number, to: number, output: Output): void {
	for (let at = from; at < to; at++) {
		if (source[at] !== ESCAPE) continue;
		const end = Math.min(to, sequenceEnd(source, at, to));
		// An escape without its sequence only makes the next byte a command.
		if (end > at + 1) output.add(source, at, end);
		at = end - 1;
	}
}
