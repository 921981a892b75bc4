import { toIso } from '../adapters/clock.ts';
import { overlayEntry, toHistoryEntry } from '../core/history-entry.ts';
import type { JsonObject } from '../core/json.ts';
import type { Run } from '../core/run.ts';
import type { Database } from './database.ts';
import { readRun, readRuns } from './runs.ts';

/** An entry of the history, with what tells it from the others. */
export interface HistoryItem {
	readonly identity: string;
	readonly sortMs: number;
	readonly entry: unknown;
	/** A run of ours, not something that another program wrote. */
	readonly isOwn: boolean;
}

/** Our own finished run as an entry, with what others added to it. */
function ownItem(run: Run, overlay: string | null): HistoryItem {
	const entry = toHistoryEntry(run, toIso);
	const merged = overlay === null ? entry : overlayEntry(entry, JSON.parse(overlay) as JsonObject);
	return { identity: `run:${run.runId}`, sortMs: run.completedAtMs ?? run.startedAtMs, entry: merged, isOwn: true };
}

/** The same of a run by its id. */
export function readOwnItem(database: Database, runId: string, overlay: string | null): HistoryItem | undefined {
	const run = readRun(database, runId);
	return run && ownItem(run, overlay);
}

const VISIBLE_RUNS = `SELECT run_id, overlay FROM run WHERE hidden = 0 AND status <> 'running'
	ORDER BY completed_at_ms DESC, rowid DESC LIMIT ?`;
const VISIBLE_FOREIGN = `SELECT identity, sort_ms, entry FROM foreign_entry WHERE hidden = 0
	ORDER BY sort_ms DESC, position DESC LIMIT ?`;
export const NO_LIMIT = -1;

interface OwnSummary {
	readonly run_id: string;
	readonly overlay: string | null;
}

interface ForeignRow {
	readonly identity: string;
	readonly sort_ms: number;
	readonly entry: string;
}

/** Entries of our own finished runs to which nobody added anything, by identity. */
export function readOwnEntries(database: Database, runIds: readonly string[]): ReadonlyMap<string, unknown> {
	return new Map([...readRuns(database, runIds).values()].map((run) => [`run:${run.runId}`, ownItem(run, null).entry]));
}

/** Which runs of ours are in the history, and what others added to them; the newest first. */
export function listOwnRuns(database: Database, limit: number): readonly OwnSummary[] {
	return database.prepare(VISIBLE_RUNS).all(limit) as unknown as OwnSummary[];
}

/** What other programs wrote, as text; the newest first. */
export function listForeignRows(database: Database, limit: number): readonly ForeignRow[] {
	return database.prepare(VISIBLE_FOREIGN).all(limit) as unknown as ForeignRow[];
}

const MARK = `SELECT
	(SELECT group_concat(run_id || COALESCE(overlay, ''), char(10)) FROM (${VISIBLE_RUNS})) AS own,
	(SELECT group_concat(identity || entry, char(10)) FROM (${VISIBLE_FOREIGN})) AS others`;

/** The same text as long as the newest of the history are the same: a third of the time of listing them to see. */
export function historyMark(database: Database, ownLimit: number, foreignLimit: number): string {
	const row = database.prepare(MARK).get(ownLimit, foreignLimit);
	return `${row?.['own'] ?? ''}\n\n${row?.['others'] ?? ''}`;
}

export const foreignItem = ({ identity, sort_ms: sortMs, entry }: ForeignRow): HistoryItem => ({
	identity,
	sortMs,
	entry: JSON.parse(entry) as unknown,
	isOwn: false,
});

export const newestFirst = (one: HistoryItem, other: HistoryItem): number => other.sortMs - one.sortMs;

/** Our runs and theirs, newest first. @param ownLimit how many of ours at most */
export function readItems(database: Database, ownLimit: number, foreignLimit: number): readonly HistoryItem[] {
	const own = listOwnRuns(database, ownLimit);
	const runs = readRuns(
		database,
		own.map(({ run_id: runId }) => runId),
	);
	const ours = own.flatMap(({ run_id: runId, overlay }) => {
		const run = runs.get(runId);
		return run ? [ownItem(run, overlay)] : [];
	});
	return [...ours, ...listForeignRows(database, foreignLimit).map(foreignItem)].sort(newestFirst);
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
	return run && readOwnItem(database, runId, run['overlay'] as string | null);
}
