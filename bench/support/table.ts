import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Row } from '../commands.ts';
import { describeMachine } from './machine.ts';

const file = resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md');

export function renderMarkdown(rows: readonly Row[], rounds: number): string {
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
		`\`npm run bench -- --rounds ${rounds} --write\`, ${describeMachine()}; whole processes, milliseconds, interleaved.`,
		'',
		'| What | p50 | p95 | reference p50 | limit | within |',
		'|---|---|---|---|---|---|',
		...lines,
	].join('\n');
}

/** Puts a table between its marks in docs/benchmarks.md. */
export function writeTable(name: string, table: string): void {
	const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
	const text = readFileSync(file, 'utf8');
	const [before, rest] = text.split(begin);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`no marks for ${name} in docs/benchmarks.md`);
	writeFileSync(file, `${before}${begin}\n${table}\n${end}${after}`);
}
