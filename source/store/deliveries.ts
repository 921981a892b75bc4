import type { DeliveryResult } from '../core/delivery-result.ts';
import { putAuditLine } from './audit.ts';
import { type Database, orNull, orUndefined } from './database.ts';

/** One line of the delivery log. Durations are milliseconds. */
export interface Delivery {
	readonly runId: string;
	readonly result: DeliveryResult;
	readonly atMs: number;
	readonly durationMs: number;
	readonly statusCode: number | undefined;
	readonly reason: string | undefined;
}

const MAX_LINES = 1_000;

/** Results after which nothing more comes of an event. */
const FINAL: ReadonlySet<DeliveryResult> = new Set(['delivered', 'rejected', 'expired', 'elsewhere', 'discarded']);

export function logDelivery(database: Database, delivery: Delivery): void {
	const { runId, result, atMs, durationMs, statusCode, reason } = delivery;
	const { lastInsertRowid } = database
		.prepare('INSERT INTO delivery (run_id, result, at_ms, duration_ms, status_code, reason) VALUES (?, ?, ?, ?, ?, ?)')
		.run(runId, result, atMs, Math.round(durationMs), orNull(statusCode), orNull(reason));
	database.prepare('DELETE FROM delivery WHERE position <= ?').run(Number(lastInsertRowid) - MAX_LINES);
	if (FINAL.has(result)) putAuditLine(database, { atMs, event: 'delivery', details: { runId, result } });
}

const COLUMNS = 'run_id, result, at_ms, duration_ms, status_code, reason';

interface DeliveryRow {
	readonly run_id: string;
	readonly result: DeliveryResult;
	readonly at_ms: number;
	readonly duration_ms: number;
	readonly status_code: number | null;
	readonly reason: string | null;
}

function toDelivery(row: DeliveryRow): Delivery {
	return {
		runId: row.run_id,
		result: row.result,
		atMs: row.at_ms,
		durationMs: row.duration_ms,
		statusCode: orUndefined(row.status_code),
		reason: orUndefined(row.reason),
	};
}

/** The newest line of each result, newest first. */
export function lastDeliveries(database: Database): readonly Delivery[] {
	const rows = database
		.prepare(
			`SELECT ${COLUMNS} FROM delivery WHERE position IN (SELECT MAX(position) FROM delivery GROUP BY result)
			ORDER BY position DESC`,
		)
		.all();
	return (rows as unknown as DeliveryRow[]).map(toDelivery);
}

/** The newest lines of one run's event, oldest first. */
export function deliveriesOf(database: Database, runId: string, limit: number): readonly Delivery[] {
	const rows = database
		.prepare(`SELECT ${COLUMNS} FROM delivery WHERE run_id = ? ORDER BY position DESC LIMIT ?`)
		.all(runId, limit);
	return (rows as unknown as DeliveryRow[]).map(toDelivery).reverse();
}

/** What an event came to that is not sent again, whoever puts it back into the queue file. */
const SETTLED: ReadonlySet<string> = new Set<DeliveryResult>(['delivered', 'rejected', 'expired', 'discarded']);

/** What the newest line of a run's event says. */
export function lastResult(database: Database, runId: string): DeliveryResult | undefined {
	return deliveriesOf(database, runId, 1)[0]?.result;
}

/** Whether an event is done with, by our own hand. */
export function isSettled(database: Database, runId: string): boolean {
	return SETTLED.has(lastResult(database, runId) ?? '');
}

/** Runs whose events came to something lately, newest first. */
export function recentlyDelivered(
	database: Database,
	limit: number,
): readonly (Delivery & { readonly slug: string | undefined })[] {
	const rows = database
		.prepare(
			`SELECT delivery.*, run.slug AS slug FROM delivery LEFT JOIN run USING (run_id)
			WHERE result = 'delivered' ORDER BY position DESC LIMIT ?`,
		)
		.all(limit);
	return (rows as unknown as (DeliveryRow & { slug: string | null })[]).map((row) => ({
		...toDelivery(row),
		slug: orUndefined(row.slug),
	}));
}

/** A line of the delivery log with its place in it, which only counts up. */
export interface LoggedDelivery extends Delivery {
	readonly position: number;
	readonly slug: string | undefined;
}

/** The newest lines of the log, newest first; of one run alone where it is named. */
export function newestDeliveries(database: Database, limit: number, runId?: string): readonly LoggedDelivery[] {
	const rows = database
		.prepare(
			`SELECT delivery.*, run.slug AS slug FROM delivery LEFT JOIN run USING (run_id)
			${runId === undefined ? '' : 'WHERE run_id = ?'} ORDER BY position DESC LIMIT ?`,
		)
		.all(...(runId === undefined ? [] : [runId]), limit);
	return (rows as unknown as (DeliveryRow & { position: number; slug: string | null })[]).map((row) => ({
		...toDelivery(row),
		position: row.position,
		slug: orUndefined(row.slug),
	}));
}

export function putRemoteId(database: Database, runId: string, endpoint: string, remoteId: string): void {
	database
		.prepare('INSERT OR REPLACE INTO remote_id (run_id, endpoint, remote_id) VALUES (?, ?, ?)')
		.run(runId, endpoint, remoteId);
}

/** The id that this endpoint gave to a run's event. */
export function readRemoteId(database: Database, runId: string, endpoint: string): string | undefined {
	const row = database
		.prepare('SELECT remote_id FROM remote_id WHERE run_id = ? AND endpoint = ?')
		.get(runId, endpoint);
	return row?.['remote_id'] as string | undefined;
}
