import { nowMs } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import type { Outcome } from '../../core/delivery-outcome.ts';
import type { Run } from '../../core/run.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { send } from '../../delivery/send.ts';
import { buildEvent, NO_SURROUNDINGS } from '../../lifecycle/build-event.ts';
import { UserError } from '../spec.ts';
import { senderSettings, USER_AGENT } from '../workplace.ts';

/** A run that says by its slug that it is none. */
function pingRun(now: number): Run {
	return {
		runId: randomUuid(),
		slug: 'murmur8-test-ping',
		type: 'feature',
		status: 'success',
		startedAtMs: now,
		completedAtMs: now,
		feedbackWithheld: true,
		stages: [],
	};
}

/** What came of a test event. */
export interface PingReport {
	readonly outcome: Outcome;
	readonly durationMs: number;
	readonly sizeBytes: number;
}

/**
 * Sends one test event, now. Nothing is queued.
 * @throws UserError where these settings send nothing
 */
export async function ping(settings: ResolvedSettings): Promise<PingReport> {
	const mode = deliveryMode(settings);
	if (mode.kind === 'inactive')
		throw new UserError(`nothing is sent: ${mode.message}`, 'See: murmur8 telemetry-config');
	const run = pingRun(nowMs());
	const rendering = buildEvent(run, [], NO_SURROUNDINGS, settings.values, undefined);
	if (rendering?.kind !== 'body')
		throw new UserError('the test event could not be made', 'See: murmur8 telemetry-config', 1);
	const { url, key, timeoutMs } = senderSettings(settings, mode.endpoint.url);
	const { runId } = run;
	const { body } = rendering;
	const request = { url, key, runId, body, retryCount: 0, deadlineMs: timeoutMs, userAgent: USER_AGENT };
	const { outcome, durationMs } = await send(request);
	return { outcome, durationMs: Math.round(durationMs), sizeBytes: body.length };
}

/** `delivered (HTTP 201), 12 ms, 300 bytes` */
export function pingWords({ outcome, durationMs, sizeBytes }: PingReport): string {
	const status = outcome.statusCode === undefined ? '' : ` (HTTP ${outcome.statusCode})`;
	const words = outcome.kind === 'delivered' ? `delivered${status}` : `${outcome.kind}${status}: ${outcome.reason}`;
	return `${words}, ${durationMs} ms, ${sizeBytes} bytes`;
}
