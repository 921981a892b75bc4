import { basename } from 'node:path';
import type { Project } from '../../adapters/paths.ts';
import { isJsonObject } from '../../core/json.ts';
import type { Envelope } from '../../core/payload/envelope.ts';
import type { WireBody } from '../../core/payload/wire.ts';
import { addToCounter } from '../counters.ts';
import { type Database, inTransaction } from '../database.ts';
import { isSettled, logDelivery } from '../deliveries.ts';
import { identityOf, sha256 } from '../history.ts';
import {
	DROPPED_COUNTER,
	deleteEvent,
	listEnvelopes,
	putDeadLetter,
	putEvent,
	readEvent,
	roomInOutbox,
} from '../outbox.ts';
import { NO_ENDPOINT } from '../outbox-changes.ts';
import { historyPath, queueKey, queuePath } from './changes.ts';
import { PublishError } from './guard.ts';
import type { PublishedState } from './state.ts';
import type { PublishedKind } from './take-over.ts';

/** An entry of another program as an envelope: the npm package queues `{runId, run, artifacts?}`, older ones the run. */
function toEnvelope(entry: Readonly<Record<string, unknown>>): Envelope {
	const given = isJsonObject(entry['run']) ? entry : { run: entry };
	const runId =
		typeof entry['runId'] === 'string' && entry['runId'] !== '' ? entry['runId'] : sha256(identityOf(entry));
	return { ...given, runId } as unknown as Envelope;
}

function isKnown(database: Database, runId: string): boolean {
	return readEvent(database, runId) !== undefined || isSettled(database, runId);
}

/** Something in the queue that no receiver could take. */
function buryForeign(database: Database, entry: unknown, nowMs: number): void {
	const runId = sha256(identityOf(entry));
	if (isKnown(database, runId)) return;
	const reason = 'in the queue file, but no event';
	const event = { runId, envelope: JSON.stringify({ runId, run: entry }), queuedAtMs: nowMs };
	putDeadLetter(database, { ...event, audience: 'on', wire: 'envelope' }, { atMs: nowMs, reason, attempts: 0 });
	logDelivery(database, { runId, result: 'rejected', atMs: nowMs, durationMs: 0, statusCode: undefined, reason });
}

/**
 * Queues events that another program could not deliver, the newest if there is no room for all: they drop none of
 * ours. They are kept raw, as for the widest audience: what they may show is decided, as for every stored event, when
 * they are sent.
 */
function putForeignEvents(database: Database, envelopes: readonly Envelope[], nowMs: number): void {
	const fitting: (readonly [runId: string, envelope: string])[] = [];
	const room = { ...roomInOutbox(database) };
	for (const envelope of envelopes.toReversed()) {
		const text = JSON.stringify(envelope);
		const bytes = Buffer.byteLength(text);
		if (room.events < 1 || room.bytes < bytes) continue;
		room.events--;
		room.bytes -= bytes;
		fitting.unshift([envelope.runId, text]);
	}
	addToCounter(database, DROPPED_COUNTER, envelopes.length - fitting.length);
	for (const [runId, envelope] of fitting) {
		putEvent(database, {
			runId,
			envelope,
			body: new Uint8Array() as unknown as WireBody,
			audience: 'on',
			wire: 'envelope',
			endpoint: NO_ENDPOINT,
			queuedAtMs: nowMs,
		});
	}
}

/** Events of ours that the other program delivered or dropped. */
function settleElsewhere(database: Database, missing: readonly string[], nowMs: number): void {
	for (const runId of missing) {
		if (!readEvent(database, runId)) continue;
		deleteEvent(database, runId);
		const line = { runId, result: 'elsewhere', atMs: nowMs, durationMs: 0, statusCode: undefined } as const;
		logDelivery(database, { ...line, reason: 'taken out of the queue file by another program' });
	}
}

function takeQueue(
	database: Database,
	entries: readonly unknown[],
	state: PublishedState | undefined,
	seenMs: number,
	nowMs: number,
): readonly string[] {
	const found = new Map(
		entries
			.filter(isJsonObject)
			.map(toEnvelope)
			.map((envelope) => [envelope.runId, envelope]),
	);
	const published = [...(state?.identities ?? [])];
	const added = [...found.values()].filter(({ runId }) => !state?.identities.has(runId));
	const missing = published.filter(([runId]) => !found.has(runId));
	// With new entries beside the lack it was a race of two writers: ours stay and are published again. So do those that
	// were published after the other program had read the file: it wrote over them without having seen them.
	const seen = missing.filter(([, sinceMs]) => added.length === 0 && sinceMs <= seenMs);
	settleElsewhere(
		database,
		seen.map(([runId]) => runId),
		nowMs,
	);
	const unknown = added.filter(({ runId }) => !isKnown(database, runId));
	putForeignEvents(database, unknown, nowMs);
	for (const entry of entries) if (!isJsonObject(entry)) buryForeign(database, entry, nowMs);
	return missing.map(([runId]) => runId);
}

/**
 * `telemetry-failed.json` (storage-and-delivery.md section 1, rule 2).
 * @throws PublishError where its path belongs to another file of ours
 */
export function queueFile(database: Database, project: Project, setting: string, nowMs: number): PublishedKind {
	const path = queuePath(project, setting);
	if (path === historyPath(project)) throw new PublishError('the queue file is set to the history file');
	return {
		key: queueKey(setting),
		path,
		root: project.dataRoot,
		isOurs: basename(path) === 'telemetry-failed.json',
		take: (entries, state, seenMs) => inTransaction(database, () => takeQueue(database, entries, state, seenMs, nowMs)),
		read: () => {
			const waiting = listEnvelopes(database);
			return {
				entries: waiting.map(({ envelope }) => JSON.parse(envelope) as unknown),
				identities: waiting.map(({ runId }) => runId),
			};
		},
	};
}
