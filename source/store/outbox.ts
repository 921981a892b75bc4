import type { Wire, WireBody } from '../core/payload/wire.ts';
import type { Audience } from '../core/privacy/audience.ts';
import { addToCounter } from './counters.ts';
import { type Database, orNull } from './database.ts';

/** An event that waits for delivery. `endpoint` is a digest of the URL that `body` was made for, '' if for any. */
export interface OutboxEvent {
	readonly position: number;
	readonly runId: string;
	readonly envelope: string;
	readonly body: WireBody;
	readonly audience: Audience;
	readonly wire: Wire;
	readonly endpoint: string;
	readonly queuedAtMs: number;
	readonly attempts: number;
	/** Unix milliseconds before which the receiver asked not to be tried; 0 if it did not. */
	readonly retryAfterMs: number;
}

export type NewOutboxEvent = Omit<OutboxEvent, 'position' | 'attempts' | 'retryAfterMs'>;

export interface DeadLetter {
	readonly runId: string;
	readonly queuedAtMs: number;
	readonly diedAtMs: number;
	readonly attempts: number;
	readonly statusCode: number | null;
	readonly reason: string;
	/** Null where the run itself was purged. */
	readonly slug: string | null;
}

const MAX_EVENTS = 50;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_DEAD_LETTERS = 20;
export const DROPPED_COUNTER = 'outbox.dropped';

const EVENT_COLUMNS = `position, run_id AS runId, envelope, body, audience, wire, endpoint, queued_at_ms AS queuedAtMs,
	attempts, retry_after_ms AS retryAfterMs`;

/** Drops the oldest events until the outbox is within its bounds; each is counted. */
function enforceBounds(database: Database): void {
	const sizes = database
		.prepare('SELECT position, octet_length(body) + octet_length(envelope) AS size FROM outbox ORDER BY position DESC')
		.all() as unknown as { position: number; size: number }[];
	let bytes = 0;
	const firstDropped = sizes.findIndex(({ size }, index) => {
		bytes += size;
		return index > 0 && (index >= MAX_EVENTS || bytes > MAX_BYTES);
	});
	if (firstDropped < 0) return;
	const { changes } = database
		.prepare('DELETE FROM outbox WHERE position <= ?')
		.run(sizes[firstDropped]?.position ?? 0);
	addToCounter(database, DROPPED_COUNTER, Number(changes));
}

/** How many events, and bytes of them, find room before an older one is dropped. */
export function roomInOutbox(database: Database): { readonly events: number; readonly bytes: number } {
	const row = database
		.prepare('SELECT COUNT(*) AS count, TOTAL(octet_length(body) + octet_length(envelope)) AS bytes FROM outbox')
		.get();
	return { events: MAX_EVENTS - Number(row?.['count']), bytes: MAX_BYTES - Number(row?.['bytes']) };
}

/**
 * Queues an event; within the transaction of the finished run, so that both are there or neither. One that another
 * program queued under the same id before gives way, and must not undo the end of the run.
 */
export function putEvent(database: Database, event: NewOutboxEvent): void {
	database
		.prepare(
			`INSERT INTO outbox (run_id, envelope, body, audience, wire, endpoint, queued_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (run_id) DO UPDATE SET envelope = excluded.envelope, body = excluded.body,
				audience = excluded.audience, wire = excluded.wire, endpoint = excluded.endpoint,
				queued_at_ms = excluded.queued_at_ms`,
		)
		.run(event.runId, event.envelope, event.body, event.audience, event.wire, event.endpoint, event.queuedAtMs);
	enforceBounds(database);
}

/** No receiver is waited for longer (storage-and-delivery.md section 2). */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** What lies further ahead than any wait was noted before the clock was set back: it would hold the event for as long. */
const IS_DUE = '(retry_after_ms <= ? OR retry_after_ms > ?)';
const dueAt = (nowMs: number) => [nowMs, nowMs + LONGEST_RETRY_AFTER_MS] as const;

/** The next event behind `after` that may be tried now. */
export function nextDueEvent(database: Database, after: number, nowMs: number): OutboxEvent | undefined {
	const row = database
		.prepare(`SELECT ${EVENT_COLUMNS} FROM outbox WHERE position > ? AND ${IS_DUE} ORDER BY position LIMIT 1`)
		.get(after, ...dueAt(nowMs));
	return row as unknown as OutboxEvent | undefined;
}

export const hasDueEvents = (database: Database, nowMs: number): boolean =>
	database.prepare(`SELECT 1 FROM outbox WHERE ${IS_DUE} LIMIT 1`).get(...dueAt(nowMs)) !== undefined;

/** Position of the event that was queued last and still waits; 0 where none does. */
export function newestPosition(database: Database): number {
	return Number(database.prepare('SELECT MAX(position) AS position FROM outbox').get()?.['position'] ?? 0);
}

export function readEvent(database: Database, runId: string): OutboxEvent | undefined {
	const row = database.prepare(`SELECT ${EVENT_COLUMNS} FROM outbox WHERE run_id = ?`).get(runId);
	return row as unknown as OutboxEvent | undefined;
}

/** Every waiting event as it is published, oldest first. */
export function listEnvelopes(database: Database): readonly Pick<OutboxEvent, 'runId' | 'envelope'>[] {
	const rows = database.prepare('SELECT run_id AS runId, envelope FROM outbox ORDER BY position').all();
	return rows as unknown as readonly Pick<OutboxEvent, 'runId' | 'envelope'>[];
}

export interface OutboxSummary {
	readonly runId: string;
	readonly slug: string | null;
	readonly queuedAtMs: number;
	readonly attempts: number;
	readonly sizeBytes: number;
	readonly retryAfterMs: number;
}

export function listOutbox(database: Database): readonly OutboxSummary[] {
	const rows = database
		.prepare(
			`SELECT outbox.run_id AS runId, run.slug AS slug, queued_at_ms AS queuedAtMs, attempts, length(body) AS sizeBytes,
			retry_after_ms AS retryAfterMs FROM outbox LEFT JOIN run USING (run_id) ORDER BY position`,
		)
		.all();
	return rows as unknown as readonly OutboxSummary[];
}

/** @returns whether it was there */
export function deleteEvent(database: Database, runId: string): boolean {
	return database.prepare('DELETE FROM outbox WHERE run_id = ?').run(runId).changes !== 0;
}

/** An event that was dropped for want of room while it was on its way has arrived after all. */
export function uncountDropped(database: Database): void {
	addToCounter(database, DROPPED_COUNTER, -1);
}

/**
 * Notes an attempt that did not settle the event.
 * @param countedAttempts 1 where it brings the event nearer to being given up, 0 where the fault lies elsewhere
 */
export function postponeEvent(database: Database, runId: string, countedAttempts: 0 | 1, retryAfterMs: number): void {
	database
		.prepare('UPDATE outbox SET attempts = attempts + ?, retry_after_ms = ? WHERE run_id = ?')
		.run(countedAttempts, retryAfterMs, runId);
}

/** Why an event is given up. The reason was sanitised and cut by the caller. */
export interface Death {
	readonly atMs: number;
	readonly reason: string;
	readonly statusCode?: number | undefined;
	readonly attempts: number;
}

/** Keeps an event that can't be sent, without its bytes; the newest ones stay. */
export function putDeadLetter(
	database: Database,
	event: Pick<OutboxEvent, 'runId' | 'envelope' | 'audience' | 'wire' | 'queuedAtMs'>,
	{ atMs, reason, statusCode, attempts }: Death,
): void {
	const { runId, envelope, audience, wire, queuedAtMs } = event;
	database
		.prepare(
			`INSERT OR REPLACE INTO dead_letter (run_id, envelope, audience, wire, queued_at_ms, died_at_ms, attempts, status_code, reason)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.run(runId, envelope, audience, wire, queuedAtMs, atMs, attempts, orNull(statusCode), reason);
	database
		.prepare(
			'DELETE FROM dead_letter WHERE position NOT IN (SELECT position FROM dead_letter ORDER BY position DESC LIMIT ?)',
		)
		.run(MAX_DEAD_LETTERS);
}

/** Moves an event to the dead letters. */
export function buryEvent(database: Database, runId: string, death: Death): void {
	const event = readEvent(database, runId);
	if (!event) return;
	putDeadLetter(database, event, death);
	deleteEvent(database, runId);
}

export function listDeadLetters(database: Database): readonly DeadLetter[] {
	const rows = database
		.prepare(
			`SELECT dead_letter.run_id AS runId, run.slug AS slug, queued_at_ms AS queuedAtMs, died_at_ms AS diedAtMs, attempts,
			status_code AS statusCode, reason FROM dead_letter LEFT JOIN run USING (run_id) ORDER BY position`,
		)
		.all();
	return rows as unknown as readonly DeadLetter[];
}
