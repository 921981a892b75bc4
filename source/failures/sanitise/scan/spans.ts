/** Ranges that were found, each with the number of its rule. */
export class Spans {
	#starts = new Int32Array(256);
	#ends = new Int32Array(256);
	#rules = new Uint16Array(256);
	count = 0;

	add(start: number, end: number, rule: number): void {
		if (end <= start) return;
		if (this.count === this.#starts.length) this.#grow();
		this.#starts[this.count] = start;
		this.#ends[this.count] = end;
		this.#rules[this.count++] = rule;
	}

	start(index: number): number {
		return this.#starts[index] as number;
	}

	end(index: number): number {
		return this.#ends[index] as number;
	}

	rule(index: number): number {
		return this.#rules[index] as number;
	}

	clear(): void {
		this.count = 0;
	}

	/**
	 * Sorts, and makes one range of those that overlap: nothing that any rule found is left standing. It is named by the
	 * heaviest rule, of equals by the longest range, then by the first.
	 * @param weightOf weight of a rule, by its number
	 */
	resolve(weightOf: Uint8Array): void {
		if (this.count < 2) return;
		this.#sort();
		let last = 0;
		let length = this.end(0) - this.start(0);
		for (let index = 1; index < this.count; index++) {
			const own = this.end(index) - this.start(index);
			if (this.start(index) >= this.end(last)) {
				this.#move(index, ++last);
				length = own;
				continue;
			}
			const heavier = (weightOf[this.rule(index)] as number) - (weightOf[this.rule(last)] as number);
			if (heavier > 0 || (heavier === 0 && own > length)) {
				this.#rules[last] = this.rule(index);
				length = own;
			}
			this.#ends[last] = Math.max(this.end(last), this.end(index));
		}
		this.count = last + 1;
	}

	/** Finds come almost in order: insertion touches little. */
	#sort(): void {
		for (let index = 1; index < this.count; index++) {
			const start = this.start(index);
			if (start >= this.start(index - 1)) continue;
			const end = this.end(index);
			const rule = this.rule(index);
			let at = index;
			for (; at > 0 && this.start(at - 1) > start; at--) this.#move(at - 1, at);
			this.#starts[at] = start;
			this.#ends[at] = end;
			this.#rules[at] = rule;
		}
	}

	#move(from: number, to: number): void {
		this.#starts[to] = this.start(from);
		this.#ends[to] = this.end(from);
		this.#rules[to] = this.rule(from);
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
