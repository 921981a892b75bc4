import type { HistoryRecord } from './record.ts';

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
	slug: ({ name }) => name.toLowerCase(),
	status: ({ status }) => status || undefined,
	stage: ({ stage }) => stage || undefined,
	type: ({ type }) => type || undefined,
	run: ({ runId }) => runId || undefined,
};

/** What is not known comes last, whichever way it is sorted. */
const LAST = Number.POSITIVE_INFINITY;

/** A loop: `from` goes through an iterator, and takes longer than all that follows. */
function numbersOf<T>(values: readonly (T | undefined)[], toNumber: (value: T) => number): Float64Array {
	const numbers = new Float64Array(values.length);
	values.forEach((value, place) => {
		numbers[place] = value === undefined ? LAST : toNumber(value);
	});
	return numbers;
}

const byNumber =
	(numbers: Float64Array, onTie: Compare): Compare =>
	(one, other) => {
		const [left, right] = [numbers[one] as number, numbers[other] as number];
		return left < right ? -1 : left > right ? 1 : onTie(one, other);
	};

/** Those that are alike stay as they were. */
const asTheyWere: Compare = (one, other) => one - other;

/** With more different texts than this it is quicker to compare them where they meet. */
const MOST_DISTINCT = 4_096;

/** The place of each different text among all: compared once, not in each of 100,000 runs. Undefined for too many. */
function ranksOf(texts: readonly Text[]): ReadonlyMap<string, number> | undefined {
	const distinct = new Set<string>();
	for (const text of texts) {
		if (text !== undefined) distinct.add(text);
		if (distinct.size > MOST_DISTINCT) return undefined;
	}
	return new Map([...distinct].sort().map((text, rank) => [text, rank]));
}

/** In the order of texts but for ties: the first characters, as many as a number holds exactly. */
function headOf(text: string): number {
	return ((text.charCodeAt(0) || 0) * 0x1_0000 + (text.charCodeAt(1) || 0)) * 0x1_0000 + (text.charCodeAt(2) || 0);
}

const compareValues =
	<T extends string | bigint>(values: readonly (T | undefined)[], sign: number): Compare =>
	(one, other) => {
		const [left, right] = [values[one], values[other]];
		if (left === right || left === undefined || right === undefined) return one - other;
		return left < right ? -sign : sign;
	};

function compareTexts(texts: readonly Text[], sign: number): Compare {
	const ranks = ranksOf(texts);
	if (ranks)
		return byNumber(
			numbersOf(texts, (text) => sign * (ranks.get(text) ?? 0)),
			asTheyWere,
		);
	return byNumber(
		numbersOf(texts, (text) => sign * headOf(text)),
		compareValues(texts, sign),
	);
}

/**
 * Tells which of two runs, given by their places, comes first: never 0 for two places.
 * @param records newest first
 */
export function comparePlaces(records: readonly HistoryRecord[], { column, isDescending }: Order): Compare {
	const sign = isDescending ? -1 : 1;
	if (column in TEXTS) return compareTexts(records.map(TEXTS[column as TextColumn]), sign);
	const figures = records.map(FIGURES[column as FigureColumn]);
	const numbers = numbersOf(figures, (figure) => sign * Number(figure));
	// Of costs beyond 2⁵³ two that differ may be the same number.
	return byNumber(
		numbers,
		column === 'cost' ? compareValues(figures as readonly (bigint | undefined)[], sign) : asTheyWere,
	);
}

/** The first way to sort by a column: texts from A, figures from the most. */
export const firstOrder = (column: SortColumn): Order => ({
	column,
	isDescending: ['time', 'duration', 'cost', 'tokens'].includes(column),
});
