import { nowMs } from '../../adapters/clock.ts';
import { parseTime } from '../../adapters/local-time.ts';
import { HISTORY_FIELDS, parseHistoryFilter } from '../../core/history/filter.ts';
import { firstOrder, NEWEST_FIRST, type SortColumn } from '../../core/history/order.ts';
import { toHistoryRecord } from '../../core/history/record.ts';
import { readHistoryRow } from '../../core/history/row.ts';
import { type HistoryView, shownRecords } from '../../core/history/shown.ts';
import type { TimeWindow } from '../../core/history/time-window.ts';
import { toPrintableLine } from '../../core/text.ts';
import { type Flags, textFlag, UserError } from '../spec.ts';
import type { History } from './access.ts';

/** @throws UserError where the filter names a field that is none */
export function readView(flags: Flags): HistoryView {
	const filter = parseHistoryFilter(textFlag(flags, 'filter') ?? '');
	const [unknown] = filter.unknownFields;
	if (unknown !== undefined) {
		throw new UserError(
			`--filter names ${JSON.stringify(toPrintableLine(unknown, 60))}, but the fields are: ${HISTORY_FIELDS.join(', ')}`,
			'See: murmur8 history --help',
		);
	}
	const column = textFlag(flags, 'sort') as SortColumn | undefined;
	const order = column === undefined ? NEWEST_FIRST : firstOrder(column);
	return {
		filter,
		window: (textFlag(flags, 'window') as TimeWindow | undefined) ?? 'all',
		order: flags['reverse'] ? { ...order, isDescending: !order.isDescending } : order,
	};
}

export interface ViewedEntries {
	readonly entries: readonly unknown[];
	/** How many the view leaves, whatever the limit. */
	readonly matching: number;
}

const isWhole = ({ filter, window, order }: HistoryView) =>
	filter.terms.length === 0 &&
	window === 'all' &&
	order.column === NEWEST_FIRST.column &&
	order.isDescending === NEWEST_FIRST.isDescending;

/** The first so many entries of a view, in its order. @param limit undefined for all */
export function viewedEntries(history: History, view: HistoryView, limit: number | undefined): ViewedEntries {
	// What is wanted is what the database has at its head: nothing else is read.
	if (isWhole(view)) return { entries: history.list(limit), matching: history.count() };
	const all = history.list();
	const records = all.map((entry, place) => toHistoryRecord(`${place}`, readHistoryRow(entry, parseTime)));
	const shown = shownRecords(records, view, nowMs());
	const chosen = shown.slice(0, Math.min(limit ?? shown.length, shown.length));
	return { entries: chosen.map(({ identity }) => all[Number(identity)]), matching: shown.length };
}
