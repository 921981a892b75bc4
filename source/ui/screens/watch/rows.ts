import { matchesFilter, parseFilter } from '../../../core/filter.ts';
import type { Dashboard } from '../../../core/watch/dashboard.ts';
import type { DeliveryLine } from '../../../core/watch/facts.ts';
import type { FailureGroup } from '../../../core/watch/failures-pane.ts';
import type { NowRow } from '../../../core/watch/now-pane.ts';
import type { RunsPane, RunsRow } from '../../../core/watch/runs-pane.ts';
import { remember, rememberLast } from '../../remember.ts';
import type { Sorting } from '../../widgets/table/layout.ts';

const RUNS_COLUMNS = ['feature', 'status', 'stage', 'duration', 'tokens', 'cost', 'ended'] as const;
export type RunsColumn = (typeof RUNS_COLUMNS)[number];

/** What every row of every pane has: what Enter and `y` do with it. */
export interface RowBase {
	readonly key: string;
	readonly copied: string | undefined;
	/** Key of the run whose details it opens. */
	readonly details?: string | undefined;
}

export interface Rows {
	readonly now: readonly (RowBase & { readonly row: NowRow })[];
	readonly runs: readonly (RowBase & { readonly row: RunsRow })[];
	/** A stage leads to its runs, a fingerprint to the newest run that showed it. */
	readonly failures: readonly (RowBase & { readonly row: FailureGroup; readonly filter?: string })[];
	readonly delivery: readonly (RowBase & { readonly row: DeliveryLine })[];
}

const FILTER_FIELDS = ['slug', 'status', 'stage', 'run'] as const;

function searched({ slug = '', status = '', stage = '', runId = '' }: RunsRow) {
	const texts = { slug, status, stage, run: runId };
	return (field: (typeof FILTER_FIELDS)[number] | undefined) =>
		(field === undefined ? Object.values(texts).join('\n') : texts[field]).toLowerCase();
}

const tokensOf = ({ tokens }: RunsRow) => (tokens ? tokens.input + tokens.output : undefined);

type Comparable = string | number | bigint | undefined;

const VALUES: Readonly<Record<RunsColumn, (row: RunsRow) => Comparable>> = {
	feature: ({ slug }) => slug?.toLowerCase(),
	status: ({ status }) => status,
	stage: ({ stage }) => stage,
	duration: ({ durationMs }) => durationMs,
	tokens: tokensOf,
	cost: ({ cost }) => cost,
	ended: ({ atMs }) => atMs,
};

/** What is not known comes last, whichever way it is sorted. */
function compare(one: Comparable, other: Comparable, sign: 1 | -1): number {
	if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
	return one === other ? 0 : one < other ? -sign : sign;
}

function sorted(rows: readonly RunsRow[], { column, isDescending }: Sorting<RunsColumn>): readonly RunsRow[] {
	// As they come: the newest first.
	if (column === 'ended' && isDescending) return rows;
	const value = VALUES[column];
	return rows.toSorted((one, other) => compare(value(one), value(other), isDescending ? -1 : 1));
}

/** Texts go from A, figures from the most. */
const STARTS_DESCENDING: ReadonlySet<RunsColumn> = new Set(['duration', 'tokens', 'cost', 'ended']);

export function nextSorting({ column }: Sorting<RunsColumn>): Sorting<RunsColumn> {
	const next = RUNS_COLUMNS[(RUNS_COLUMNS.indexOf(column) + 1) % RUNS_COLUMNS.length] ?? 'ended';
	return { column: next, isDescending: STARTS_DESCENDING.has(next) };
}

export const isFailed = ({ row }: { readonly row: RunsRow }): boolean => row.status === 'failed';

const quoted = (text: string) => `"${text.replaceAll('"', '')}"`;

const listedRun = remember((row: RunsRow): Rows['runs'][number] => ({
	row,
	key: row.key,
	copied: row.runId ?? row.slug,
	details: row.key,
}));

/** The runs that a filter leaves, in order; the very list of the last time where nothing of it has changed. */
const runRows = rememberLast((pane: RunsPane, filter: string, sorting: Sorting<RunsColumn>): Rows['runs'] => {
	const wanted = parseFilter(filter, FILTER_FIELDS);
	const chosen =
		wanted.terms.length === 0 ? pane.rows : pane.rows.filter((row) => matchesFilter(wanted, searched(row)));
	return sorted(chosen, sorting).map((row) => listedRun(row));
});

/** The rows of every pane as they are listed. */
export function rowsOf(
	{ now, runs, failures, delivery }: Dashboard,
	filter: string,
	sorting: Sorting<RunsColumn>,
): Rows {
	return {
		now: now.rows.map((row) => ({
			row,
			key: row.key,
			copied: row.runId ?? row.slug,
			details: row.runId === undefined ? undefined : row.key,
		})),
		runs: runRows(runs, filter, sorting),
		failures: failures.groups.map((row) => ({
			row,
			key: row.key,
			copied: row.fingerprint ?? row.title,
			...(row.runId === undefined
				? { filter: `status:failed${row.stage === undefined ? '' : ` stage:${quoted(row.stage)}`}` }
				: { details: `run:${row.runId}` }),
		})),
		delivery: delivery.lines.map((row) => ({
			row,
			key: String(row.position),
			copied: row.reason ?? row.runId,
			details: `run:${row.runId}`,
		})),
	};
}
