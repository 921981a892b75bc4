import { backoffMs, expiryReason, TRIES_PER_PASS } from '../core/delivery-outcome.ts';
import type { SenderSettings } from '../core/settings/delivery-mode.ts';
import { tryClaim } from '../store/claims.ts';
import { addToCounter, REPLACED_COUNTER } from '../store/counters.ts';
import type { Database } from '../store/database.ts';
import { hasDueEvents, newestPosition, nextDueEvent, type OutboxEvent } from '../store/outbox.ts';
import type { ReplacedSecrets } from './clean-artifacts.ts';
import { bury, recordOutcome, type Step } from './record.ts';
import type { SendRequest, SendResult } from './send.ts';
import { bodyFor } from './stored-body.ts';

/** What a pass needs of the world outside. */
export interface FlushTools {
	readonly database: Database;
	readonly send: (request: SendRequest) => Promise<SendResult>;
	readonly nowMs: () => number;
	readonly sleep: (ms: number) => Promise<void>;
	/** 0 ≤ random < 1 */
	readonly random: () => number;
	/** Milliseconds left for the whole pass. */
	readonly remainingMs: () => number;
}

export interface FlushReport {
	readonly delivered: number;
	readonly rejected: number;
	/** Why the pass ended before the outbox was through, if it did. */
	readonly stoppedBy?: string | undefined;
	/** Another process is delivering; it will see what is due. */
	readonly isBusy: boolean;
}

const CLAIM = 'flush';
/** Longer than any pass; a claim whose owner was killed is taken over at once all the same. */
const CLAIM_LIFETIME_MS = 60_000;
/** Less than this is not worth a connection. */
const SHORTEST_ATTEMPT_MS = 20;

interface Pass extends FlushTools {
	readonly settings: SenderSettings;
	readonly userAgent: string;
}

function countReplaced(database: Database, replaced: ReplacedSecrets): void {
	for (const [rule, count] of Object.entries(replaced)) addToCounter(database, REPLACED_COUNTER + rule, count);
}

async function deliver(pass: Pass, event: OutboxEvent): Promise<Step> {
	const { database, settings, userAgent } = pass;
	for (let tries = 0; tries < TRIES_PER_PASS; tries++) {
		const attempts = event.attempts + tries;
		const expiry = expiryReason(attempts, event.queuedAtMs, pass.nowMs());
		if (expiry) {
			bury(pass, { ...event, attempts }, 'expired', { reason: expiry });
			return { kind: 'next', result: 'rejected' };
		}
		const sendable = await bodyFor(database, event, settings);
		if (sendable.kind === 'held') return { kind: 'next' };
		if (sendable.kind === 'unsendable') {
			bury(pass, event, 'rejected', { reason: sendable.reason });
			return { kind: 'next', result: 'rejected' };
		}
		if (tries > 0) await pass.sleep(Math.min(backoffMs(tries - 1, pass.random()), Math.max(0, pass.remainingMs())));
		const deadlineMs = Math.floor(Math.min(settings.timeoutMs, pass.remainingMs()));
		if (deadlineMs < SHORTEST_ATTEMPT_MS) return { kind: 'stop', reason: 'out of time' };
		const { url, key } = settings;
		const request = { url, key, runId: event.runId, body: sendable.body, retryCount: attempts, deadlineMs, userAgent };
		const step = recordOutcome(pass, { ...event, attempts }, await pass.send(request));
		if (step.kind === 'again') continue;
		if (step.kind === 'next' && step.result === 'delivered') countReplaced(database, sendable.replaced);
		return step;
	}
	return { kind: 'next' };
}

interface Counts {
	delivered: number;
	rejected: number;
}

/** Goes through what is due, oldest first, once. */
async function goThrough(pass: Pass, counts: Counts): Promise<string | undefined> {
	let after = 0;
	for (;;) {
		const event = nextDueEvent(pass.database, after, pass.nowMs());
		if (!event) return undefined;
		after = event.position;
		const step = await deliver(pass, event);
		if (step.kind === 'stop') return step.reason;
		if (step.kind === 'next' && step.result) counts[step.result]++;
	}
}

/**
 * Delivers what is due. One process at a time does so per project: a second one may leave at once, because events
 * that were queued behind the first one's back are looked for again after it let go of the claim.
 */
export async function flush(tools: FlushTools, settings: SenderSettings, userAgent: string): Promise<FlushReport> {
	const pass: Pass = { ...tools, settings, userAgent };
	const { database, nowMs } = tools;
	const counts: Counts = { delivered: 0, rejected: 0 };
	for (;;) {
		const claim = tryClaim(database, CLAIM, nowMs(), CLAIM_LIFETIME_MS);
		if (!claim) return { ...counts, isBusy: true };
		const before = newestPosition(database);
		let stoppedBy: string | undefined;
		try {
			stoppedBy = await goThrough(pass, counts);
		} finally {
			claim.release();
		}
		const isThrough = newestPosition(database) <= before || !hasDueEvents(database, nowMs());
		if (stoppedBy !== undefined || isThrough) return { ...counts, stoppedBy, isBusy: false };
	}
}
