import { textOf } from './byte-set.ts';

interface Entry<T> {
	readonly bytes: Uint8Array;
	readonly value: T;
}

/** Texts repeat from line to line. A log can't fill the memory: what came least lately makes room. */
const PLACES = 4096;
/** Places that a text can have, by its hash. */
const WAYS = 4;
/** What is longer hardly comes again. */
const LONGEST = 160;

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, length: number): boolean {
	if (known.length !== length) return false;
	for (let index = 0; index < length; index++) if (known[index] !== bytes[from + index]) return false;
	return true;
}

/** What is to be known of a text, worked out once: for one that was seen before no string is made. */
export class TextMemory<T> {
	readonly #make: (text: string) => T;
	readonly #entries: (Entry<T> | undefined)[] = [];
	/** Of each entry; most texts that are not the same are told by it. */
	readonly #hashes = new Int32Array(PLACES);

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
		const entries = this.#entries;
		const hashes = this.#hashes;
		for (let place = first; place < first + WAYS; place++) {
			const entry = entries[place];
			if (entry === undefined) break;
			if (hashes[place] === hash && isSame(entry.bytes, bytes, from, length)) return entry.value;
		}
		if (entries.length === 0) for (let index = 0; index < PLACES; index++) entries.push(undefined);
		const value = this.#make(textOf(bytes, from, to));
		for (let place = first + WAYS - 1; place > first; place--) {
			entries[place] = entries[place - 1];
			hashes[place] = hashes[place - 1] as number;
		}
		hashes[first] = hash;
		entries[first] = { bytes: bytes.slice(from, to), value };
		return value;
	}
}
