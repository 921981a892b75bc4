import { addLineTimes, MOST_TIME_STATES } from './line-times.ts';
import { LiteralTree, link, numbersOf } from './literal-tree.ts';

/**
 * Finds many literals at once (Aho–Corasick), their case aside, as one dense table: reading a byte is one look-up.
 * States that end a literal are numbered last, so that the loop's only test is one comparison.
 */
export interface Triggers {
	/** `next[(state << BYTE_BITS) | byte]`; state 0 is the start inside of a line. */
	readonly next: Uint16Array;
	/** The start where a line begins. */
	readonly lineStart: number;
	/** From this state on something was found. */
	readonly firstFinding: number;
	/** Of a finding state: where its literals begin in `found`, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/** Numbers of literals, the longest first. */
	readonly found: Uint16Array;
}

/** A column for every byte: of a row text touches one line of the cache, and a narrower table needs a second look-up. */
export const BYTE_BITS = 8;
const BYTES = 1 << BYTE_BITS;

const LINE_END = 0x0a;

/** Letters of ASCII alone: a literal may be bytes of UTF-8. */
export const toLowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * @param literals bytes as characters, in any case, each once; at most 65,000 states come of them
 * @param isSign which of them are found in the time in front of a line, where nobody has to hear of it
 */
export function buildTriggers(literals: readonly string[], isSign?: (literal: string) => boolean): Triggers {
	const tree = new LiteralTree(literals.map(toLowerAscii));
	const { fallback, also } = link(tree);
	const { size, levels, byte, firstChild, nextSibling, literal } = tree;
	const kept = isSign ? MOST_TIME_STATES : 0;
	const { numberOf, firstKept } = numbersOf(tree, also, kept);
	const firstFinding = firstKept + kept;
	const lineStart = isSign ? firstKept : 0;
	const next = new Uint16Array((size + kept) << BYTE_BITS);
	// All rows begin as a copy of another one's.
	next[LINE_END] = lineStart;
	for (const states of levels) {
		for (const state of states) {
			const row = (numberOf[state] as number) << BYTE_BITS;
			const behind = (numberOf[fallback[state] as number] as number) << BYTE_BITS;
			if (state !== 0) next.copyWithin(row, behind, behind + BYTES);
			let child = firstChild[state] as number;
			for (; child !== 0; child = nextSibling[child] as number) {
				const own = byte[child] as number;
				next[row | own] = numberOf[child] as number;
				if (own >= 97 && own <= 122) next[row | (own - 32)] = numberOf[child] as number;
			}
		}
	}
	const own = new Uint16Array(size + kept - firstFinding);
	for (let state = 0; state < size; state++) {
		const number = numberOf[state] as number;
		if (number >= firstFinding) own[number - firstFinding] = state;
	}
	const offsets = new Uint32Array(own.length + 1);
	const found: number[] = [];
	for (let index = 0; index < own.length; index++) {
		for (let state = own[index] as number; state !== 0; state = also[state] as number) {
			if (literal[state] !== 0) found.push((literal[state] as number) - 1);
		}
		offsets[index + 1] = found.length;
	}
	if (isSign) {
		const areSigns = (state: number): boolean =>
			found.slice(offsets[state], offsets[state + 1]).every((number) => isSign(literals[number] as string));
		addLineTimes(next, lineStart, (state) => state < firstFinding || areSigns(state - firstFinding));
	}
	return { next, firstFinding, lineStart, offsets, found: Uint16Array.from(found) };
}
