/** The last bytes of a stream, in little more memory than they take. */
export class ByteTail {
	readonly #limit: number;
	#chunks: Uint8Array[] = [];
	#length = 0;
	#total = 0;

	constructor(limit: number) {
		this.#limit = limit;
	}

	/** Bytes that came in all. */
	get total(): number {
		return this.#total;
	}

	/** @param chunk is kept, and must not change afterwards */
	push(chunk: Uint8Array): void {
		this.#total += chunk.length;
		this.#chunks.push(chunk.subarray(Math.max(0, chunk.length - this.#limit)));
		this.#length += this.#chunks.at(-1)?.length ?? 0;
		let first = this.#chunks[0];
		while (first && this.#length - first.length >= this.#limit) {
			this.#length -= first.length;
			this.#chunks.shift();
			first = this.#chunks[0];
		}
	}

	/** At most as many bytes as the limit. */
	bytes(): Uint8Array {
		const all = new Uint8Array(this.#length);
		let at = 0;
		for (const chunk of this.#chunks) {
			all.set(chunk, at);
			at += chunk.length;
		}
		return all.subarray(Math.max(0, all.length - this.#limit));
	}
}
