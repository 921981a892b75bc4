import { TemplateMiner } from '../../../source/failures/templates/miner.ts';
import type { LabelledLog } from './labelled.ts';

const ENCODER = new TextEncoder();

export interface Score {
	/** Share of lines whose group holds exactly the lines of their label. */
	readonly accuracy: number;
	/** Labels whose lines were divided or joined with others, and what became of them. */
	readonly wrong: readonly string[];
}

const indicesBy = (names: readonly string[]): ReadonlyMap<string, readonly number[]> => {
	const groups = new Map<string, number[]>();
	for (const [index, name] of names.entries()) {
		const group = groups.get(name) ?? [];
		group.push(index);
		groups.set(name, group);
	}
	return groups;
};

/** Grouping accuracy: a line counts if it is together with all lines of its label, and with no other. */
export function scoreOf({ lines, labels }: LabelledLog): Score {
	const miner = new TemplateMiner();
	const bytes = lines.map((line) => ENCODER.encode(line));
	for (const line of bytes) miner.add(line);
	const templates = miner.templates();
	const found = bytes.map((line) => templates.of(line)?.text ?? '');
	const groups = indicesBy(found);
	let right = 0;
	const wrong: string[] = [];
	for (const [label, indices] of indicesBy(labels)) {
		const own = new Set(indices.map((index) => found[index] ?? ''));
		const [text = ''] = own;
		if (own.size === 1 && groups.get(text)?.length === indices.length) right += indices.length;
		else wrong.push(`${indices.length} × ${label}: ${[...own].slice(0, 5).join(' | ')}`);
	}
	return { accuracy: right / lines.length, wrong };
}
