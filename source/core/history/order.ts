import type { HistoryRecord } from './record.ts';
import { textHeads } from './text-heads.ts';

export const SORT_COLUMNS = ['time', 'slug', 'status', 'stage', 'duration', 'cost', 'tokens', 'type', 'run'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface Order {
	readonly column: SortColumn;
	readonly isDescending: boolean;
}

/** As the history is kept. */
export const NEWEST_FIRST: Order = { column: 'time', isDescending: true };

type Compare = (one: number, other: number) => number;
type Text = string | undefined;

type FigureColumn = 'time' | 'duration' | 'cost' | 'tokens';
type TextColumn = Exclude<SortColumn, FigureColumn>;

const FIGURES: Readonly<Record<FigureColumn, (record: HistoryRecord) => number | bigint | undefined>> = {
	time: ({ timeMs }) => timeMs,
	duration: ({ durationMs }) => durationMs,
	cost: ({ cost }) => cost,
	tokens: ({ tokens }) => tokens,
};

const TEXTS: Readonly<Record<TextColumn, (record: HistoryRecord) => Text>> = {
	slug: ({ folded }) => folded,
	status: ({ status }) => status || undefined,
	stage: ({ stage }) => stage || undefined,
	type: ({ type }) => type || undefined,
	run: ({ runId }) => runId || undefined,
};

/** What is not known comes last, whichever way it is sorted. */
const LAST = Number.POSITIVE_INFINITY;

/** What places are compared by: mostly the numbers, and where these are the same the values, if numbers don't tell all. */
interface Keys {
	readonly numbers: Float64Array;
	readonly values?: readonly (string | number | bigint | undefined)[];
}

function keysOf(records: readonly HistoryRecord[], column: SortColumn): Keys {
	if (column in TEXTS) {
		const values = records.map(TEXTS[column as TextColumn]);
		return { numbers: textHeads(values, LAST), values };
	}
	const figures = records.map(FIGURES[column as FigureColumn]);
	const numbers = new Float64Array(figures.length);
	// A loop: `from` goes through an iterator, and takes longer than all that follows.
	for (let place = 0; place < figures.length; place++) numbers[place] = Number(figures[place] ?? LAST);
	// Of costs beyond 2⁵³ two that differ may be the same number.
	return column === 'cost' ? { numbers, values: figures } : { numbers };
}

const known = new WeakMap<readonly HistoryRecord[], Map<SortColumn, Keys>>();

/** Made once for the same records: who turns an order round needs no others. */
function knownKeys(records: readonly HistoryRecord[], column: SortColumn): Keys {
	const columns = known.get(records) ?? new Map<SortColumn, Keys>();
	known.set(records, columns);
	const keys = columns.get(column) ?? keysOf(records, column);
	columns.set(column, keys);
	return keys;
}

/**
 * Tells which of two runs, given by their places, comes first: never 0 for two places. Those that are alike stay as they
 * were.
 * @param records newest first
 */
export function comparePlaces(records: readonly HistoryRecord[], { column, isDescending }: Order): Compare {
	const { numbers, values } = knownKeys(records, column);
	const before = isDescending ? 1 : -1;
	return (one, other) => {
		const [left, right] = [numbers[one] as number, numbers[other] as number];
		if (left !== right) return left === LAST ? 1 : right === LAST || left < right === !isDescending ? -1 : 1;
		const [text, next] = [values?.[one], values?.[other]];
		if (text === next || text === undefined || next === undefined) return one - other;
		return text < next ? before : -before;
	};
}

/** The first way to sort by a column: texts from A, figures from the most. */
export const firstOrder = (column: SortColumn): Order => ({
	column,
	isDescending: ['time', 'duration', 'cost', 'tokens'].includes(column),
});
