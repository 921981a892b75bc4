import { byteSet } from '../byte-set.ts';
import type { Rows } from './rows.ts';

/** What CI and loggers write in front of a line: `2026-11-21T10:35:00.1234567Z`, `2026-11-21 10:35:00,123`. */
const TIME = [
	...['2', '0', '0-9', '0-9', '-', '0-9', '0-9', '-', '0-9', '0-9', 'T '],
	...['0-9', '0-9', ':', '0-9', '0-9', ':', '0-9', '0-9', '.,', '0-9'],
].map((inside) => [...byteSet(inside).entries()].flatMap(([byte, isIn]) => (isIn === 1 ? [byte] : [])));
const OPEN_BRACKET = 0x5b;
/** What leads from one of its states to another. */
export const TIME_BYTES: readonly number[] = [...TIME.flat(), OPEN_BRACKET];
const LAST = TIME.length - 1;
const PLACE_BITS = 5;

/** Rows that are kept free for these states; the rules of the table take 207. */
export const MOST_TIME_STATES = 400;

/**
 * Adds states to an automaton's table that say nothing of the signs in a line's time: three of four finds in a log of CI
 * are such, and never worth a question.
 * @param rows those from number `first` on are free; line ends lead to the first, which is the beginning of a line
 * @param isQuiet whether nothing but signs is found in the state of a number
 */
export function addLineTimes(rows: Rows, first: number, isQuiet: (number: number) => boolean): void {
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
		rows.copy(plain, state);
		for (const byte of TIME[place] as readonly number[]) {
			const reached = rows.get(plain, byte);
			if (isQuiet(reached)) rows.set(state, byte, enter(Math.min(place + 1, LAST), reached));
		}
		return state;
	};
	const lineStart = enter(0, 0);
	// Jenkins has brackets around it.
	rows.set(lineStart, OPEN_BRACKET, enter(0, rows.get(0, OPEN_BRACKET)));
}
