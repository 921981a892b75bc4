/** More finds than one text of a stream can have. */
const PLACES = 4_194_304;
/** So far back a find may have to go, on the average, before sorting all of them is cheaper. */
const MOVES_PER_FIND = 16;

/** Ranges that were found, each with the number of its rule. */
export class Spans {
	#starts = new Int32Array(256);
	#ends = new Int32Array(256);
	#rules = new Uint16Array(256);
	count = 0;
	/** How many are in order already. */
	#sorted = 0;

	add(start: number, end: number, rule: number): void {
		if (end <= start) return;
		if (this.count === this.#starts.length) this.#grow();
		this.#put(this.count++, start, end, rule);
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

	/**
	 * Whether a find covers all of a range. Asked in rising order, with the cursor that the last answer left; spans must
	 * be sorted.
	 */
	isCovered(start: number, end: number, cursor: { at: number }, count: number): boolean {
		while (cursor.at < count && (this.#ends[cursor.at] as number) <= start) cursor.at++;
		return cursor.at < count && this.start(cursor.at) <= start && (this.#ends[cursor.at] as number) >= end;
	}

	clear(): void {
		this.count = 0;
		this.#sorted = 0;
	}

	/**
	 * Sorts, and makes one range of those that overlap: nothing that any rule found is left standing. It is named by the
	 * heaviest rule, of equals by the longest range, then by the first.
	 * @param weightOf weight of a rule, by its number
	 */
	resolve(weightOf: Uint8Array): void {
		if (this.count < 2) return;
		this.sort();
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

	/**
	 * By their beginning; equals in the order of their coming. Whoever adds finds them in nearly rising order: what came
	 * since the last sort is put right by a few moves, then merged with what was there.
	 */
	sort(): void {
		const { count } = this;
		const first = this.#sorted;
		let budget = MOVES_PER_FIND * (count - first);
		for (let index = first + 1; index < count; index++) {
			const start = this.start(index);
			if (this.start(index - 1) <= start) continue;
			let place = index - 1;
			while (place > first && this.start(place - 1) > start) place--;
			budget -= index - place;
			if (budget < 0) {
				this.#sortNumbers();
				return;
			}
			this.#moveBack(index, place);
		}
		if (first > 0 && first < count && this.start(first - 1) > this.start(first)) this.#merge(first);
		this.#sorted = count;
	}

	#moveBack(from: number, to: number): void {
		const start = this.start(from);
		const end = this.end(from);
		const rule = this.rule(from);
		for (let index = from; index > to; index--) this.#move(index - 1, index);
		this.#put(to, start, end, rule);
	}

	/** Makes one of two sorted parts, from behind. */
	#merge(middle: number): void {
		const starts = this.#starts.slice(middle, this.count);
		const ends = this.#ends.slice(middle, this.count);
		const rules = this.#rules.slice(middle, this.count);
		let left = middle - 1;
		for (let right = starts.length - 1, to = this.count - 1; right >= 0; to--) {
			if (left >= 0 && this.start(left) > (starts[right] as number)) this.#move(left--, to);
			else {
				this.#put(to, starts[right] as number, ends[right] as number, rules[right] as number);
				right--;
			}
		}
	}

	#put(index: number, start: number, end: number, rule: number): void {
		this.#starts[index] = start;
		this.#ends[index] = end;
		this.#rules[index] = rule;
	}

	#sortNumbers(): void {
		const { count } = this;
		// Beginning and place in one number: the sort of numbers is native.
		const keys = new Float64Array(count);
		for (let index = 0; index < count; index++) keys[index] = (this.#starts[index] as number) * PLACES + index;
		keys.sort();
		const ends = this.#ends.slice(0, count);
		const rules = this.#rules.slice(0, count);
		for (let index = 0; index < count; index++) {
			const place = (keys[index] as number) % PLACES;
			this.#starts[index] = Math.floor((keys[index] as number) / PLACES);
			this.#ends[index] = ends[place] as number;
			this.#rules[index] = rules[place] as number;
		}
		this.#sorted = count;
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
