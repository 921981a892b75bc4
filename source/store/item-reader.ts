import type { HistoryRow } from '../core/history/row.ts';
import type { Pace } from '../core/pace.ts';
import type { Database } from './database.ts';
import {
	foreignItem,
	type HistoryItem,
	historyMark,
	listForeignRows,
	listOwnRuns,
	newestFirst,
	readOwnEntries,
	readOwnItem,
} from './history-items.ts';
import { readOwnRows } from './history-pages.ts';

/** An item, and the row of it where that came without its entry. */
export interface ReadItem extends HistoryItem {
	/** Without stages. */
	readonly row?: HistoryRow;
}

interface KeptItem {
	/** What it was made of: the same text makes the same item. */
	readonly source: string | null;
	readonly item: ReadItem;
}

/** More new runs than this at once are read as rows: their entries take ten times as long, and few are ever looked at. */
const BULK = 20;
/** Where something changes, it is nearly always among these. */
const GLANCE = 20;
/** Who wants the entry of one of them wants all, or one: a hundred take as long as a dozen statements. */
const PAGE = 100;

/**
 * Reads our runs and theirs, newest first, again and again: an item that has not changed since is the same object. A
 * finished run changes only by what others add to it. What is asked for of an item is read when it is asked for. Nothing
 * new: the very list of the last time.
 * @param ownLimit how many of ours at most
 * @param pace how often what lies below the newest is looked at while these stay as they are; absent: each time
 */
export function createItemReader(
	ownLimit: number,
	foreignLimit: number,
	pace?: Pace,
): (database: Database) => readonly ReadItem[] {
	let kept = new Map<string, KeptItem>();
	let mark: string | undefined;
	let newest: string | undefined;
	let items: readonly ReadItem[] = [];
	let current: Database | undefined;

	/** Items whose entries are read together when the first of them is asked for. */
	const rowItems = (rows: readonly HistoryRow[]): readonly ReadItem[] => {
		let entries: ReadonlyMap<string, unknown> | undefined;
		const ids = rows.flatMap(({ runId }) => runId ?? []);
		return rows.map((row) => ({
			identity: `run:${row.runId}`,
			sortMs: row.completedAtMs ?? row.startedAtMs ?? 0,
			isOwn: true,
			row,
			get entry() {
				entries ??= current && readOwnEntries(current, ids);
				return entries?.get(`run:${row.runId}`);
			},
		}));
	};
	const readMany = (database: Database, own: ReturnType<typeof listOwnRuns>): ReadonlyMap<string, ReadItem> => {
		const added = own.filter(({ run_id: id, overlay }) => overlay === null && kept.get(`run:${id}`)?.source !== null);
		if (added.length <= BULK) return new Map();
		const rows = readOwnRows(
			database,
			added.map(({ run_id: id }) => id),
		);
		const inOrder = added.flatMap(({ run_id: id }) => rows.get(id) ?? []);
		const pages = Array.from({ length: Math.ceil(inOrder.length / PAGE) }, (_, page) =>
			rowItems(inOrder.slice(page * PAGE, (page + 1) * PAGE)),
		);
		return new Map(pages.flat().map((item) => [item.identity, item]));
	};
	return (database) => {
		current = database;
		const nextNewest = pace && historyMark(database, GLANCE, GLANCE);
		if (pace && nextNewest === newest && !pace.isDue()) return items;
		pace?.done();
		newest = nextNewest;
		const nextMark = historyMark(database, ownLimit, foreignLimit);
		if (nextMark === mark) return items;
		const own = listOwnRuns(database, ownLimit);
		const next = new Map<string, KeptItem>();
		const keep = (identity: string, source: string | null, make: () => ReadItem | undefined) => {
			const known = kept.get(identity);
			const item = known && known.source === source ? known.item : make();
			if (item) next.set(identity, { source, item });
		};
		const many = readMany(database, own);
		for (const { run_id: runId, overlay } of own) {
			const identity = `run:${runId}`;
			keep(identity, overlay, () => many.get(identity) ?? readOwnItem(database, runId, overlay));
		}
		for (const foreign of listForeignRows(database, foreignLimit)) {
			keep(foreign.identity, foreign.entry, () => foreignItem(foreign));
		}
		kept = next;
		mark = nextMark;
		items = [...next.values()].map(({ item }) => item).sort(newestFirst);
		return items;
	};
}
