import { type LiveSource, type LiveState, MAX_SNAPSHOTS } from '../core/live/state.ts';
import type { Snapshot } from '../core/metrics/snapshot.ts';
import { type Audience, parseAudience } from '../core/privacy/audience.ts';
import { readCounter, setCounter } from './counters.ts';
import { type Database, orNull } from './database.ts';

/** Holds the time after the newest evicted snapshot, so that none is 0. */
const EVICTED = 'live.evicted';

export interface NewSnapshot {
	readonly snapshot: Snapshot;
	readonly isSeeded?: boolean;
	/** Whether another program recorded the run: what this one measured of it goes before. */
	readonly isForeign?: boolean;
	/** Set where sinks get it: as it was when the run ended. */
	readonly sinkAudience?: Audience | undefined;
}

/** Room for the newest: by time, those of one time in order of arrival. */
function evict(database: Database): void {
	const rows = database
		.prepare(
			`DELETE FROM snapshot WHERE position IN
			(SELECT position FROM snapshot ORDER BY timestamp_ms DESC, position DESC LIMIT -1 OFFSET ?) RETURNING timestamp_ms`,
		)
		.all(MAX_SNAPSHOTS) as unknown as { timestamp_ms: number }[];
	const newest = rows.reduce((latest, { timestamp_ms: atMs }) => Math.max(latest, atMs), Number.NEGATIVE_INFINITY);
	if (rows.length > 0) setCounter(database, EVICTED, Math.max(readCounter(database, EVICTED), newest + 1));
}

/**
 * Takes a snapshot into the live state, within the caller's transaction. The first one of a real run takes all seeded
 * ones away. A run has one snapshot: what another program says of it again is not taken.
 */
export function putSnapshot(database: Database, { snapshot, isSeeded, isForeign, sinkAudience }: NewSnapshot): void {
	if (!isSeeded) database.exec('DELETE FROM snapshot WHERE is_seeded <> 0');
	// What another program wrote of a run of ours while it was in progress was taken for a run of its own.
	if (!isForeign) database.prepare('DELETE FROM snapshot WHERE run_id = ?').run(snapshot.runId);
	const { changes } = database
		.prepare(
			`INSERT INTO snapshot (run_id, timestamp_ms, is_seeded, document, sink_audience) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (run_id) DO NOTHING`,
		)
		.run(snapshot.runId, snapshot.timestampMs, isSeeded ? 1 : 0, JSON.stringify(snapshot), orNull(sinkAudience));
	if (Number(changes) > 0) evict(database);
}

export const hasSnapshot = (database: Database, runId: string): boolean =>
	database.prepare('SELECT 1 FROM snapshot WHERE run_id = ?').get(runId) !== undefined;

interface SnapshotRow {
	readonly position: number;
	readonly document: string;
	readonly is_seeded: number;
}

/**
 * Reads the whole live state, within the caller's transaction, again and again: a snapshot that has not changed since is
 * the same object.
 */
export function createLiveReader(): (database: Database) => LiveState {
	let kept = new Map<number, { readonly document: string; readonly snapshot: Snapshot }>();
	return (database) => {
		const rows = database
			.prepare('SELECT position, document, is_seeded FROM snapshot ORDER BY timestamp_ms, position')
			.all() as unknown as SnapshotRow[];
		const next: typeof kept = new Map();
		for (const { position, document } of rows) {
			const known = kept.get(position);
			const isSame = known?.document === document;
			next.set(position, isSame ? known : { document, snapshot: JSON.parse(document) as Snapshot });
		}
		kept = next;
		const evicted = readCounter(database, EVICTED);
		const source = rows.length === 0 ? 'empty' : rows.some((row) => row.is_seeded !== 0) ? 'seeded' : 'live';
		return {
			source,
			snapshots: [...next.values()].map(({ snapshot }) => snapshot),
			evictedUntilMs: evicted === 0 ? undefined : evicted - 1,
		};
	};
}

/** Where what the live state shows comes from, without reading it. */
export function liveSource(database: Database): LiveSource {
	const row = database.prepare('SELECT MAX(is_seeded) AS seeded FROM snapshot').get();
	const seeded = row?.['seeded'] as number | null | undefined;
	if (seeded === null || seeded === undefined) return 'empty';
	return seeded === 0 ? 'live' : 'seeded';
}

/** The whole live state, as it is at one moment. */
export function readLiveState(database: Database): LiveState {
	const isOwn = !database.isTransaction;
	if (isOwn) database.exec('BEGIN');
	try {
		return createLiveReader()(database);
	} finally {
		if (isOwn) database.exec('COMMIT');
	}
}

/** Puts a demonstration into an empty live state; false where there is something already. */
export function seedLive(database: Database, snapshots: readonly Snapshot[]): boolean {
	if (database.prepare('SELECT 1 FROM snapshot LIMIT 1').get()) return false;
	for (const snapshot of snapshots) putSnapshot(database, { snapshot, isSeeded: true });
	return true;
}

export interface PendingSnapshot {
	readonly snapshot: Snapshot;
	readonly audience: Audience;
}

/**
 * Takes the oldest snapshot that sinks have not got. It is taken once, whatever becomes of it: a sink that ends the
 * process must not end every following one.
 */
export function takePendingSnapshot(database: Database): PendingSnapshot | undefined {
	const row = database
		.prepare('SELECT position, document, sink_audience FROM snapshot WHERE sink_audience IS NOT NULL ORDER BY position')
		.get() as { position: number; document: string; sink_audience: string } | undefined;
	if (!row) return undefined;
	database.prepare('UPDATE snapshot SET sink_audience = NULL WHERE position = ?').run(row.position);
	return { snapshot: JSON.parse(row.document) as Snapshot, audience: parseAudience(row.sink_audience) ?? 'off' };
}

export const hasPendingSnapshots = (database: Database): boolean =>
	database.prepare('SELECT 1 FROM snapshot WHERE sink_audience IS NOT NULL LIMIT 1').get() !== undefined;

/** A run's snapshot, and the audience under which it waits for sinks; undefined where they had it, or never will. */
export interface InspectedSnapshot {
	readonly snapshot: Snapshot;
	readonly waitsAs: Audience | undefined;
}

/** The snapshot of a named run; else the one that sinks get next, else the newest. */
export function readSnapshotForSinks(database: Database, runId: string | undefined): InspectedSnapshot | undefined {
	const columns = 'SELECT document, sink_audience FROM snapshot';
	const row =
		runId === undefined
			? (database.prepare(`${columns} WHERE sink_audience IS NOT NULL ORDER BY position LIMIT 1`).get() ??
				database.prepare(`${columns} ORDER BY timestamp_ms DESC, position DESC LIMIT 1`).get())
			: database.prepare(`${columns} WHERE run_id = ?`).get(runId);
	if (!row) return undefined;
	const audience = row['sink_audience'] as string | null;
	return {
		snapshot: JSON.parse(String(row['document'])) as Snapshot,
		waitsAs: audience === null ? undefined : (parseAudience(audience) ?? 'off'),
	};
}
