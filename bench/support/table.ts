import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Figures } from './measure.ts';

/** One line of the table. `limit` is engineering.md section 5's, in the words of that table. */
export interface Row {
	readonly name: string;
	readonly figures: Figures;
	readonly reference: Figures;
	readonly limit: string;
	readonly isWithin: boolean;
}

const docs = resolve(import.meta.dirname, '..', '..', 'docs');

export interface Circumstances {
	readonly machine: string;
	readonly date: string;
	readonly rounds: number;
}

export function renderMarkdown(rows: readonly Row[], { machine, date, rounds }: Circumstances): string {
	const lines = rows.map(({ name, figures, reference, limit, isWithin }) => {
		const cells = [
			name,
			figures.medianMs.toFixed(1),
			figures.p95Ms.toFixed(1),
			reference.medianMs.toFixed(1),
			limit,
			isWithin ? 'yes' : '**no**',
		];
		return `| ${cells.join(' | ')} |`;
	});
	return [
		`\`node bench/commands.ts --rounds ${rounds} --write\`, ${date}, ${machine}; whole processes, milliseconds, interleaved.`,
		'',
		'| What | p50 | p95 | reference p50 | limit | within |',
		'|---|---|---|---|---|---|',
		...lines,
	].join('\n');
}

/** One figure against its limit. */
export interface Measured {
	readonly name: string;
	readonly figure: string;
	readonly limit: string;
	readonly isWithin: boolean;
}

/** Figures as a table. @param caption command, date, machine and what is special */
export function renderMeasured(caption: string, rows: readonly Measured[]): string {
	return [
		caption,
		'',
		'| What | Figure | Limit | within |',
		'|---|---|---|---|',
		...rows.map(
			({ name, figure, limit, isWithin }) =>
				`| ${name} | ${figure} | ${limit} | ${limit === '–' ? limit : isWithin ? 'yes' : '**no**'} |`,
		),
	].join('\n');
}

/** Puts a table between its marks in a file of docs/. */
export function writeTable(name: string, table: string, fileName = 'benchmarks.md'): void {
	const file = join(docs, fileName);
	const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
	const text = readFileSync(file, 'utf8');
	const [before, rest] = text.split(begin);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`no marks for ${name} in docs/${fileName}`);
	writeFileSync(file, `${before}${begin}\n${table}\n${end}${after}`);
}
