import { indexOfByte } from '../byte-search.ts';
import { MARGIN, TEXT } from '../scan/text.ts';
import { sequenceEnd } from './ansi.ts';
import { copyBytes } from './output.ts';

const ESCAPE = 0x1b;

/**
 * Puts a piece of a source into the memory of the scanner, without its terminal sequences, and knows where each byte of
 * it came from: colours inside a secret must not hide it.
 */
export class PlainText {
	/** Behind the last byte of the text. */
	end = MARGIN;
	/** Places in the text before which something was taken out, and how far it is from there to the source. */
	#places = new Int32Array(1024);
	#distances = new Int32Array(1024);
	#count = 0;
	#cursor = 0;
	/** How far it is to the source where nothing was taken out before. */
	#distance = 0;

	get hasSequences(): boolean {
		return this.#count > 0;
	}

	/** @param to at most `LONGEST_TEXT` behind `from` */
	put(source: Uint8Array, from: number, to: number): void {
		let end = MARGIN;
		let distance = from - MARGIN;
		this.#distance = distance;
		this.#count = 0;
		this.#cursor = 0;
		for (let at = from; at < to; ) {
			const found = indexOfByte(source, ESCAPE, at, to);
			const next = found < 0 ? to : found;
			copyBytes(source, at, next, TEXT, end);
			end += next - at;
			if (next === to) break;
			at = sequenceEnd(source, next, to);
			distance += at - next;
			this.#note(end, distance);
		}
		TEXT.fill(0, end, end + MARGIN);
		this.end = end;
	}

	#note(place: number, distance: number): void {
		// Several in a row are one.
		if (this.#count > 0 && this.#places[this.#count - 1] === place) this.#count--;
		if (this.#count === this.#places.length) {
			const places = new Int32Array(2 * this.#count);
			const distances = new Int32Array(2 * this.#count);
			places.set(this.#places);
			distances.set(this.#distances);
			this.#places = places;
			this.#distances = distances;
		}
		this.#places[this.#count] = place;
		this.#distances[this.#count++] = distance;
	}

	/**
	 * Where the byte at `index` stands in the source. Asked in rising order.
	 * @param isEnd the place behind a range: what was taken out there stays outside of it
	 */
	original(index: number, isEnd: boolean): number {
		const places = this.#places;
		while (this.#cursor > 0 && (places[this.#cursor - 1] as number) > index) this.#cursor--;
		while (
			this.#cursor < this.#count &&
			((places[this.#cursor] as number) < index || (!isEnd && places[this.#cursor] === index))
		) {
			this.#cursor++;
		}
		return index + (this.#cursor === 0 ? this.#distance : (this.#distances[this.#cursor - 1] as number));
	}
}
