/** Small seeded chance; the same seed gives the same choices on every machine. */
export interface Chance {
	/** 0 ≤ value < 1 */
	readonly next: () => number;
	readonly below: (limit: number) => number;
	readonly pick: <T>(items: readonly [T, ...T[]]) => T;
}

export function createChance(seed: number): Chance {
	let state = seed >>> 0;
	// mulberry32: 32 bits of state, even enough for delays and choices.
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return { next, below, pick: (items) => items[below(items.length)] ?? items[0] };
}

/** A whole number of the environment, so that a red run can be run again and a longer one asked for. */
export function numberFrom(variable: string, fallback: number): number {
	const given = Number(process.env[variable] || fallback);
	if (!Number.isSafeInteger(given) || given < 0) throw new Error(`${variable} is no whole number`);
	return given;
}
