import { byteSet } from '../byte-set.ts';
import { BYTE_BITS } from './triggers.ts';

/** What CI and loggers write in front of a line: `2026-11-21T10:35:00.1234567Z`, `2026-11-21 10:35:00,123`. */
const TIME = [
	...['2', '0', '0-9', '0-9', '-', '0-9', '0-9', '-', '0-9', '0-9', 'T '],
	...['0-9', '0-9', ':', '0-9', '0-9', ':', '0-9', '0-9', '.,', '0-9'],
].map((inside) => [...byteSet(inside).entries()].flatMap(([byte, isIn]) => (isIn === 1 ? [byte] : [])));
const LAST = TIME.length - 1;
const PLACE_BITS = 5;
const OPEN_BRACKET = 0x5b;

/** Rows that are kept free for these states; the rules of the table take 207. */
export const MOST_TIME_STATES = 400;

/**
 * Adds states to an automaton's table that say nothing of the signs in a line's time: three of four finds in a log of CI
 * are such, and never worth a question.
 * @param next rows from `first` on are free; line ends lead to `first`, which is the beginning of a line
 * @param isQuiet whether nothing but signs is found in a state
 */
export function addLineTimes(next: Uint16Array, first: number, isQuiet: (state: number) => boolean): void {
	const known = new Map<number, number>();
	let free = first;
	/** @param plain the state that the automaton would be in without these */
	const enter = (place: number, plain: number): number => {
		const key = (plain << PLACE_BITS) | place;
		const before = known.get(key);
		if (before !== undefined) return before;
		if (free === first + MOST_TIME_STATES) return plain;
		const state = free++;
		known.set(key, state);
		const row = state << BYTE_BITS;
		const plainRow = plain << BYTE_BITS;
		next.copyWithin(row, plainRow, plainRow + (1 << BYTE_BITS));
		for (const byte of TIME[place] as readonly number[]) {
			const reached = next[plainRow | byte] as number;
			if (isQuiet(reached)) next[row | byte] = enter(Math.min(place + 1, LAST), reached);
		}
		return state;
	};
	const row = enter(0, 0) << BYTE_BITS;
	// Jenkins has brackets around it.
	next[row | OPEN_BRACKET] = enter(0, next[OPEN_BRACKET] as number);
}
