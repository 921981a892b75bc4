import { WORD } from '../byte-set.ts';
import { type Automaton, acceptsEmpty, compile, firstEnd, longestEnd, longestStart } from '../pattern/automaton.ts';
import { parsePattern } from '../pattern/parse.ts';
import { PatternError } from '../pattern/syntax.ts';
import type { Report } from '../rule.ts';

/** Longest find of a pattern without an upper limit of its own; it keeps the time linear. */
const LONGEST = 4096;

/** Finds a pattern of the user's, which has no literal to look for, in time linear in the text, whatever it is. */
export interface PatternFinder {
	readonly find: (bytes: Uint8Array, from: number, to: number, report: Report) => void;
}

/**
 * Three automata of one pattern: where a match ends, where that one begins, how far it can go.
 * @throws PatternError for what no automaton can follow, what matches nothing at all, and what grows too large
 */
export function patternFinder(source: string, isCaseFolded = false): PatternFinder {
	const { node, isWordStart, isWordEnd } = parsePattern(source, isCaseFolded);
	const anchored: Automaton = compile(node);
	if (acceptsEmpty(anchored)) throw new PatternError('it matches the empty text');
	const unanchored = compile(node, { isUnanchored: true });
	const reversed = compile(node, { isReversed: true });
	const isBoundary = (bytes: Uint8Array, at: number, from: number, to: number) =>
		WORD[at > from ? (bytes[at - 1] as number) : 0] !== WORD[at < to ? (bytes[at] as number) : 0];
	return {
		find(bytes, from, to, report) {
			for (let at = from; at < to; ) {
				const found = firstEnd(unanchored, bytes, at, to);
				if (found < 0) return;
				const start = longestStart(reversed, bytes, at, found);
				const end = Math.max(found, longestEnd(anchored, bytes, start, Math.min(to, start + LONGEST)));
				const isWhole =
					(!isWordStart || isBoundary(bytes, start, from, to)) && (!isWordEnd || isBoundary(bytes, end, from, to));
				if (isWhole) report(start, end);
				at = isWhole ? end : found;
			}
		},
	};
}
