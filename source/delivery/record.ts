import type { Outcome } from '../core/delivery-outcome.ts';
import type { DeliveryResult } from '../core/delivery-result.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { isSettled, lastResult, logDelivery, putRemoteId } from '../store/deliveries.ts';
import { buryEvent, deleteEvent, type OutboxEvent, postponeEvent, uncountDropped } from '../store/outbox.ts';
import { endpointDigest } from './endpoint-digest.ts';
import type { SendResult } from './send.ts';

/** How a pass goes on after an event. */
export type Step =
	| { readonly kind: 'next'; readonly result?: 'delivered' | 'rejected' }
	| { readonly kind: 'again' }
	| { readonly kind: 'stop'; readonly reason: string };

/** Where the outcome of an attempt is kept. */
export interface Ledger {
	readonly database: Database;
	readonly settings: Pick<SenderSettings, 'url'>;
	readonly nowMs: () => number;
}

/** Ends an event that no attempt will help any more. */
export function bury(
	ledger: Ledger,
	event: OutboxEvent,
	result: DeliveryResult,
	log: Partial<SendResult> & { reason: string },
): void {
	const { database } = ledger;
	const atMs = ledger.nowMs();
	const statusCode = log.outcome?.statusCode;
	const attempts = event.attempts + (log.outcome ? 1 : 0);
	inTransaction(database, () => {
		buryEvent(database, event.runId, { atMs, reason: log.reason, statusCode, attempts });
		logDelivery(database, {
			runId: event.runId,
			result,
			atMs,
			durationMs: log.durationMs ?? 0,
			statusCode,
			reason: log.reason,
		});
	});
}

function recordDelivered(
	ledger: Ledger,
	event: OutboxEvent,
	outcome: Outcome & { kind: 'delivered' },
	durationMs: number,
): Step {
	const { database, settings } = ledger;
	inTransaction(database, () => {
		const wasWaiting = deleteEvent(database, event.runId);
		if (!wasWaiting && !isSettled(database, event.runId) && lastResult(database, event.runId) !== 'elsewhere')
			uncountDropped(database);
		if (outcome.remoteId) putRemoteId(database, event.runId, endpointDigest(settings.url), outcome.remoteId);
		logDelivery(database, {
			runId: event.runId,
			result: 'delivered',
			atMs: ledger.nowMs(),
			durationMs,
			statusCode: outcome.statusCode,
			reason: undefined,
		});
	});
	return { kind: 'next', result: 'delivered' };
}

function recordKept(
	ledger: Ledger,
	event: OutboxEvent,
	{ outcome, durationMs }: SendResult,
	retryAfterMs: number,
): void {
	const { database } = ledger;
	inTransaction(database, () => {
		// A wrong key must not cost events, however often it is tried.
		postponeEvent(database, event.runId, outcome.kind === 'transient' ? 1 : 0, retryAfterMs);
		logDelivery(database, {
			runId: event.runId,
			result: outcome.kind,
			atMs: ledger.nowMs(),
			durationMs,
			statusCode: outcome.statusCode,
			reason: outcome.kind === 'delivered' ? undefined : outcome.reason,
		});
	});
}

/** Stores what an attempt came to and says how the pass goes on. */
export function recordOutcome(ledger: Ledger, event: OutboxEvent, result: SendResult): Step {
	const { outcome, durationMs, hasAnswer } = result;
	switch (outcome.kind) {
		case 'delivered':
			return recordDelivered(ledger, event, outcome, durationMs);
		case 'rejected':
			bury(ledger, event, 'rejected', { ...result, reason: outcome.reason });
			return { kind: 'next', result: 'rejected' };
		case 'configuration':
			recordKept(ledger, event, result, 0);
			return { kind: 'stop', reason: outcome.reason };
		case 'transient': {
			const { retryAfterMs } = outcome;
			recordKept(ledger, event, result, retryAfterMs === undefined ? 0 : ledger.nowMs() + retryAfterMs);
			// No answer at all, or a receiver that asked for a pause: the next event would fare no better.
			return hasAnswer && retryAfterMs === undefined ? { kind: 'again' } : { kind: 'stop', reason: outcome.reason };
		}
	}
}
