import { type Order, orderRecords } from './order.ts';
import { matchesQuery, type Query } from './query.ts';
import type { HistoryRecord } from './record.ts';
import { isInWindow, type TimeWindow } from './time-window.ts';

/** What of the history is looked at. */
export interface HistoryView {
	readonly query: Query;
	readonly window: TimeWindow;
	readonly order: Order;
}

/** @param records newest first */
export function shownRecords(
	records: readonly HistoryRecord[],
	{ query, window, order }: HistoryView,
	nowMs: number,
): readonly HistoryRecord[] {
	const isNarrow = query.terms.length > 0 || window !== 'all';
	const kept = isNarrow
		? records.filter((record) => isInWindow(record, window, nowMs) && matchesQuery(record, query))
		: records;
	// They come in this order.
	return order.column === 'time' && order.isDescending ? kept : orderRecords(kept, order);
}
