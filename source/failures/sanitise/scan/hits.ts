import { indexOfByte } from '../byte-search.ts';
import { COLUMN_OF, ROW_SHIFT } from './rows.ts';
import { TEXT } from './text.ts';
import type { Triggers } from './triggers.ts';

const NEW_LINE = 0x0a;
/** Bytes looked at in one go: what is noted of them stays in the cache, and the automaton is not fetched into it too often. */
const BLOCK = 65_536;
/**
 * The first blocks are shorter: a loop that is compiled before it ever ended is left for the interpreter at every end,
 * for a megabyte.
 */
const FIRST_BLOCK = 1_024;
/** Bits of a note that hold the place in the block; the state stands above them. */
export const PLACE_BITS = 16;
export const PLACE_MASK = BLOCK - 1;
/** Memory for the notes of one block; they are read before the next one is. */
const NOTES = new Int32Array(BLOCK);
/** Smaller parts are not worth their beginnings. */
const LEAST_PART = 64;

const columnAt = (index: number): number => COLUMN_OF[TEXT[index] as number] as number;

/** Behind the first line end at or behind `from`; -1 where there is none. */
function lineStart(from: number, to: number): number {
	const found = indexOfByte(TEXT, NEW_LINE, from, to);
	return found < 0 ? -1 : found + 1;
}

/**
 * Runs the automaton and notes where it found something. Reading a byte waits for the state that the byte before led
 * to, so three parts of a block are read at the same time (no literal goes over a line end; more parts than these have
 * no registers). `| 0` says that a sum stays a whole number of 32 bits, which is tested otherwise.
 */
export class Hits {
	/** Of each find the automaton's state, and where in the block the literal's last byte is; in rising order. */
	readonly notes = NOTES;
	count = 0;
	/** Where the block began. */
	base = 0;
	readonly #triggers: Triggers;
	#state: number;
	#block = FIRST_BLOCK;

	constructor(triggers: Triggers) {
		this.#triggers = triggers;
		this.#state = triggers.lineStart;
	}

	/** Begins a new text. */
	reset(): void {
		this.#state = this.#triggers.lineStart;
	}

	/** Reads the next block; gives its end. */
	read(from: number, to: number): number {
		const end = Math.min(to, from + this.#block);
		this.#block = Math.min(BLOCK, 2 * this.#block);
		const part = Math.floor((end - from) / 3);
		const second = part < LEAST_PART ? -1 : lineStart(from + part, end);
		const third = second < 0 ? -1 : lineStart(from + 2 * part, end);
		this.base = from;
		// Where lines are so long that one begins in no part, nothing is gained.
		if (third <= second) this.count = this.#readOne(from, end, this.#state, 0);
		else this.#readThree(from, second, third, end);
		return end;
	}

	/** Notes finds from `first` on; gives the place behind the last note. */
	#readOne(from: number, to: number, before: number, first: number): number {
		const { next, firstFinding } = this.#triggers;
		const { base } = this;
		const last = firstFinding - 1;
		let state = before;
		let count = first;
		for (let index = from; index < to; index++) {
			state = next[((state << ROW_SHIFT) + columnAt(index)) | 0] as number;
			if (state > last) NOTES[count++] = (state << PLACE_BITS) | (index - base);
		}
		this.#state = state;
		return count;
	}

	/** The notes of each part begin where there is room for as many as the parts before it have bytes. */
	#readThree(from: number, second: number, third: number, to: number): void {
		const { next, firstFinding, lineStart } = this.#triggers;
		const last = firstFinding - 1;
		const toSecond = second - from;
		const toThird = third - from;
		const length = Math.min(toSecond, third - second, to - third);
		let stateA = this.#state;
		let stateB = lineStart;
		let stateC = lineStart;
		let countA = 0;
		let countB = toSecond;
		let countC = toThird;
		for (let place = 0; place < length; place++) {
			const index = (from + place) | 0;
			stateA = next[((stateA << ROW_SHIFT) + columnAt(index)) | 0] as number;
			stateB = next[((stateB << ROW_SHIFT) + columnAt((index + toSecond) | 0)) | 0] as number;
			stateC = next[((stateC << ROW_SHIFT) + columnAt((index + toThird) | 0)) | 0] as number;
			if (stateA > last) NOTES[countA++] = (stateA << PLACE_BITS) | place;
			if (stateB > last) NOTES[countB++] = (stateB << PLACE_BITS) | (place + toSecond);
			if (stateC > last) NOTES[countC++] = (stateC << PLACE_BITS) | (place + toThird);
		}
		countA = this.#readOne(from + length, second, stateA, countA);
		countB = this.#readOne(second + length, third, stateB, countB);
		countC = this.#readOne(third + length, to, stateC, countC);
		NOTES.copyWithin(countA, toSecond, countB);
		countA += countB - toSecond;
		NOTES.copyWithin(countA, toThird, countC);
		this.count = countA + countC - toThird;
	}
}
