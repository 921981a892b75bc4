import type { Wire, WireBody } from '../core/payload/wire.ts';
import type { Audience } from '../core/privacy/audience.ts';
import { addToCounter } from './counters.ts';
import { type Database, inTransaction } from './database.ts';
import { logDelivery } from './deliveries.ts';
import { deleteEvent, putEvent, readEvent, roomInOutbox } from './outbox.ts';

/** How many events people took out of the outbox or the dead letters. */
export const DISCARDED_COUNTER = 'outbox.discarded';

/** An endpoint that no event goes to: bytes for it are rendered again by the settings of when they are sent. */
export const NO_ENDPOINT = 'imported';

const NO_BYTES = new Uint8Array() as unknown as WireBody;

interface DeadEvent {
	readonly runId: string;
	readonly envelope: string;
	readonly audience: Audience;
	readonly wire: Wire;
}

function readDeadEvent(database: Database, runId: string): DeadEvent | undefined {
	const row = database
		.prepare('SELECT run_id AS runId, envelope, audience, wire FROM dead_letter WHERE run_id = ?')
		.get(runId);
	return row as unknown as DeadEvent | undefined;
}

export function readDeadEnvelope(database: Database, runId: string): string | undefined {
	return readDeadEvent(database, runId)?.envelope;
}

const deleteDeadLetter = (database: Database, runId: string) =>
	database.prepare('DELETE FROM dead_letter WHERE run_id = ?').run(runId);

/**
 * Puts a dead letter back into the outbox, as if it had just been queued: no attempts, all the time it may wait.
 * @returns `full` where another event would have to be dropped for it; nothing is changed then
 */
export function requeueEvent(database: Database, runId: string, nowMs: number): 'requeued' | 'missing' | 'full' {
	return inTransaction(database, () => {
		const dead = readDeadEvent(database, runId);
		if (!dead) return 'missing';
		if (!readEvent(database, runId)) {
			const { events, bytes } = roomInOutbox(database);
			if (events < 1 || bytes < Buffer.byteLength(dead.envelope)) return 'full';
			putEvent(database, { ...dead, body: NO_BYTES, endpoint: NO_ENDPOINT, queuedAtMs: nowMs });
		}
		deleteDeadLetter(database, runId);
		return 'requeued';
	});
}

/** Takes an event out for good, whether it waits or is a dead letter. @returns whether there was one */
export function discardEvent(database: Database, runId: string, nowMs: number): boolean {
	return inTransaction(database, () => {
		if (!readEvent(database, runId) && !readDeadEvent(database, runId)) return false;
		deleteEvent(database, runId);
		deleteDeadLetter(database, runId);
		addToCounter(database, DISCARDED_COUNTER, 1);
		const line = { runId, result: 'discarded', atMs: nowMs, durationMs: 0, statusCode: undefined } as const;
		logDelivery(database, { ...line, reason: 'dropped by hand' });
		return true;
	});
}

/** Forgets that a receiver asked to be left alone for a while. */
export function endPause(database: Database, runId: string): void {
	database.prepare('UPDATE outbox SET retry_after_ms = 0 WHERE run_id = ?').run(runId);
}
