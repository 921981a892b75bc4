const FIRST_BYTES = 65_536;

/** The last bytes of a stream. Takes no more memory than they do, however small the pieces are that they come in. */
export class ByteTail {
	readonly #limit: number;
	/** Grows up to the limit; then each byte goes over the oldest. */
	#ring = new Uint8Array(0);
	#total = 0;

	/** @param limit bytes, at least 1 */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Bytes that came in all. */
	get total(): number {
		return this.#total;
	}

	push(chunk: Uint8Array): void {
		const kept = chunk.subarray(Math.max(0, chunk.length - this.#limit));
		this.#total += chunk.length;
		this.#grow();
		const at = (this.#total - kept.length) % this.#limit;
		const head = kept.subarray(0, this.#limit - at);
		this.#ring.set(head, at);
		this.#ring.set(kept.subarray(head.length), 0);
	}

	#grow(): void {
		const needed = Math.min(this.#total, this.#limit);
		if (needed <= this.#ring.length) return;
		const grown = new Uint8Array(Math.min(this.#limit, Math.max(FIRST_BYTES, this.#ring.length * 2, needed)));
		grown.set(this.#ring);
		this.#ring = grown;
	}

	/** At most as many bytes as the limit. */
	bytes(): Uint8Array {
		if (this.#total <= this.#limit) return this.#ring.slice(0, this.#total);
		const oldest = this.#total % this.#limit;
		const all = new Uint8Array(this.#limit);
		all.set(this.#ring.subarray(oldest));
		all.set(this.#ring.subarray(0, oldest), this.#limit - oldest);
		return all;
	}
}
