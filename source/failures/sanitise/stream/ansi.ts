import { indexOfByte } from '../byte-search.ts';
import { copyBytes, type Output } from './output.ts';

const ESCAPE = 0x1b;
const OPEN_BRACKET = 0x5b;

/**
 * Text without its terminal sequences, and where each byte of it came from: colours inside a secret must not hide it.
 * Of sequences that carry text (titles, links) only the escape itself goes: the text may hold a secret too.
 */
export class Uncoloured {
	bytes: Uint8Array = new Uint8Array(0);
	length = 0;
	/** Places in `bytes` before which something was taken out, and how much was taken out up to there. */
	#places = new Int32Array(1024);
	#removed = new Int32Array(1024);
	#count = 0;
	#cursor = 0;

	/** Takes `source` from `from` to `to` apart. */
	strip(source: Uint8Array, from: number, to: number): void {
		if (this.bytes.length < to - from) this.bytes = new Uint8Array(Math.max(65_536, 2 * (to - from)));
		const { bytes } = this;
		let length = 0;
		let removed = from;
		this.#count = 0;
		this.#cursor = 0;
		for (let at = from; at < to; ) {
			const found = indexOfByte(source, ESCAPE, at, to);
			const next = found < 0 ? to : found;
			copyBytes(source, at, next, bytes, length);
			length += next - at;
			at = next;
			if (at === to) break;
			const end = sequenceEnd(source, at, to);
			removed += end - at;
			at = end;
			this.#note(length, removed);
		}
		this.length = length;
	}

	#note(place: number, removed: number): void {
		// Several in a row are one.
		if (this.#count > 0 && this.#places[this.#count - 1] === place) this.#count--;
		if (this.#count === this.#places.length) {
			const places = new Int32Array(2 * this.#count);
			const sums = new Int32Array(2 * this.#count);
			places.set(this.#places);
			sums.set(this.#removed);
			this.#places = places;
			this.#removed = sums;
		}
		this.#places[this.#count] = place;
		this.#removed[this.#count++] = removed;
	}

	/**
	 * Where the byte at `index` stood. Asked in rising order.
	 * @param isEnd the place behind a range: what was taken out there stays outside of it
	 */
	original(index: number, isEnd: boolean, from: number): number {
		const places = this.#places;
		while (this.#cursor > 0 && (places[this.#cursor - 1] as number) > index) this.#cursor--;
		while (
			this.#cursor < this.#count &&
			((places[this.#cursor] as number) < index || (!isEnd && places[this.#cursor] === index))
		) {
			this.#cursor++;
		}
		return index + (this.#cursor === 0 ? from : (this.#removed[this.#cursor - 1] as number));
	}
}

/** The end of the sequence that begins at `at`. */
function sequenceEnd(source: Uint8Array, at: number, to: number): number {
	if (source[at + 1] !== OPEN_BRACKET) return at + 1;
	let end = at + 2;
	while (end < to && (source[end] as number) >= 0x20 && (source[end] as number) <= 0x3f) end++;
	const isWhole = end < to && (source[end] as number) >= 0x40 && (source[end] as number) <= 0x7e;
	return isWhole ? end + 1 : end;
}

/** Writes the sequences of a range, without its text. */
export function sequencesOf(source: Uint8Array, from: number, to: number, output: Output): void {
	for (let at = from; at < to; at++) {
		if (source[at] !== ESCAPE) continue;
		const end = Math.min(to, sequenceEnd(source, at, to));
		// An escape without its sequence only makes the next byte a command.
		if (end > at + 1) output.add(source, at, end);
		at = end - 1;
	}
}
