import { BREAK, CLASS } from './classes.ts';

/** A quoted value is not longer; a quote that closes later is none. */
const LONGEST_QUOTED = 256;

const BACKSLASH = 0x5c;
const DOUBLE_QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKTICK = 0x60;

/**
 * Where quotes of a line close. What was searched in vain is not searched again, so that a line of quotes costs no more
 * than another.
 */
export class QuoteSearch {
	readonly #searchedTo = new Int32Array(128);

	/** A line begins. */
	begin(from: number): void {
		this.#searchedTo[DOUBLE_QUOTE] = from;
		this.#searchedTo[APOSTROPHE] = from;
		this.#searchedTo[BACKTICK] = from;
	}

	/** Where the quote at `from` closes; 0 if it opens nothing. */
	closing(source: Uint8Array, from: number, to: number, isFirst: boolean): number {
		const quote = source[from] as number;
		const isBehindWord = !isFirst && (CLASS[source[from - 1] as number] as number) < BREAK;
		if (quote !== DOUBLE_QUOTE && isBehindWord) return 0;
		const end = Math.min(to, from + LONGEST_QUOTED);
		let index = Math.max(from + 1, this.#searchedTo[quote] as number);
		for (; index < end; index++) {
			const byte = source[index] as number;
			if (byte === BACKSLASH) index++;
			else if (
				byte === quote &&
				(quote === DOUBLE_QUOTE || index + 1 >= to || (CLASS[source[index + 1] as number] as number) >= BREAK)
			)
				return index;
		}
		this.#searchedTo[quote] = Math.max(end, this.#searchedTo[quote] as number);
		return 0;
	}
}
