import type { Size } from '../../screen.ts';
import { innerRows } from '../../widgets/panel/layout.ts';
import { tableRows } from '../../widgets/table/lines.ts';
import type { HistoryState } from './model.ts';

/** Columns of the figures beside the table, and the least that the table must keep. */
const STATS_COLUMNS = 38;
const TABLE_LEAST = 60;
/** Rows of the figures above the table, where there is no room beside it. */
const STATS_ROWS = 8;
const ROWS_LEAST = 16;
/** The line in which a filter is typed or shown. */
const FILTER_ROWS = 1;

export interface HistoryLayout {
	readonly table: Size;
	readonly stats: { readonly size: Size; readonly isBeside: boolean } | undefined;
	readonly hasFilter: boolean;
}

type Laid = Pick<HistoryState, 'size' | 'hasStats' | 'mode' | 'field'>;

/** Who gets which part of the room. */
export function historyLayout({ size, hasStats, mode, field }: Laid): HistoryLayout {
	const hasFilter = mode === 'filter' || field.characters.length > 0;
	const rows = size.rows - (hasFilter ? FILTER_ROWS : 0);
	const isBeside = size.columns >= TABLE_LEAST + STATS_COLUMNS;
	const whole = { table: { columns: size.columns, rows }, stats: undefined, hasFilter };
	if (!hasStats) return whole;
	if (isBeside) {
		const columns = size.columns - STATS_COLUMNS;
		return { table: { columns, rows }, stats: { size: { columns: STATS_COLUMNS, rows }, isBeside }, hasFilter };
	}
	if (rows < ROWS_LEAST) return whole;
	const stats = { size: { columns: size.columns, rows: STATS_ROWS }, isBeside };
	return { table: { columns: size.columns, rows: rows - STATS_ROWS }, stats, hasFilter };
}

/** Runs that the table shows at once. */
export const tableHeight = (state: Laid): number => tableRows(innerRows(historyLayout(state).table.rows));
