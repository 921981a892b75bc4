import { addLineTimes, MOST_TIME_STATES, TIME_BYTES } from './line-times.ts';
import { LiteralTree, link, numbersOf } from './literal-tree.ts';
import { MOST_STATES, Rows } from './rows.ts';

/**
 * Finds many literals at once (Aho–Corasick), their case aside, as one dense table: reading a byte is one look-up.
 * States that end a literal are numbered last, so that the loop's only test is one comparison.
 */
export interface Triggers {
	/** See rows.ts; state 0 is the start inside of a line. */
	readonly next: Uint16Array;
	/** The start where a line begins. */
	readonly lineStart: number;
	/** From this state on something was found. */
	readonly firstFinding: number;
	/**
	 * Of a finding state, by its number from the first one's on: where its literals begin in `found`, and one entry more
	 * for the end.
	 */
	readonly offsets: Uint32Array;
	/** Numbers of literals, the longest first. */
	readonly found: Uint16Array;
}

const LINE_END = 0x0a;

/** Letters of ASCII alone: a literal may be bytes of UTF-8. */
export const toLowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/**
 * @param literals bytes as characters, in any case, each once; at most 8,192 states come of them
 * @param isSign which of them are found in the time in front of a line, where nobody has to hear of it
 * @throws RangeError where there are more states
 */
export function buildTriggers(literals: readonly string[], isSign?: (literal: string) => boolean): Triggers {
	const tree = new LiteralTree(literals.map(toLowerAscii));
	const links = link(tree);
	const { fallback, also } = links;
	const { size, levels, byte, firstChild, nextSibling, literal } = tree;
	const kept = isSign ? MOST_TIME_STATES : 0;
	const { numberOf, firstKept } = numbersOf(tree, links, kept);
	const firstFinding = firstKept + kept;
	const lineStart = isSign ? firstKept : 0;
	if (size + kept > MOST_STATES) throw new RangeError('too many literals for one automaton');
	const rows = new Rows(new Set([LINE_END, ...(isSign ? TIME_BYTES : []), ...byte.subarray(1, size)]));
	rows.set(0, LINE_END, lineStart);
	const addChildren = (state: number): void => {
		const from = numberOf[state] as number;
		let child = firstChild[state] as number;
		for (; child !== 0; child = nextSibling[child] as number) {
			rows.set(from, byte[child] as number, numberOf[child] as number);
		}
	};
	addChildren(0);
	rows.fill(size + kept);
	for (const states of levels.slice(1)) {
		for (const state of states) {
			// What the literal does not go on with leads where its longest other beginning leads.
			const behind = numberOf[fallback[state] as number] as number;
			if (behind !== 0) rows.copy(behind, numberOf[state] as number);
			addChildren(state);
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
		const areSigns = (index: number): boolean =>
			found.slice(offsets[index], offsets[index + 1]).every((number) => isSign(literals[number] as string));
		addLineTimes(rows, firstKept, (number) => number < firstFinding || areSigns(number - firstFinding));
	}
	return { next: rows.next, firstFinding, lineStart, offsets, found: Uint16Array.from(found) };
}
