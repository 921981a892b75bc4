import { type Chance, createChance } from '../chance.ts';
import { BENIGN } from './benign.ts';
import { POSITIVES } from './positives.ts';
import { createDraw } from './values.ts';

/** One planted text and where it came from. */
export interface Label {
	readonly kind: string;
	readonly isSecret: boolean;
	/** Positive: pieces that may not be in the output. Benign: the text that must be. */
	readonly pieces: readonly string[];
}

export interface Corpus {
	readonly bytes: Buffer;
	readonly labels: readonly Label[];
}

const COLOURS = ['\u001b[31m', '\u001b[0m', '\u001b[1;32m', '\u001b[38;5;208m', '\u001b[22m'] as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const INSIDE = /(?:\u001b(?:\[[0-9;]*)?|[\ud800-\udbff])$/;

/** Colours at places by chance, also inside of values. */
function coloured(text: string, chance: Chance): string {
	let result = text;
	for (let count = 1 + chance.below(4); count > 0; count--) {
		const at = chance.below(result.length + 1);
		// Not into another sequence, and not between the halves of a character.
		const isInside = INSIDE.test(result.slice(0, at));
		if (!isInside) result = result.slice(0, at) + chance.pick(COLOURS) + result.slice(at);
	}
	return result;
}

/**
 * A log as CI writes it, with `rounds` texts of every kind in an order by chance; each line has a time in front that
 * no other line has.
 */
export function createCorpus(seed: number, rounds: number): Corpus {
	const chance = createChance(seed);
	const draw = createDraw(chance);
	const labels: Label[] = [];
	const texts: string[] = [];
	const jobs = [...Object.keys(POSITIVES), ...Object.keys(BENIGN)].flatMap((kind) =>
		Array.from({ length: rounds }, () => kind),
	);
	for (let left = jobs.length; left > 0; left--) {
		const [kind = ''] = jobs.splice(chance.below(left), 1);
		const moment = `2026-11-21T10:${String(draw.between(0, 59)).padStart(2, '0')}:00.${String(texts.length).padStart(7, '0')}Z `;
		const planted = POSITIVES[kind]?.(draw);
		const text = planted?.text ?? BENIGN[kind]?.(draw) ?? '';
		// Of keys over several lines the first line has no prefix here: the others bring theirs.
		const isMultiple = text.includes('\n');
		const line = isMultiple
			? text
			: chance.below(10) === 0 && planted
				? moment + coloured(text, chance)
				: moment + text;
		texts.push(line);
		labels.push({ kind, isSecret: planted !== undefined, pieces: planted?.secrets ?? [line] });
	}
	return { bytes: Buffer.from(`${texts.join('\n')}\n`), labels };
}
