import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { holds, ROWS, type Row, rowIds } from './rows.ts';
import type { Figure } from './support/figures.ts';
import { machine, today } from './support/machine.ts';
import { writeTable } from './support/table.ts';

const file = join(resolve(import.meta.dirname, '..', 'docs'), 'benchmarks.json');

/** A figure with when and where it was measured. */
export interface KeptFigure extends Figure {
	readonly date: string;
	readonly machine: string;
	/** How many processes wanted a processor, in the mean of the last minute: times by the clock are longer for it. */
	readonly load: number;
}

export const keptFigures = (): readonly KeptFigure[] =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptFigure[]) : [];

/** Puts new figures in the place of older ones of the same rows. @returns all */
export function keepFigures(measured: readonly Figure[]): readonly KeptFigure[] {
	const all = new Map(keptFigures().map((figure) => [figure.id, figure]));
	for (const figure of measured) all.set(figure.id, { ...figure, date: today, machine, load: loadNow() });
	const kept = rowIds.flatMap((id) => all.get(id) ?? []);
	writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
	return kept;
}

const loadNow = () => Number((loadavg()[0] ?? 0).toFixed(1));

const rounded = (value: number) =>
	Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

const withUnit = (value: number, { unit }: Row) => `${rounded(value)}${unit === '' ? '' : ` ${unit}`}`;

/** Every row: what was measured beside what, how far it may go, and whether it holds. A row without a figure says so. */
export function renderSummary(figures: readonly (Figure & { readonly load?: number })[]): string {
	const lines = rowIds.map((id) => {
		const row: Row = ROWS[id];
		const target = `${row.direction === 'at-most' ? '≤' : '≥'} ${withUnit(row.limit, row)}`;
		const figure = figures.find((one) => one.id === id);
		const reference = figure?.reference === undefined ? row.reference : `${row.reference}: ${figure.reference}`;
		const measured = figure ? withUnit(figure.value, row) : 'not measured';
		const verdict = figure ? (holds(id, figure.value) ? 'yes' : '**no**') : '–';
		return `| ${row.what} | ${reference} | ${target} | ${measured} | ${verdict} | ${figure ? (figure.load ?? loadNow()) : '–'} |`;
	});
	return ['| What | Reference | Target | Measured | holds | load |', '|---|---|---|---|---|---|', ...lines].join('\n');
}

export function summaryJson(figures: readonly Figure[]): string {
	const all = figures.map((figure) => ({ ...ROWS[figure.id], ...figure, holds: holds(figure.id, figure.value) }));
	return JSON.stringify({ date: today, machine, load: loadNow(), rows: all }, undefined, '\t');
}

export function writeSummary(figures: readonly Figure[]): void {
	writeTable('summary', renderSummary(figures));
}
