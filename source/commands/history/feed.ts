import { parseTime } from '../../adapters/local-time.ts';
import { type HistoryRecord, toHistoryRecord } from '../../core/history/record.ts';
import { readHistoryRow } from '../../core/history/row.ts';
import type { Database } from '../../store/database.ts';
import { countHistory, identityOf } from '../../store/history.ts';
import { type PageCursor, type PageItem, readHistoryPage } from '../../store/history-pages.ts';

/** Pages grow, so that the first is on the screen before much else is read, and none keeps a key waiting for long. */
const FIRST_PAGE = 200;
const LARGEST_PAGE = 2_500;
/** Where what is held is looked at again: as much as has changed since, mostly. */
const GLANCE = 20;
const COUNT_MS = 1_000;

export interface FeedState {
	/** Newest first. */
	readonly records: readonly HistoryRecord[];
	readonly total: number;
	readonly isLoading: boolean;
}

export interface HistoryFeed {
	/** Reads what is new; with `isWhole` all of it, also what looks unchanged. */
	readonly read: (isWhole: boolean) => void;
	readonly stop: () => void;
}

function toRecord(item: PageItem): HistoryRecord {
	return toHistoryRecord(item.identity, item.kind === 'row' ? item.row : readHistoryRow(item.entry, parseTime));
}

/** Records of a history that is there as a whole, without a database. */
export function recordsOf(entries: readonly unknown[]): readonly HistoryRecord[] {
	return entries.map((entry) => toHistoryRecord(identityOf(entry), readHistoryRow(entry, parseTime)));
}

/** What the first page shows: enough to draw, however long the history is. */
export function firstPage(database: Database): FeedState {
	const { items, next } = readHistoryPage(database, undefined, FIRST_PAGE);
	return { records: items.map(toRecord), total: countHistory(database), isLoading: next !== undefined };
}

function isSame(one: HistoryRecord, other: HistoryRecord): boolean {
	return (Object.keys(one) as (keyof HistoryRecord)[]).every((key) => one[key] === other[key]);
}

/** The part of `held` behind the last of `fresh`, if the two together are a history of so many runs. */
function unchangedRest(fresh: readonly HistoryRecord[], held: readonly HistoryRecord[], total: number) {
	const last = fresh.at(-1);
	if (!last || held.length === 0) return undefined;
	const place = held.length - (total - fresh.length) - 1;
	const same = held[place];
	return same && same.identity === last.identity && isSame(same, last) ? held.slice(place + 1) : undefined;
}

/** Whether what was read is what is held, from the newest on. */
const isHead = (fresh: readonly HistoryRecord[], held: readonly HistoryRecord[]): boolean =>
	fresh.every((record, place) => {
		const other = held[place];
		return other !== undefined && other.identity === record.identity && isSame(record, other);
	});

/**
 * Reads a history page by page, with the event loop in between: 100,000 runs take a second, in which keys are still
 * answered. A change at its head costs one small page; where the head is the same, all are counted, at most once a
 * second, for what changed below it. What is as it was is not published again.
 * @param later runs work after so many milliseconds; the function that it returns calls it off
 */
export function createHistoryFeed(
	database: Database,
	publish: (state: FeedState) => void,
	later: (work: () => void, ms: number) => () => void,
): HistoryFeed {
	let held: readonly HistoryRecord[] = [];
	let generation = 0;
	let isReading = false;
	let isAskedAgain = false;
	let isCountFresh = false;
	let total = 0;
	let cancelStep = () => {};
	let cancelCount = () => {};

	function count(): number {
		isCountFresh = true;
		cancelCount();
		cancelCount = later(() => {
			isCountFresh = false;
			if (isAskedAgain && !isReading) read(false);
		}, COUNT_MS);
		return countHistory(database);
	}

	function read(isWhole: boolean): void {
		// Who writes ten times a second must not make it begin anew ten times a second.
		if (isReading && !isWhole) {
			isAskedAgain = true;
			return;
		}
		const own = ++generation;
		isReading = true;
		isAskedAgain = false;
		const isFirst = held.length === 0;
		const firstSize = isWhole || isFirst ? FIRST_PAGE : GLANCE;
		const fresh: HistoryRecord[] = [];
		const take = (cursor: PageCursor | undefined): PageCursor | undefined => {
			const page = readHistoryPage(database, cursor, Math.min(LARGEST_PAGE, fresh.length || firstSize));
			fresh.push(...page.items.map(toRecord));
			const isUnchanged = cursor === undefined && !isWhole && !isFirst && isHead(fresh, held);
			if (isUnchanged && isCountFresh) {
				isAskedAgain = true;
				return undefined;
			}
			const isAllRead = isWhole || isFirst;
			// Counting 100,000 takes longer than reading a page of them.
			if (!isAllRead || cursor === undefined || page.next === undefined) total = count();
			if (isUnchanged && total === held.length) return undefined;
			const rest = isWhole ? undefined : unchangedRest(fresh, held, total);
			const isLoading = page.next !== undefined && rest === undefined;
			if (!isLoading) held = rest ? [...fresh, ...rest] : fresh;
			if (!isLoading || isFirst) publish({ records: isLoading ? [...fresh] : held, total, isLoading });
			return isLoading ? page.next : undefined;
		};
		const step = (cursor: PageCursor | undefined): void => {
			if (own !== generation) return;
			let next: PageCursor | undefined;
			try {
				next = take(cursor);
			} finally {
				isReading = next !== undefined;
			}
			if (next) cancelStep = later(() => step(next), 0);
		};
		step(undefined);
	}

	return {
		read,
		stop: () => {
			generation++;
			cancelStep();
			cancelCount();
		},
	};
}
