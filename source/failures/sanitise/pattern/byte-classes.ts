import { type ByteSet, byteSet, DIGIT, invert, union, WORD } from '../byte-set.ts';

/** A pattern never leaves its line. */
export const NEW_LINE = byteSet('\n');
const WHITE = byteSet(' \t\r\f\v');
export const ANY = invert(NEW_LINE);

/** `\\d` and its like. */
export const CLASSES: Readonly<Record<string, ByteSet>> = {
	d: DIGIT,
	w: WORD,
	s: WHITE,
	D: invert(union(DIGIT, NEW_LINE)),
	W: invert(union(WORD, NEW_LINE)),
	S: invert(union(WHITE, NEW_LINE)),
};

export const CONTROLS: Readonly<Record<string, string>> = { t: '\t', r: '\r', f: '\f', v: '\v' };

/** The set with the other case of each of its letters. */
export function foldCase(set: ByteSet): ByteSet {
	const folded = set.slice();
	for (let byte = 65; byte <= 90; byte++) {
		const member = (set[byte] ?? 0) | (set[byte + 32] ?? 0);
		folded[byte] = member;
		folded[byte + 32] = member;
	}
	return folded;
}
