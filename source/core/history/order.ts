import type { HistoryRecord } from './record.ts';

export const SORT_COLUMNS = ['time', 'slug', 'status', 'stage', 'duration', 'cost', 'tokens', 'type', 'run'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Order {
	readonly column: SortColumn;
	readonly isDescending: boolean;
}

/** As the history is kept. */
export const NEWEST_FIRST: Order = { column: 'time', isDescending: true };

const VALUES: Readonly<Record<SortColumn, (record: HistoryRecord) => string | number | bigint | undefined>> = {
	time: ({ timeMs }) => timeMs,
	slug: ({ name }) => name.toLowerCase(),
	status: ({ status }) => status || undefined,
	stage: ({ stage }) => stage || undefined,
	duration: ({ durationMs }) => durationMs,
	cost: ({ cost }) => cost,
	tokens: ({ tokens }) => tokens,
	type: ({ type }) => type || undefined,
	run: ({ runId }) => runId || undefined,
};

/**
 * Runs in an order; those that are alike stay as they were. What is not known comes last, whichever way it is sorted.
 * @param records newest first
 */
export function orderRecords(
	records: readonly HistoryRecord[],
	{ column, isDescending }: Order,
): readonly HistoryRecord[] {
	const read = VALUES[column];
	const keyed = records.map((record) => ({ record, value: read(record) }));
	const sign = isDescending ? -1 : 1;
	keyed.sort(({ value: one }, { value: other }) => {
		if (one === undefined || other === undefined) return (one === undefined ? 1 : 0) - (other === undefined ? 1 : 0);
		return one < other ? -sign : one > other ? sign : 0;
	});
	return keyed.map(({ record }) => record);
}

/** The first way to sort by a column: texts from A, figures from the most. */
export const firstOrder = (column: SortColumn): Order => ({
	column,
	isDescending: ['time', 'duration', 'cost', 'tokens'].includes(column),
});
