import type { HistoryRecord } from './record.ts';

export const SORT_COLUMNS = ['time', 'slug', 'status', 'stage', 'duration', 'cost', 'tokens', 'type', 'run'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Order {
	readonly column: SortColumn;
	readonly isDescending: boolean;
}

/** As the history is kept. */
export const NEWEST_FIRST: Order = { column: 'time', isDescending: true };

type Value = string | number | bigint | undefined;

const VALUES: Readonly<Record<SortColumn, (record: HistoryRecord) => Value>> = {
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
 * Tells which of two runs, given by their places, comes first: never 0 for two places. Those that are alike stay as they
 * were; what is not known comes last, whichever way it is sorted.
 * @param records newest first
 */
export function comparePlaces(
	records: readonly HistoryRecord[],
	{ column, isDescending }: Order,
): (one: number, other: number) => number {
	const values = records.map(VALUES[column]);
	const sign = isDescending ? -1 : 1;
	return (one, other) => {
		const [left, right] = [values[one], values[other]];
		if (left === right) return one - other;
		if (left === undefined) return 1;
		if (right === undefined) return -1;
		return left < right ? -sign : left > right ? sign : one - other;
	};
}

/** The first way to sort by a column: texts from A, figures from the most. */
export const firstOrder = (column: SortColumn): Order => ({
	column,
	isDescending: ['time', 'duration', 'cost', 'tokens'].includes(column),
});
