import type { Picodollars } from '../money.ts';
import { stripControls } from '../text.ts';
import { type HistoryRow, rowName } from './row.ts';

type Cell = string | number | bigint | undefined;

/** The npm package's columns in its order, then ours. */
const COLUMNS: readonly (readonly [header: string, cell: (row: HistoryRow) => Cell])[] = [
	['slug', rowName],
	['status', ({ status }) => status],
	['startedAt', ({ startedAt }) => startedAt],
	['completedAt', ({ completedAt }) => completedAt],
	['totalDurationMs', ({ durationMs }) => durationMs],
	['failedStage', ({ failedStage }) => failedStage],
	['pausedAfter', ({ pausedAfter }) => pausedAfter],
	['runId', ({ runId }) => runId],
	['featureId', ({ featureId }) => featureId],
	['type', ({ type }) => type],
	['commitHash', ({ commitHash }) => commitHash],
	['totalCost', ({ cost }) => cost],
];

const LINE_END = '\r\n';
/** What a spreadsheet may take for a formula, also behind blanks and in its fullwidth form. */
const FORMULA = /^[\t\r]|^[\s\u200B-\u200D\u2060]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Dollars with as many decimals as are needed, never with an exponent. */
function decimal(amount: Picodollars): string {
	const digits = amount.toString().padStart(13, '0');
	return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0{1,12}$/, '');
}

function textCell(text: string): string {
	const clean = stripControls(text);
	const safe = FORMULA.test(clean) ? `'${clean}` : clean;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function renderCell(cell: Cell): string {
	if (cell === undefined) return '';
	if (typeof cell === 'bigint') return decimal(cell);
	return typeof cell === 'number' ? String(cell) : textCell(cell);
}

/**
 * Runs as CSV by RFC 4180, every line ended by CR LF. Text that a spreadsheet would run as a formula gets a leading
 * apostrophe; durations (milliseconds) and costs (dollars) are plain numbers.
 */
export function toCsv(rows: readonly HistoryRow[]): string {
	const lines = rows.map((row) => COLUMNS.map(([, cell]) => renderCell(cell(row))).join(','));
	return [COLUMNS.map(([header]) => header).join(','), ...lines, ''].join(LINE_END);
}
