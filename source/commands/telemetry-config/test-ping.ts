import { nowMs, toIso } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import type { Run } from '../../core/run.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import { send } from '../../delivery/send.ts';
import { buildEvent, NO_SURROUNDINGS } from '../../lifecycle/build-event.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings, senderSettings, USER_AGENT } from '../workplace.ts';

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

/** `telemetry-config test`: one event, sent now, and what came of it. Nothing is queued. */
export const testPing: Handler = async ({ flags }, context) => {
	const settings = loadSettings(findProject(context), context.environment);
	const mode = deliveryMode(settings);
	if (mode.kind === 'inactive')
		throw new UserError(`nothing is sent: ${mode.message}`, 'See: murmur8 telemetry-config');
	const run = pingRun(nowMs());
	const rendering = buildEvent(run, NO_SURROUNDINGS, settings.values, undefined);
	if (rendering?.kind !== 'body')
		throw new UserError('the test event could not be made', 'See: murmur8 telemetry-config', 1);
	const { url, key, timeoutMs } = senderSettings(settings, mode.endpoint.url);
	const { runId } = run;
	const request = {
		url,
		key,
		runId,
		body: rendering.body,
		retryCount: 0,
		deadlineMs: timeoutMs,
		userAgent: USER_AGENT,
	};
	const { outcome, durationMs } = await send(request);
	const took = Math.round(durationMs);
	const reason = outcome.kind === 'delivered' ? undefined : outcome.reason;
	if (flags['json']) {
		const { statusCode } = outcome;
		context.print(
			JSON.stringify({
				result: outcome.kind,
				statusCode,
				reason,
				durationMs: took,
				bytes: rendering.body.length,
				at: toIso(nowMs()),
			}),
		);
	} else {
		const status = outcome.statusCode === undefined ? '' : ` (HTTP ${outcome.statusCode})`;
		const words = reason === undefined ? `delivered${status}` : `${outcome.kind}${status}: ${reason}`;
		context.print(`${words}, ${took} ms, ${rendering.body.length} bytes`);
	}
	return outcome.kind === 'delivered' ? 0 : 1;
};
