/** For a few bytes a call costs more than the copying. */
const FEW = 48;

/** Copies a range to `target`, which has room for it. */
export function copyBytes(source: Uint8Array, from: number, to: number, target: Uint8Array, at: number): void {
	if (to - from > FEW) target.set(source.subarray(from, to), at);
	else for (let index = from, place = at; index < to; index++, place++) target[place] = source[index] as number;
}

/** Gathers what is written into one buffer. `take` gives it away; it is valid until the next write. */
export class Output {
	#bytes = new Uint8Array(65_536);
	#length = 0;

	get isEmpty(): boolean {
		return this.#length === 0;
	}

	add(source: Uint8Array, from: number, to: number): void {
		const size = to - from;
		if (size <= 0) return;
		if (this.#length + size > this.#bytes.length) this.#grow(size);
		copyBytes(source, from, to, this.#bytes, this.#length);
		this.#length += size;
	}

	take(): Uint8Array {
		const taken = this.#bytes.subarray(0, this.#length);
		this.#length = 0;
		return taken;
	}

	#grow(size: number): void {
		const larger = new Uint8Array(2 * (this.#length + size));
		larger.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = larger;
	}
}
