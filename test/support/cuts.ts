import { createChance } from './chance.ts';

/** Places by chance, many of them close together. */
export function cutsOf(seed: number, length: number): readonly number[] {
	const chance = createChance(seed);
	const step = chance.pick([3, 40, 1000, 70_000]);
	const cuts: number[] = [];
	for (let at = chance.below(step) + 1; at < length; at += chance.below(step) + 1) cuts.push(at);
	return cuts;
}
