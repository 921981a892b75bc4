import { toIso } from '../adapters/clock.ts';
import { parseTime } from '../adapters/local-time.ts';
import type { Project } from '../adapters/paths.ts';
import { entryTimeMs } from '../core/entry-identity.ts';
import { readHistoryRow } from '../core/history/row.ts';
import { overlayEntry } from '../core/history-entry.ts';
import { isJsonObject } from '../core/json.ts';
import type { Pace } from '../core/pace.ts';
import type { PastRun } from '../core/watch/facts.ts';
import type { Database } from '../store/database.ts';
import { identityOf } from '../store/history.ts';
import type { HistoryItem } from '../store/history-items.ts';
import { createItemReader, type ReadItem } from '../store/item-reader.ts';
import { hasForeignChange, historyPath, statOf } from '../store/published/changes.ts';
import { type PublishedFile, readPublished, readSettled } from '../store/published/read.ts';
import { readPublishedState } from '../store/published/state.ts';

/** So many are looked at; views of all of them are other commands. */
const MOST = 1_000;

export interface PastRuns {
	readonly items: readonly HistoryItem[];
	readonly history: readonly PastRun[];
	readonly isTruncated: boolean;
	readonly problems: readonly string[];
}

const startKey = (entry: unknown): string =>
	isJsonObject(entry) ? `${String(entry['startedAt'])} ${String(entry['slug'])}` : '';

/** The same of an item, without reading its entry where that was not read. */
const itemStartKey = (item: ReadItem): string =>
	item.row?.startedAtMs === undefined ? startKey(item.entry) : `${toIso(item.row.startedAtMs)} ${item.row.slug}`;

/**
 * Lays what another program wrote into the published file over what the database knows, as the next command that
 * publishes will. Nothing is written here.
 */
function overlay(known: readonly ReadItem[], entries: readonly unknown[]): readonly ReadItem[] {
	const items = new Map(known.map((item) => [item.identity, item]));
	const byStart = new Map(known.filter(({ isOwn }) => isOwn).map((item) => [itemStartKey(item), item]));
	let lastMs = 0;
	for (const entry of entries) {
		const identity = identityOf(entry);
		lastMs = entryTimeMs(entry, parseTime) ?? lastMs;
		const hasId = isJsonObject(entry) && typeof entry['runId'] === 'string';
		const own = items.get(identity) ?? (hasId ? undefined : byStart.get(startKey(entry)));
		if (own?.isOwn && isJsonObject(own.entry) && isJsonObject(entry)) {
			const { identity, sortMs, isOwn } = own;
			items.set(identity, { identity, sortMs, isOwn, entry: overlayEntry(own.entry, entry) });
		} else items.set(identity, { identity, sortMs: lastMs, entry, isOwn: false });
	}
	return [...items.values()].sort((one, other) => other.sortMs - one.sortMs);
}

/** Exactly empty after we had published more: somebody cleared the history. */
function withoutCleared(database: Database, items: readonly ReadItem[]): readonly ReadItem[] {
	const published = readPublishedState(database, 'history')?.identities;
	return published ? items.filter(({ identity }) => !published.has(identity)) : items;
}

const WORDS: Readonly<Record<Exclude<PublishedFile['kind'], 'entries' | 'missing'>, string>> = {
	corrupt: 'pipeline-history.json is corrupt; murmur8 history keeps it and takes over what is whole',
	refused: "pipeline-history.json can't be read",
};

/**
 * Reads the finished runs, again and again: what has not changed is neither read nor parsed a second time.
 * @param most how many are looked at
 * @param pace see `createItemReader`
 */
export function createPastRunsReader(
	project: Project,
	most = MOST,
	pace?: Pace,
): (database: Database | undefined) => PastRuns {
	const path = historyPath(project);
	const readItems = createItemReader(most, most, pace);
	const rows = new WeakMap<ReadItem, PastRun>();
	let last: (Pick<PastRuns, 'items' | 'history'> & { readonly all: readonly ReadItem[] }) | undefined;
	let parsed: { readonly signature: string; readonly file: PublishedFile } | undefined;

	const readFile = (): PublishedFile => {
		const { size, mtimeMs, inode } = statOf(path);
		const signature = `${size} ${mtimeMs} ${inode}`;
		if (parsed?.signature === signature) return parsed.file;
		const file = readSettled(
			() => readPublished(path),
			({ kind }) => kind !== 'corrupt',
		);
		parsed = { signature, file };
		return file;
	};
	const toPast = (item: ReadItem): PastRun => {
		const known = rows.get(item);
		if (known) return known;
		const past = { identity: item.identity, row: item.row ?? readHistoryRow(item.entry, parseTime) };
		rows.set(item, past);
		return past;
	};
	return (database) => {
		const known = database ? readItems(database) : [];
		const isForeign = database ? hasForeignChange(database, project, undefined) : true;
		const file = isForeign ? readFile() : undefined;
		const problem = file && file.kind !== 'entries' && file.kind !== 'missing' ? [WORDS[file.kind]] : [];
		const entries = file?.kind === 'entries' ? file.entries : [];
		const isCleared = file?.kind === 'entries' && entries.length === 0;
		const base = isCleared && database ? withoutCleared(database, known) : known;
		const all = entries.length === 0 ? base : overlay(base, entries);
		if (all !== last?.all) last = { all, items: all.slice(0, most), history: all.slice(0, most).map(toPast) };
		const { items, history } = last;
		return { items, history, isTruncated: all.length >= most, problems: problem };
	};
}
