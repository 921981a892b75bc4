import { toPrintableLine } from '../core/text.ts';
import { toCell } from './cell.ts';
import { renderTable } from './table.ts';

/** What one audience would get: values by their path, or why there is nothing. */
export interface PreviewColumn {
	readonly title: string;
	readonly leaves: ReadonlyMap<string, string>;
	readonly note: string | undefined;
}

const WITHHELD = '·';
const WIDEST_PATH = 44;
const NARROWEST_CELL = 8;
const WIDEST_CELL = 28;
const GAP = 2;

/** @param width columns of the terminal; undefined where there is none */
function cellWidth(paths: readonly string[], columns: number, width: number | undefined): number {
	if (width === undefined) return WIDEST_CELL;
	const first = Math.min(WIDEST_PATH, Math.max(0, ...paths.map((path) => path.length)));
	const room = Math.floor((width - first) / columns) - GAP;
	return Math.min(WIDEST_CELL, Math.max(NARROWEST_CELL, room));
}

/** The same event as each audience would get it, side by side. */
export function renderPreviews(columns: readonly PreviewColumn[], width: number | undefined): string {
	const paths = [...new Set(columns.flatMap(({ leaves }) => [...leaves.keys()]))];
	const cell = cellWidth(paths, columns.length, width);
	const header = ['FIELD', ...columns.map(({ title }) => title.toUpperCase())];
	const rows = paths.map((path) => [
		toCell(path, WIDEST_PATH),
		...columns.map(({ leaves }) => {
			const value = leaves.get(path);
			return value === undefined ? WITHHELD : toCell(value, cell);
		}),
	]);
	const notes = columns.flatMap(({ title, note }) =>
		note === undefined ? [] : [`${title}: ${toPrintableLine(note)}`],
	);
	return [renderTable([header, ...rows]), '', `${WITHHELD} withheld`, ...notes].join('\n');
}
