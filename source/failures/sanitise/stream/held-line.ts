/** The beginning of a line whose end has not come; its memory grows with it, up to a limit. */
export class HeldLine {
	bytes = new Uint8Array(0);
	length = 0;
	/** How much of it was written already, and is kept only to be looked at. */
	written = 0;
	readonly #most: number;

	constructor(most: number) {
		this.#most = most;
	}

	/** @param size at most what is left up to the limit */
	add(chunk: Uint8Array, from: number, size: number): void {
		if (this.length + size > this.bytes.length) {
			const larger = new Uint8Array(Math.min(this.#most, Math.max(4096, 2 * (this.length + size))));
			larger.set(this.bytes.subarray(0, this.length));
			this.bytes = larger;
		}
		this.bytes.set(chunk.subarray(from, from + size), this.length);
		this.length += size;
	}

	/** Forgets what stands before `from`. */
	keep(from: number, written: number): void {
		this.bytes.copyWithin(0, from, this.length);
		this.length -= from;
		this.written = written;
	}
}
