import type { Outcome } from '../core/delivery-outcome.ts';
import { errorText } from '../core/error-text.ts';
import { isJsonObject } from '../core/json.ts';
import { deliveryMode } from '../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import { toPrintableLine } from '../core/text.ts';
import type { TelemetryConfig } from './config.ts';
import { render, toEnvelope } from './outgoing.ts';
import type { Payload } from './payload.ts';
import { enqueueOnce } from './queue.ts';
import { resolveConfig } from './resolve-config.ts';
import { USER_AGENT } from './user-agent.ts';

/** What came of sending one event. */
export interface SendResult {
	/** The receiver has it. */
	readonly ok: boolean;
	/** HTTP status; null where no answer came. */
	readonly statusCode: number | null;
	/** The id that the receiver gave it. */
	readonly id: string | null;
	/** Why it was not delivered: one line, never with the key in it. */
	readonly error: string | null;
	/** Whether it waits in the queue now. */
	readonly queued: boolean;
	/** Nothing was to be sent: no URL, audience `off`, or `DO_NOT_TRACK`. */
	readonly skipped: boolean;
}

const NOTHING: SendResult = { ok: false, statusCode: null, id: null, error: null, queued: false, skipped: false };
const SKIPPED: SendResult = { ...NOTHING, skipped: true };

const failed = (error: string): SendResult => ({ ...NOTHING, error });

const messageOf = (error: unknown) => toPrintableLine(errorText(error));

/** What a header can carry; a run id of another program may be anything. */
const HEADER_TEXT = /^[\u0021-\u007E]{1,200}$/;

/** Keeps an event for later, if there is a queue. Where it can't be kept, the result says so too. */
function keep(result: SendResult, payload: Payload, queuePath: unknown): SendResult {
	if (typeof queuePath !== 'string' || queuePath === '') return result;
	try {
		enqueueOnce(payload, queuePath);
		return { ...result, queued: true };
	} catch (error) {
		return { ...result, error: `${result.error}; not queued: ${messageOf(error)}` };
	}
}

function fromOutcome(outcome: Outcome): SendResult {
	const statusCode = outcome.statusCode ?? null;
	if (outcome.kind === 'delivered') return { ...NOTHING, ok: true, statusCode, id: outcome.remoteId ?? null };
	return { ...NOTHING, statusCode, error: outcome.reason };
}

/** A URL or key that is wrong will be mended, and the event can wait for it; any other setting may withhold it. */
function isToBeMended({ problems }: ResolvedSettings): boolean {
	return problems.length > 0 && problems.every(({ name }) => name === 'url' || name === 'key');
}

/** Switched off, or never switched on. */
function isOff({ values, problems }: ResolvedSettings): boolean {
	return values.audience === 'off' || (!values.url && problems.every(({ name }) => name !== 'url'));
}

async function sendOrKeep(payload: unknown, config: unknown): Promise<SendResult> {
	const queuePath = isJsonObject(config) ? config['queuePath'] : undefined;
	const settings = resolveConfig(config);
	if (isOff(settings)) return SKIPPED;
	if (!isJsonObject(payload)) return failed('a payload must be an object');
	const { values } = settings;
	const mode = deliveryMode(settings);
	const envelope = toEnvelope(payload);
	const { runId } = envelope;
	if (!HEADER_TEXT.test(runId)) return failed('runId must be visible ASCII of at most 200 characters');
	const outgoing = await render(envelope, values);
	if (outgoing.kind === 'unsendable') return failed(outgoing.reason);
	if (mode.kind === 'inactive') {
		const result = failed(mode.message);
		return isToBeMended(settings) ? keep(result, outgoing.queued, queuePath) : result;
	}
	// Loaded when something is sent: importing the library stays fast.
	const { send } = await import('../delivery/send.ts');
	const { outcome } = await send({
		url: mode.endpoint.url,
		key: values.key,
		runId,
		body: outgoing.body,
		retryCount: 0,
		deadlineMs: values.timeoutMs,
		userAgent: USER_AGENT,
	});
	const result = fromOutcome(outcome);
	const isForLater = outcome.kind === 'transient' || outcome.kind === 'configuration';
	return isForLater ? keep(result, outgoing.queued, queuePath) : result;
}

/** The key of a config, whatever it is, for taking it out of an error text. */
function keyOf(config: unknown): string {
	try {
		const key = isJsonObject(config) ? config['key'] : undefined;
		return typeof key === 'string' ? key.trim() : '';
	} catch {
		return '';
	}
}

function withoutKey(result: SendResult, config: unknown): SendResult {
	const key = keyOf(config);
	return key === '' || result.error === null ? result : { ...result, error: result.error.replaceAll(key, '****') };
}

/**
 * Sends one event: one POST with `Idempotency-Key: <runId>` inside `config.timeoutMs`. The Promise is never rejected,
 * whatever the arguments are. An event that fails for a reason that passes or can be mended (no answer, 5xx, 429, 401,
 * a wrong URL) is appended to `config.queuePath`, if there is one; one that the receiver refuses (422) is not.
 * @param payload an envelope of `buildPayload`, or a run alone; what `config.audience` withholds is not sent
 * @param config as `loadConfig` gives it; without a URL nothing is sent and the result is `skipped`
 */
export async function sendTelemetry(
	payload: Payload | Readonly<Record<string, unknown>>,
	config: TelemetryConfig,
): Promise<SendResult> {
	try {
		return withoutKey(await sendOrKeep(payload, config), config);
	} catch (error) {
		return withoutKey(failed(messageOf(error)), config);
	}
}
