import { COLUMN_BITS, type Triggers } from './triggers.ts';

const NEW_LINE = 0x0a;
/** Bytes looked at in one go: what is noted of them stays in the cache. */
const BLOCK = 32_768;
/** Bits of a note that hold the place in the block; the state stands above them. */
export const PLACE_BITS = 15;
export const PLACE_MASK = BLOCK - 1;

/**
 * Runs the automaton and notes where it found something. Reading a byte waits for the state that the byte before led
 * to, so two halves of a block are read at the same time (no literal goes over a line end); and finds are noted, one
 * number each, without a branch, which the processor could not foresee.
 */
export class Hits {
	/** Of each find the automaton's state, and where in the block the literal's last byte is; in rising order. */
	readonly notes = new Int32Array(2 * BLOCK + 2);
	count = 0;
	/** Where the block began. */
	base = 0;
	readonly #triggers: Triggers;
	#state = 0;

	constructor(triggers: Triggers) {
		this.#triggers = triggers;
	}

	/** Begins a new text. */
	reset(): void {
		this.#state = 0;
	}

	/** Reads the next block; gives its end. */
	read(bytes: Uint8Array, from: number, to: number): number {
		const end = Math.min(to, from + BLOCK);
		const middle = from + ((end - from) >> 1);
		const line = end - from < 256 ? -1 : bytes.subarray(middle, end).indexOf(NEW_LINE);
		this.count = 0;
		this.base = from;
		if (line < 0 || line > (end - from) >> 2) this.#readOne(bytes, from, end);
		else this.#readTwo(bytes, from, middle + line + 1, end);
		return end;
	}

	#readOne(bytes: Uint8Array, from: number, to: number): void {
		const { columnOf, next, firstFinding } = this.#triggers;
		const { notes, base } = this;
		const last = firstFinding - 1;
		let state = this.#state;
		let count = this.count;
		for (let index = from; index < to; index++) {
			state = next[(state << COLUMN_BITS) | (columnOf[bytes[index] as number] as number)] as number;
			notes[count] = (state << PLACE_BITS) | (index - base);
			count += (last - state) >>> 31;
		}
		this.#state = state;
		this.count = count;
	}

	/** The first half's finds are noted in front, the second's behind the space that the first may need. */
	#readTwo(bytes: Uint8Array, from: number, middle: number, to: number): void {
		const { columnOf, next, firstFinding } = this.#triggers;
		const { notes } = this;
		const last = firstFinding - 1;
		const between = middle - from;
		const length = Math.min(between, to - middle);
		let first = this.#state;
		let second = 0;
		let count = 0;
		let behind = BLOCK;
		for (let place = 0; place < length; place++) {
			const index = from + place;
			first = next[(first << COLUMN_BITS) | (columnOf[bytes[index] as number] as number)] as number;
			second = next[(second << COLUMN_BITS) | (columnOf[bytes[index + between] as number] as number)] as number;
			notes[count] = (first << PLACE_BITS) | place;
			count += (last - first) >>> 31;
			notes[behind] = (second << PLACE_BITS) | (place + between);
			behind += (last - second) >>> 31;
		}
		this.#state = first;
		this.count = count;
		this.#readOne(bytes, from + length, middle);
		count = this.count;
		notes.copyWithin(count, BLOCK, behind);
		this.count = count + behind - BLOCK;
		this.#state = second;
		this.#readOne(bytes, middle + length, to);
	}
}
