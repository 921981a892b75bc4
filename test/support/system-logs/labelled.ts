import { createChance } from '../chance.ts';
import { KINDS, type LogKind } from './kinds.ts';
import { fill } from './slots.ts';

/** Lines, and beside each the name of the template that it was made from. */
export interface LabelledLog {
	readonly name: string;
	readonly lines: readonly string[];
	readonly labels: readonly string[];
}

/** Few messages make most of a log: each is drawn about half as often as one that stands three places before it. */
function generate({ name, header, messages }: LogKind, seed: number, count: number): LabelledLog {
	const chance = createChance(seed);
	const picked = Array.from({ length: count }, () => {
		const rank = Math.min(messages.length - 1, Math.floor(-Math.log2(1 - chance.next()) * 3.5));
		// Rare ones do come.
		return messages[chance.below(8) === 0 ? chance.below(messages.length) : rank] ?? '';
	});
	return { name, labels: picked, lines: picked.map((message) => fill(header + message, chance)) };
}

export const generatedLogs = (seed: number, count: number): readonly LabelledLog[] =>
	KINDS.map((kind, index) => generate(kind, seed * 100 + index, count));
