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

/** In the order of the values but for ties: a text counts with its first three characters, which is most of the work. */
function toNumber(value: Value): number {
	if (typeof value !== 'string') return Number(value);
	return ((value.charCodeAt(0) || 0) * 0x1_0000 + (value.charCodeAt(1) || 0)) * 0x1_0000 + (value.charCodeAt(2) || 0);
}

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
	// A loop: `from` goes through an iterator, and takes longer than all that follows.
	const numbers = new Float64Array(values.length);
	values.forEach((value, place) => {
		numbers[place] = value === undefined ? Number.POSITIVE_INFINITY : sign * toNumber(value);
	});
	return (one, other) => {
		const difference = (numbers[one] ?? 0) - (numbers[other] ?? 0);
		if (difference < 0 || difference > 0) return difference;
		const [left, right] = [values[one], values[other]];
		if (left === right || left === undefined || right === undefined) return one - other;
		return left < right ? -sign : left > right ? sign : one - other;
	};
}

/** The first way to sort by a column: texts from A, figures from the most. */
export const firstOrder = (column: SortColumn): Order => ({
	column,
	isDescending: ['time', 'duration', 'cost', 'tokens'].includes(column),
});
