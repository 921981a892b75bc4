import { toIso } from '../../adapters/clock.ts';
import { formatAge, formatBytes } from '../../core/format.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { Database } from '../../store/database.ts';
import { type Delivery, deliveriesOf } from '../../store/deliveries.ts';
import { type DeadLetter, listOutbox, type OutboxSummary } from '../../store/outbox.ts';

const ATTEMPTS_SHOWN = 5;
const LONGEST_REASON = 320;

/** An event of the outbox with the last attempts to deliver it. */
export interface WaitingEvent extends OutboxSummary {
	readonly deliveries: readonly Delivery[];
}

export const readWaiting = (database: Database): readonly WaitingEvent[] =>
	listOutbox(database).map((event) => ({
		...event,
		deliveries: deliveriesOf(database, event.runId, ATTEMPTS_SHOWN),
	}));

export function deliveryJson({ atMs, durationMs, result, statusCode, reason, runId }: Delivery): object {
	return { runId, result, at: toIso(atMs), durationMs, statusCode, reason };
}

export function waitingJson(event: WaitingEvent): object {
	const { runId, slug, queuedAtMs, attempts, sizeBytes, retryAfterMs, deliveries } = event;
	return {
		runId,
		slug,
		queuedAt: toIso(queuedAtMs),
		attempts,
		sizeBytes,
		notBefore: retryAfterMs > 0 ? toIso(retryAfterMs) : undefined,
		deliveries: deliveries.map(deliveryJson),
	};
}

export function deadLetterJson({ runId, slug, diedAtMs, attempts, statusCode, reason }: DeadLetter): object {
	return { runId, slug, at: toIso(diedAtMs), attempts, statusCode: statusCode ?? undefined, reason };
}

export const codeWord = (statusCode: number | undefined | null): string => (statusCode == null ? '' : `${statusCode} `);
export const eventName = (slug: string | null | undefined, runId: string): string => toPrintableLine(slug ?? runId, 40);

const count = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'}`;

/** @param showsId whether the run's id stands there too, for a command that takes it */
const title = (slug: string | null, runId: string, showsId: boolean) =>
	`  ${eventName(slug, runId)}${showsId ? `  ${toPrintableLine(runId, 60)}` : ''}`;

function attemptLine({ atMs, result, statusCode, reason, durationMs }: Delivery, now: number): string {
	const words = toPrintableLine(reason ?? result, LONGEST_REASON);
	return `    ${formatAge(atMs, now)}: ${codeWord(statusCode)}${words} (${result}, ${durationMs} ms)`;
}

export function waitingLines(event: WaitingEvent, now: number, showsId = false): readonly string[] {
	const { slug, runId, queuedAtMs, attempts, sizeBytes, retryAfterMs, deliveries } = event;
	const pause = retryAfterMs > now ? `, not before ${toIso(retryAfterMs)}` : '';
	// What another program queued has no bytes before it is sent.
	const size = sizeBytes > 0 ? `, ${formatBytes(sizeBytes)}` : '';
	return [
		`${title(slug, runId, showsId)}  queued ${formatAge(queuedAtMs, now)}${size}, ${count(attempts, 'attempt')}${pause}`,
		...deliveries.map((delivery) => attemptLine(delivery, now)),
	];
}

export function deadLetterLines(letter: DeadLetter, now: number, showsId = false): readonly string[] {
	const { slug, runId, diedAtMs, attempts, statusCode, reason } = letter;
	return [
		`${title(slug, runId, showsId)}  ${formatAge(diedAtMs, now)}, after ${count(attempts, 'attempt')}`,
		`    ${codeWord(statusCode)}${toPrintableLine(reason, LONGEST_REASON)}`,
	];
}
