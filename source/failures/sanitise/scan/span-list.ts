/** Ranges in arrays of numbers, each with the number of its rule; grows as it is filled. */
export class SpanList {
	#starts = new Int32Array(256);
	#ends = new Int32Array(256);
	#rules = new Uint16Array(256);
	count = 0;

	start(index: number): number {
		return this.#starts[index] as number;
	}

	end(index: number): number {
		return this.#ends[index] as number;
	}

	rule(index: number): number {
		return this.#rules[index] as number;
	}

	push(start: number, end: number, rule: number): void {
		if (this.count === this.#starts.length) this.#grow();
		this.put(this.count++, start, end, rule);
	}

	put(index: number, start: number, end: number, rule: number): void {
		this.#starts[index] = start;
		this.#ends[index] = end;
		this.#rules[index] = rule;
	}

	move(from: number, to: number): void {
		this.put(to, this.start(from), this.end(from), this.rule(from));
	}

	/** Moves a range to a place before it, and what stands between one place back. */
	moveBefore(from: number, to: number): void {
		const start = this.start(from);
		const end = this.end(from);
		const rule = this.rule(from);
		for (let index = from; index > to; index--) this.move(index - 1, index);
		this.put(to, start, end, rule);
	}

	/** A copy of what stands at and behind `from`. */
	copy(from: number): { readonly starts: Int32Array; readonly ends: Int32Array; readonly rules: Uint16Array } {
		return {
			starts: this.#starts.slice(from, this.count),
			ends: this.#ends.slice(from, this.count),
			rules: this.#rules.slice(from, this.count),
		};
	}

	#grow(): void {
		const size = this.#starts.length * 2;
		const larger = <T extends Int32Array | Uint16Array>(to: T, from: T): T => {
			to.set(from);
			return to;
		};
		this.#starts = larger(new Int32Array(size), this.#starts);
		this.#ends = larger(new Int32Array(size), this.#ends);
		this.#rules = larger(new Uint16Array(size), this.#rules);
	}
}
