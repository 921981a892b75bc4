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

/** @param records newest first */
export function shownRecords(
	records: readonly HistoryRecord[],
	{ filter, window, order }: HistoryView,
	nowMs: number,
): ShownRecords {
	const isNarrow = filter.terms.length > 0 || window !== 'all';
	const newestFirst = isNarrow
		? records.filter((record) => isInWindow(record, window, nowMs) && matchesHistoryFilter(record, filter))
		: records;
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
