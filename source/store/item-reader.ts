import type { HistoryRow } from '../core/history/row.ts';
import type { Database } from './database.ts';
import {
	foreignItem,
	type HistoryItem,
	historyMark,
	listForeignRows,
	listOwnRuns,
	newestFirst,
	readItem,
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

/**
 * Reads our runs and theirs, newest first, again and again: an item that has not changed since is the same object. A
 * finished run changes only by what others add to it. What is asked for of an item is read when it is asked for. Nothing
 * new: the very list of the last time.
 * @param ownLimit how many of ours at most
 */
export function createItemReader(ownLimit: number, foreignLimit: number): (database: Database) => readonly ReadItem[] {
	let kept = new Map<string, KeptItem>();
	let mark: string | undefined;
	let items: readonly ReadItem[] = [];
	let current: Database | undefined;

	const rowItem = (identity: string, row: HistoryRow): ReadItem => {
		let entry: unknown;
		return {
			identity,
			sortMs: row.completedAtMs ?? row.startedAtMs ?? 0,
			isOwn: true,
			row,
			get entry() {
				entry ??= current && readItem(current, identity)?.entry;
				return entry;
			},
		};
	};
	const readRows = (database: Database, own: ReturnType<typeof listOwnRuns>) => {
		const added = own.filter(({ run_id: id, overlay }) => overlay === null && kept.get(`run:${id}`)?.source !== null);
		const ids = added.map(({ run_id: id }) => id);
		return ids.length > BULK ? readOwnRows(database, ids) : new Map<string, HistoryRow>();
	};
	return (database) => {
		current = database;
		const nextMark = historyMark(database, ownLimit, foreignLimit);
		if (nextMark === mark) return items;
		const own = listOwnRuns(database, ownLimit);
		const next = new Map<string, KeptItem>();
		const keep = (identity: string, source: string | null, make: () => ReadItem | undefined) => {
			const known = kept.get(identity);
			const item = known && known.source === source ? known.item : make();
			if (item) next.set(identity, { source, item });
		};
		const rows = readRows(database, own);
		for (const { run_id: runId, overlay } of own) {
			const identity = `run:${runId}`;
			const row = rows.get(runId);
			keep(identity, overlay, () => (row ? rowItem(identity, row) : readOwnItem(database, runId, overlay)));
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
