import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROWS, type RowId } from '../rows.ts';

/** What was measured of a row, beside what it was measured against. */
export interface Figure {
	readonly id: RowId;
	/** In the unit of the row. */
	readonly value: number;
	/** The reference of the same run, as text. */
	readonly reference?: string;
}

/** Where a bench that `bench/run.ts` started leaves its figures. */
const FILE_VARIABLE = 'MURMUR8_BENCH_FIGURES';

export const figuresFile = (file: string): Readonly<Record<string, string>> => ({ [FILE_VARIABLE]: file });

export const readFigures = (file: string): readonly Figure[] =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Figure[]) : [];

/**
 * Hands a figure to the run that collects them; a bench that is run by itself has its own table. Of several of one row
 * the worst counts.
 */
export function noteFigure(figure: Figure): void {
	const file = process.env[FILE_VARIABLE];
	if (!file) return;
	const noted = readFigures(file);
	const before = noted.find(({ id }) => id === figure.id);
	const isAtMost = ROWS[figure.id].direction === 'at-most';
	if (before && (isAtMost ? before.value >= figure.value : before.value <= figure.value)) return;
	writeFileSync(file, JSON.stringify([...noted.filter(({ id }) => id !== figure.id), figure]));
}
