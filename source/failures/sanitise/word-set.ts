const fold = (byte: number): number => (byte >= 65 && byte <= 90 ? byte | 32 : byte);

const step = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** Words told by their bytes, case aside: no text has to be made to ask for one. Its table is made at the first question. */
export class WordSet {
	readonly #words: readonly string[];
	/** Number of a word plus 1 at the place that its hash gives, or behind. */
	#places: Uint16Array | undefined;

	/** @param words ASCII in lower case, parted by white space */
	constructor(words: string) {
		this.#words = words.trim().split(/\s+/);
	}

	has(bytes: Uint8Array, from: number, to: number): boolean {
		this.#places ??= this.#build();
		const places = this.#places;
		let hash = 0;
		for (let index = from; index < to; index++) hash = step(hash, fold(bytes[index] as number));
		const mask = places.length - 1;
		for (let place = (hash ^ (hash >>> 15)) & mask; ; place = (place + 1) & mask) {
			const number = places[place] as number;
			if (number === 0) return false;
			if (isWord(this.#words[number - 1] as string, bytes, from, to)) return true;
		}
	}

	#build(): Uint16Array {
		const places = new Uint16Array(4 << Math.ceil(Math.log2(this.#words.length)));
		const mask = places.length - 1;
		for (const [number, word] of this.#words.entries()) {
			let hash = 0;
			for (let index = 0; index < word.length; index++) hash = step(hash, word.charCodeAt(index));
			let place = (hash ^ (hash >>> 15)) & mask;
			while (places[place] !== 0) place = (place + 1) & mask;
			places[place] = number + 1;
		}
		return places;
	}
}

function isWord(word: string, bytes: Uint8Array, from: number, to: number): boolean {
	if (word.length !== to - from) return false;
	for (let index = 0; index < word.length; index++) {
		if (fold(bytes[from + index] as number) !== word.charCodeAt(index)) return false;
	}
	return true;
}
