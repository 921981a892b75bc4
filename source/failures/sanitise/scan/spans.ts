import { SpanList } from './span-list.ts';

/** More finds than one text of a stream can have. */
const PLACES = 4_194_304;
/** So far back a find may have to go, on the average, before sorting all of them is cheaper. */
const MOVES_PER_FIND = 16;

/** What was found, put in order. */
export class Spans extends SpanList {
	/** How many are in order already. */
	#sorted = 0;
	/** Of these, the first that ends behind what was asked about last. */
	#asked = 0;

	add(start: number, end: number, rule: number): void {
		if (end > start) this.push(start, end, rule);
	}

	/** The end of a find of before the last sort that covers all of a range; -1 where none does. Asked in rising order. */
	coveredTo(start: number, end: number): number {
		const count = this.#sorted;
		let index = this.#asked;
		while (index < count && this.end(index) <= start) index++;
		this.#asked = index;
		if (index === count || this.start(index) > start) return -1;
		const found = this.end(index);
		return found < end ? -1 : found;
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
				this.move(index, ++last);
				length = own;
				continue;
			}
			const heavier = (weightOf[this.rule(index)] as number) - (weightOf[this.rule(last)] as number);
			const isNamed = heavier > 0 || (heavier === 0 && own > length);
			if (isNamed) length = own;
			const end = Math.max(this.end(last), this.end(index));
			this.put(last, this.start(last), end, this.rule(isNamed ? index : last));
		}
		this.count = last + 1;
	}

	/**
	 * By their beginning; equals in the order of their coming. Whoever adds finds them in nearly rising order: what came
	 * since the last sort is put right by a few moves, then merged with what was there.
	 */
	sort(): void {
		this.#asked = 0;
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
			this.moveBefore(index, place);
		}
		if (first > 0 && first < count && this.start(first - 1) > this.start(first)) this.#merge(first);
		this.#sorted = count;
	}

	/** Makes one of two sorted parts, from behind. */
	#merge(middle: number): void {
		const { starts, ends, rules } = this.copy(middle);
		let left = middle - 1;
		for (let right = starts.length - 1, to = this.count - 1; right >= 0; to--) {
			if (left >= 0 && this.start(left) > (starts[right] as number)) this.move(left--, to);
			else {
				this.put(to, starts[right] as number, ends[right] as number, rules[right] as number);
				right--;
			}
		}
	}

	#sortNumbers(): void {
		const { starts, ends, rules } = this.copy(0);
		// Beginning and place in one number: the sort of numbers is native.
		const keys = Float64Array.from(starts, (start, index) => start * PLACES + index).sort();
		for (let index = 0; index < keys.length; index++) {
			const place = (keys[index] as number) % PLACES;
			this.put(index, starts[place] as number, ends[place] as number, rules[place] as number);
		}
		this.#sorted = keys.length;
	}
}
