import { toIso } from '../adapters/clock.ts';
import { overlayEntry, toHistoryEntry } from '../core/history-entry.ts';
import type { JsonObject } from '../core/json.ts';
import type { Database } from './database.ts';
import { readRun } from './runs.ts';

/** An entry of the history, with what tells it from the others. */
export interface HistoryItem {
	readonly identity: string;
	readonly sortMs: number;
	readonly entry: unknown;
	/** A run of ours, not something that another program wrote. */
	readonly isOwn: boolean;
}

/** Our own finished run as an entry, with what others added to it. */
export function ownItem(database: Database, runId: string, overlay: string | null): HistoryItem | undefined {
	const run = readRun(database, runId);
	if (!run) return undefined;
	const entry = toHistoryEntry(run, toIso);
	const merged = overlay === null ? entry : overlayEntry(entry, JSON.parse(overlay) as JsonObject);
	return { identity: `run:${runId}`, sortMs: run.completedAtMs ?? run.startedAtMs, entry: merged, isOwn: true };
}

const VISIBLE_RUNS = `SELECT run_id, overlay FROM run WHERE hidden = 0 AND status <> 'running'
	ORDER BY completed_at_ms DESC, rowid DESC LIMIT ?`;
const VISIBLE_FOREIGN = `SELECT identity, sort_ms, entry FROM foreign_entry WHERE hidden = 0
	ORDER BY sort_ms DESC, position DESC LIMIT ?`;
export const NO_LIMIT = -1;

interface KeptItem {
	/** What it was made of: the same text makes the same item. */
	readonly source: string | null;
	readonly item: HistoryItem;
}

/**
 * Reads our runs and theirs, newest first, again and again: an item that has not changed since is the same object. A
 * finished run changes only by what others add to it.
 * @param ownLimit how many of ours at most
 */
export function createItemReader(
	ownLimit: number,
	foreignLimit: number,
): (database: Database) => readonly HistoryItem[] {
	let kept = new Map<string, KeptItem>();
	return (database) => {
		const next = new Map<string, KeptItem>();
		const keep = (identity: string, source: string | null, make: () => HistoryItem | undefined) => {
			const known = kept.get(identity);
			const item = known && known.source === source ? known.item : make();
			if (item) next.set(identity, { source, item });
		};
		const own = database.prepare(VISIBLE_RUNS).all(ownLimit) as unknown as { run_id: string; overlay: string | null }[];
		for (const { run_id: runId, overlay } of own) {
			keep(`run:${runId}`, overlay, () => ownItem(database, runId, overlay));
		}
		const foreign = database.prepare(VISIBLE_FOREIGN).all(foreignLimit) as unknown as {
			identity: string;
			sort_ms: number;
			entry: string;
		}[];
		for (const { identity, sort_ms: sortMs, entry } of foreign) {
			keep(identity, entry, () => ({ identity, sortMs, entry: JSON.parse(entry) as unknown, isOwn: false }));
		}
		kept = next;
		return [...next.values()].map(({ item }) => item).sort((one, other) => other.sortMs - one.sortMs);
	};
}

/** Our runs and theirs, newest first. @param ownLimit how many of ours at most */
export function readItems(database: Database, ownLimit: number, foreignLimit: number): readonly HistoryItem[] {
	return createItemReader(ownLimit, foreignLimit)(database);
}

/** The one entry that has this identity. */
export function readItem(database: Database, identity: string): HistoryItem | undefined {
	const foreign = database.prepare('SELECT sort_ms, entry FROM foreign_entry WHERE identity = ?').get(identity);
	if (foreign) {
		const entry = JSON.parse(foreign['entry'] as string) as unknown;
		return { identity, sortMs: Number(foreign['sort_ms']), entry, isOwn: false };
	}
	if (!identity.startsWith('run:')) return undefined;
	const runId = identity.slice('run:'.length);
	const run = database.prepare(`SELECT overlay FROM run WHERE run_id = ? AND status <> 'running'`).get(runId);
	return run && ownItem(database, runId, run['overlay'] as string | null);
}
