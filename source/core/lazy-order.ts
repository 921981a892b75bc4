/** A permutation that is worked out only where somebody looks at it. */
export interface LazyOrder {
	/** The items at these places of the order. */
	readonly slice: (from: number, to: number) => readonly number[];
	/** At which place an item is. */
	readonly placeOf: (item: number) => number;
	/** Does a part of the work ahead of whoever looks. @returns whether there is more to do */
	readonly prepare: () => boolean;
}

/** Parts this small are sorted at once. */
const SMALL = 64;
/** A part that is parted has room for them. */
const SAMPLES = 9;
/** Parts this small are not parted ahead: looking into one takes no time that a person notices. */
const COARSE = 2_048;

interface Part {
	readonly from: number;
	readonly to: number;
	state: 'mixed' | 'sorted' | Halves;
}

interface Halves {
	readonly lower: Part;
	readonly upper: Part;
}

/**
 * The numbers from 0 to `count`, in an order. Sorting 100,000 takes as long as five keys may; a screen shows 40 of them,
 * and parting the others from those takes a fraction of it. What was looked at once stays sorted.
 * @param compare never 0 for two different items
 */
export function createLazyOrder(count: number, compare: (one: number, other: number) => number): LazyOrder {
	const items = new Uint32Array(count);
	for (let item = 0; item < count; item++) items[item] = item;
	const at = (place: number) => items[place] ?? 0;
	const root: Part = { from: 0, to: count, state: 'mixed' };
	let chance = 1;

	/**
	 * The middle one of nine, each from another ninth, at places that no pattern meets: with the first, middle and last one
	 * a single new run before 100,000 in order cost as many partings. All nine differ, so that both sides get some.
	 */
	function choosePivot({ from, to }: Part): number {
		const ninth = Math.floor((to - from) / SAMPLES);
		const samples = Array.from({ length: SAMPLES }, (_, sample) => {
			chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
			return at(from + sample * ninth + (chance % ninth));
		});
		return samples.sort(compare)[SAMPLES >> 1] as number;
	}

	/** Puts what comes before the pivot before the rest. @returns where the rest begins; both sides have some */
	function part(whole: Part): number {
		const pivot = choosePivot(whole);
		let [low, high] = [whole.from, whole.to - 1];
		for (;;) {
			while (compare(at(low), pivot) < 0) low++;
			while (compare(pivot, at(high)) < 0) high--;
			if (low >= high) return high + 1;
			const swapped = at(low);
			items[low++] = at(high);
			items[high--] = swapped;
		}
	}

	function halves(whole: Part): Halves {
		if (typeof whole.state === 'object') return whole.state;
		const border = part(whole);
		const state: Halves = {
			lower: { from: whole.from, to: border, state: 'mixed' },
			upper: { from: border, to: whole.to, state: 'mixed' },
		};
		whole.state = state;
		return state;
	}

	function sort(whole: Part, from: number, to: number): void {
		const open: Part[] = [whole];
		for (let next = open.pop(); next; next = open.pop()) {
			if (next.state === 'sorted' || next.to <= from || next.from >= to) continue;
			if (next.to - next.from <= SMALL) {
				items.subarray(next.from, next.to).sort(compare);
				next.state = 'sorted';
				continue;
			}
			const { lower, upper } = halves(next);
			open.push(lower, upper);
		}
	}

	const ahead: Part[] = [root];
	return {
		prepare: () => {
			const next = ahead.pop();
			if (next && next.state !== 'sorted' && next.to - next.from > COARSE) {
				const { lower, upper } = halves(next);
				ahead.push(upper, lower);
			}
			return ahead.length > 0;
		},
		slice: (from, to) => {
			sort(root, from, to);
			return [...items.subarray(from, to)];
		},
		placeOf: (item) => {
			let before = 0;
			for (let other = 0; other < count; other++) if (other !== item && compare(other, item) < 0) before++;
			return before;
		},
	};
}
