/**
 * Tells when a finder is asked too often inside of one run of bytes without a gap: `x_key=x_key=…` for a megabyte, of
 * which each hit would read a thousand bytes. Real text has a few at most.
 */
export class Repetition {
	#end = 0;
	#count = 0;
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** Begins a new text. */
	reset(from: number): void {
		this.#end = from;
	}

	/**
	 * Notes a hit, and whether it is one too many.
	 * @param end where the run that was read ends
	 */
	isOver(at: number, end: number): boolean {
		if (at >= this.#end) this.#count = 0;
		this.#end = Math.max(this.#end, end);
		return ++this.#count > this.#most;
	}

	/** Whether `at` is in a run that was read too often already. */
	isExhausted(at: number): boolean {
		return at < this.#end && this.#count > this.#most;
	}
}
