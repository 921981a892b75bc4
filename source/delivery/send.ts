import ky from 'ky';
import { nowMs } from '../adapters/clock.ts';
import {
	classifyConnectionError,
	classifyStatus,
	type Outcome,
	readErrorWords,
	readRemoteId,
	readRetryAfter,
} from '../core/delivery-outcome.ts';
import type { WireBody } from '../core/payload/wire.ts';
import { toPrintableLine } from '../core/text.ts';
import { requestHeaders } from './headers.ts';

export interface SendRequest {
	readonly url: string;
	readonly key: string | undefined;
	readonly runId: string;
	readonly body: WireBody;
	/** Attempts before this one. */
	readonly retryCount: number;
	/** Absolute limit of the whole exchange, connection to last byte. */
	readonly deadlineMs: number;
	readonly userAgent: string;
}

export interface SendResult {
	readonly outcome: Outcome;
	/** False where no HTTP answer came: the next event would fare no better. */
	readonly hasAnswer: boolean;
	readonly durationMs: number;
}

/** A receiver's answer is an id or an error; more than this is not read. */
const LARGEST_ANSWER = 65_536;
const LONGEST_REASON = 300;

/** Reads at most `LARGEST_ANSWER` bytes, then drops the connection. */
async function readAnswer(response: Response): Promise<string> {
	if (!response.body) return '';
	const reader = response.body.getReader();
	const chunks: Uint8Array[] = [];
	let size = 0;
	while (size < LARGEST_ANSWER) {
		const { done, value } = await reader.read();
		if (done) break;
		chunks.push(value);
		size += value.length;
	}
	reader.cancel().catch(() => {});
	return Buffer.concat(chunks).subarray(0, LARGEST_ANSWER).toString('utf8');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The receiver's words made fit to store and show; the key is taken out, should the receiver have echoed it. */
function reasonFrom(statusCode: number, text: string, key: string | undefined): string {
	const words = readErrorWords(text);
	const safe = toPrintableLine(key === undefined ? words : words.replaceAll(key, '****'), LONGEST_REASON);
	return safe === '' ? `HTTP ${statusCode}` : safe;
}

async function readOutcome(response: Response, key: string | undefined): Promise<Outcome> {
	const { status } = response;
	const kind = classifyStatus(status);
	// The class is decided by the head: an answer that breaks off in its body was still given.
	const text = await readAnswer(response).catch(() => '');
	if (kind === 'delivered') return { kind, statusCode: status, remoteId: readRemoteId(parseJson(text)) };
	const reason = reasonFrom(status, text, key);
	if (kind !== 'transient') return { kind, statusCode: status, reason };
	const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), nowMs(), Date.parse);
	return { kind, statusCode: status, reason, retryAfterMs };
}

/** The innermost code or message of an error: fetch wraps the system's error in others. */
function errorCode(error: unknown): string {
	for (let current = error, depth = 0; depth < 5; depth++) {
		const { cause, code, errors, message } = (current ?? {}) as Record<string, unknown>;
		const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
		if (inner !== undefined) current = inner;
		else if (typeof code === 'string') return code;
		else return typeof message === 'string' ? message : String(current);
	}
	return 'unknown error';
}

/** One POST. Never throws; every way it can end is an outcome. */
export async function send(request: SendRequest): Promise<SendResult> {
	const startedAt = performance.now();
	const signal = AbortSignal.timeout(request.deadlineMs);
	const result = (outcome: Outcome, hasAnswer: boolean): SendResult => ({
		outcome,
		hasAnswer,
		durationMs: performance.now() - startedAt,
	});
	try {
		const response = await ky(request.url, {
			method: 'POST',
			body: request.body as unknown as Uint8Array<ArrayBuffer>,
			headers: requestHeaders(request),
			signal,
			// Retrying belongs to the outbox; ky's own would re-send inside one attempt and sleep past the deadline.
			retry: 0,
			timeout: false,
			redirect: 'manual',
			throwHttpErrors: false,
		});
		return result(await readOutcome(response, request.key), true);
	} catch (error) {
		if (signal.aborted)
			return result({ kind: 'transient', reason: `no answer within ${request.deadlineMs} ms` }, false);
		const code = toPrintableLine(errorCode(error), LONGEST_REASON);
		const kind = classifyConnectionError(code) === 'configuration' ? 'configuration' : 'transient';
		return result({ kind, reason: code }, false);
	}
}
