import { type HistoryRow, rowName, rowTimeMs } from '../core/history/row.ts';
import { formatTimeSpent } from '../core/history/time-spent.ts';
import { formatDollars } from '../core/money.ts';
import { toCell } from './cell.ts';
import { renderTable } from './table.ts';
import { displayWidth } from './width.ts';

export type PaintStatus = (colour: 'green' | 'red' | 'yellow', text: string) => string;

export interface HistoryView {
	/** Newest first. */
	readonly rows: readonly HistoryRow[];
	/** How many entries there are that are looked for, shown or not. */
	readonly matching: number;
	/** How many there are at all. */
	readonly total: number;
	readonly formatTime: (ms: number) => string;
	readonly paint: PaintStatus;
	/** Columns of the terminal; undefined where the lines may be of any length. */
	readonly width?: number | undefined;
}

const NONE = '-';
const SLUG_WIDTH = 40;
const NARROWEST_SLUG = 10;
const INDENT = 2;
const GAP = 2;
const STATUS_WIDTH = 16;
const STAGE_WIDTH = 24;
const STATUS_COLUMN = 1;

const COLOURS: ReadonlyMap<string, Parameters<PaintStatus>[0]> = new Map([
	['success', 'green'],
	['failed', 'red'],
	['paused', 'yellow'],
	['partial', 'yellow'],
	['aborted', 'yellow'],
	['user-aborted', 'yellow'],
]);

function nameOf(row: HistoryRow): string {
	if (row.kind === 'unreadable') return '(unreadable entry)';
	return toCell(rowName(row) ?? '', SLUG_WIDTH) || '(no slug)';
}

/** Cuts the names so far that the other columns fit into the terminal beside them. */
function fitNames(rows: readonly (readonly string[])[], width: number | undefined): readonly (readonly string[])[] {
	if (width === undefined) return rows;
	const others = rows.map((row) => row.slice(1));
	const columns = Math.max(0, ...others.map((row) => row.length));
	const widest = Array.from({ length: columns }, (_, column) =>
		Math.max(0, ...others.map((row) => displayWidth(row[column] ?? ''))),
	);
	const taken = widest.reduce((sum, cell) => sum + GAP + cell, INDENT);
	const room = Math.max(NARROWEST_SLUG, width - taken);
	return rows.map(([name = '', ...rest]) => [toCell(name, room), ...rest]);
}

/** Where a run stopped. */
function suffixOf({ status, failedStage, pausedAfter }: HistoryRow): string {
	if (status === 'failed' && failedStage) return `(failed at: ${toCell(failedStage, STAGE_WIDTH)})`;
	if (status === 'paused' && pausedAfter) return `(paused at: ${toCell(pausedAfter, STAGE_WIDTH)})`;
	return '';
}

function toCells(row: HistoryRow, hasCosts: boolean, formatTime: (ms: number) => string): readonly string[] {
	const timeMs = rowTimeMs(row);
	const cost = row.cost === undefined ? NONE : formatDollars(row.cost);
	return [
		nameOf(row),
		toCell(row.status ?? '', STATUS_WIDTH) || NONE,
		timeMs === undefined ? NONE : formatTime(timeMs),
		row.durationMs === undefined ? NONE : formatTimeSpent(row.durationMs),
		...(hasCosts ? [cost] : []),
		suffixOf(row),
	];
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');

/** The history as a table. A column of costs is there if one is known. */
export function renderHistoryTable(view: HistoryView): string {
	const { rows, matching, total, formatTime, paint, width } = view;
	if (total === 0) return 'No pipeline history found.';
	if (matching === 0) return `None of ${total} runs is what was asked for.`;
	const hasCosts = rows.some(({ cost }) => cost !== undefined);
	const header = ['SLUG', 'STATUS', 'DATE', 'DURATION', ...(hasCosts ? ['COST'] : [])];
	const cells = rows.map((row) => toCells(row, hasCosts, formatTime));
	const table = renderTable(fitNames([header, ...cells], width), (cell, row, column) => {
		const colour = row > 0 && column === STATUS_COLUMN ? COLOURS.get(cell) : undefined;
		return colour === undefined ? cell : paint(colour, cell);
	});
	return [
		`Pipeline History (showing ${rows.length} of ${matching} ${matching < total ? 'matching ' : ''}runs)`,
		'',
		indent(table),
		'',
		...(rows.length < matching ? [`Run 'murmur8 history --all' to see all entries.`] : []),
		`Run 'murmur8 history --stats' for aggregate statistics.`,
	].join('\n');
}
