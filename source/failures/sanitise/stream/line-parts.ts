import { byteSet, skip } from '../byte-set.ts';
import { LONGEST_TEXT } from '../scan/text.ts';
import { HeldLine } from './held-line.ts';

/** A line that is longer is taken in parts of this size. */
const PART = LONGEST_TEXT;
/** Of a part, how much is only looked at: the longest find fits into it. */
const AHEAD = 16_384;
/** How much of the part before is looked at again, for the name whose value comes now. */
const BEHIND = 2_048;
/** What a find that fills a whole part goes on with. */
const DATA = byteSet('a-zA-Z0-9+/=_-');

/**
 * Looks at a line or a part of one, and writes it.
 * @param writeFrom what stands before was written already
 * @param limit finds that begin behind are left for later; without it, everything is settled
 * @returns up to where it was written
 */
export type Process = (source: Uint8Array, from: number, to: number, writeFrom: number, limit?: number) => number;

/** A line whose end has not come: held back, and taken in parts where it never comes. */
export class LineParts {
	readonly #process: Process;
	readonly #held = new HeldLine(PART);
	/** Inside of data that filled a whole part. */
	#isSwallowing = false;

	constructor(process: Process) {
		this.#process = process;
	}

	get isOpen(): boolean {
		return this.#held.length > 0 || this.#isSwallowing;
	}

	/** Adds to the line; a part at a time, so that the same parts come of any chunks. */
	take(chunk: Uint8Array, to: number, isWhole: boolean): void {
		let from = 0;
		while (from < to) {
			if (this.#isSwallowing) {
				from = skip(chunk, DATA, from, to);
				if (from === to) break;
				this.#isSwallowing = false;
			}
			const size = Math.min(to - from, PART - this.#held.length);
			this.#held.add(chunk, from, size);
			from += size;
			if (this.#held.length === PART && !(isWhole && from === to)) this.#takePart();
		}
		if (isWhole) this.finish();
	}

	/** Settles what there is of the line. */
	finish(): void {
		this.#isSwallowing = false;
		const { bytes, length, written } = this.#held;
		if (length === 0) return;
		this.#held.keep(length, 0);
		this.#process(bytes, 0, length, written);
	}

	/** Finds that begin before the last `AHEAD` bytes are settled, the rest comes again. */
	#takePart(): void {
		const settled = this.#process(this.#held.bytes, 0, PART, this.#held.written, PART - AHEAD);
		this.#isSwallowing = settled === PART;
		const keepFrom = this.#isSwallowing ? PART : Math.max(0, settled - BEHIND);
		this.#held.keep(keepFrom, settled - keepFrom);
	}
}
