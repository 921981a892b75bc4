import { isNarrower } from '../filter.ts';
import { createLazyOrder, type LazyOrder } from '../lazy-order.ts';
import { type HistoryFilter, matchesHistoryFilter } from './filter.ts';
import { comparePlaces, type Order } from './order.ts';
import type { HistoryRecord } from './record.ts';
import { isInWindow, type TimeWindow } from './time-window.ts';

/** What of the history is looked at. */
export interface HistoryView {
	readonly filter: HistoryFilter;
	readonly window: TimeWindow;
	readonly order: Order;
}

/** The runs that a view leaves; in order only as far as somebody looks. */
export interface ShownRecords {
	readonly length: number;
	/** In the order of the view. */
	readonly slice: (from: number, to: number) => readonly HistoryRecord[];
	/** Place of the run with this identity in the order of the view; -1 where it is not shown. */
	readonly placeOf: (identity: string) => number;
	/** Newest first, whatever the order. */
	readonly newestFirst: readonly HistoryRecord[];
}

export const NONE_SHOWN: ShownRecords = { length: 0, slice: () => [], placeOf: () => -1, newestFirst: [] };

const known = new WeakMap<readonly HistoryRecord[], Map<string, LazyOrder>>();

/** Orders of the same records are kept: who turns an order round, or goes through the columns, comes back to them. */
function orderOf(records: readonly HistoryRecord[], order: Order): LazyOrder {
	const orders = known.get(records) ?? new Map<string, LazyOrder>();
	known.set(records, orders);
	const key = `${order.column} ${order.isDescending}`;
	const made = orders.get(key) ?? createLazyOrder(records.length, comparePlaces(records, order));
	orders.set(key, made);
	return made;
}

/**
 * Does a part of what an order of all runs costs, where there is time for it: then a key that asks for it waits for
 * nothing. @param records newest first @returns whether there is more to do
 */
export const prepareOrder = (records: readonly HistoryRecord[], order: Order): boolean =>
	orderOf(records, order).prepare();

interface Found {
	readonly filter: HistoryFilter;
	readonly records: readonly HistoryRecord[];
}

/** Runs in all that is remembered of one history: some megabytes. */
const MOST_FOUND = 500_000;

const finds = new WeakMap<readonly HistoryRecord[], readonly Found[]>();

/** The newest ones, as many as there is room for. */
function withinBounds(found: readonly Found[]): readonly Found[] {
	let room = MOST_FOUND;
	return found.filter(({ records }) => {
		room -= records.length;
		return room >= 0;
	});
}

/**
 * What a filter leaves; the very list of before, where it is asked for again. A filter is typed and taken back character
 * by character: what it left before it was longer holds all that it leaves now.
 */
function filtered(records: readonly HistoryRecord[], filter: HistoryFilter): readonly HistoryRecord[] {
	if (filter.terms.length === 0) return records;
	const known = finds.get(records) ?? [];
	const wider = known.filter((one) => isNarrower(filter, one.filter));
	const same = wider.find((one) => isNarrower(one.filter, filter));
	const least = wider.reduce((sum, one) => (one.records.length < sum.length ? one.records : sum), records);
	const found = same ?? { filter, records: least.filter((record) => matchesHistoryFilter(record, filter)) };
	finds.set(records, withinBounds([found, ...known.filter((one) => one !== found)]));
	return found.records;
}

/** @param records newest first */
export function shownRecords(
	records: readonly HistoryRecord[],
	{ filter, window, order }: HistoryView,
	nowMs: number,
): ShownRecords {
	const found = filtered(records, filter);
	const newestFirst = window === 'all' ? found : found.filter((record) => isInWindow(record, window, nowMs));
	const { length } = newestFirst;
	const indexOf = (identity: string) => newestFirst.findIndex((record) => record.identity === identity);
	// They come in this order.
	if (order.column === 'time' && order.isDescending)
		return { length, slice: (from, to) => newestFirst.slice(from, to), placeOf: indexOf, newestFirst };
	const sorted = orderOf(newestFirst, order);
	return {
		length,
		slice: (from, to) => sorted.slice(from, to).flatMap((index) => newestFirst[index] ?? []),
		placeOf: (identity) => {
			const index = indexOf(identity);
			return index < 0 ? -1 : sorted.placeOf(index);
		},
		newestFirst,
	};
}
