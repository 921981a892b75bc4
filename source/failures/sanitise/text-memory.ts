import { textOf } from './text-of.ts';

/** Texts repeat from line to line. A log can't fill the memory: what came least lately makes room. */
const PLACES = 4096;
/** Places that a text can have, by its hash. */
const WAYS = 4;
/** What is longer hardly comes again. */
const LONGEST = 160;

/** What is to be known of a text, worked out once: for one that was seen before no string is made. */
export class TextMemory<T> {
	readonly #make: (text: string) => T;
	readonly #values: (T | undefined)[] = [];
	/** Of each text; most that are not the same are told by it. */
	readonly #hashes = new Int32Array(PLACES);
	readonly #lengths = new Uint8Array(PLACES);
	/** All texts in one row, made at the first: an array for each would be one more place to fetch at every question. */
	#bytes = new Uint8Array(0);

	/** @param make says what is to be known of a text; of nothing else */
	constructor(make: (text: string) => T) {
		this.#make = make;
	}

	/** Of the ASCII text between `from` and `to`; other bytes are taken as Latin-1. */
	of(bytes: Uint8Array, from: number, to: number): T {
		const length = to - from;
		if (length > LONGEST) return this.#make(textOf(bytes, from, to));
		let hash = length;
		for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
		const first = (hash ^ (hash >>> 15)) & (PLACES - WAYS);
		for (let place = first; place < first + WAYS; place++) {
			if (this.#hashes[place] !== hash || !this.#isAt(place, bytes, from, length)) continue;
			const value = this.#values[place];
			if (value !== undefined) return value;
		}
		const value = this.#make(textOf(bytes, from, to));
		this.#keep(first, hash, bytes.subarray(from, to), value);
		return value;
	}

	#isAt(place: number, bytes: Uint8Array, from: number, length: number): boolean {
		if (this.#lengths[place] !== length) return false;
		const known = this.#bytes;
		const start = place * LONGEST;
		for (let index = 0; index < length; index++) if (known[start + index] !== bytes[from + index]) return false;
		return true;
	}

	#keep(first: number, hash: number, text: Uint8Array, value: T): void {
		const values = this.#values;
		if (values.length === 0) {
			this.#bytes = new Uint8Array(PLACES * LONGEST);
			for (let place = 0; place < PLACES; place++) values.push(undefined);
		}
		const last = first + WAYS - 1;
		values.copyWithin(first + 1, first, last);
		this.#hashes.copyWithin(first + 1, first, last);
		this.#lengths.copyWithin(first + 1, first, last);
		this.#bytes.copyWithin((first + 1) * LONGEST, first * LONGEST, last * LONGEST);
		values[first] = value;
		this.#hashes[first] = hash;
		this.#lengths[first] = text.length;
		this.#bytes.set(text, first * LONGEST);
	}
}
