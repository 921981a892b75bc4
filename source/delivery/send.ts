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

/**
 * The receiver's words made fit to store and show; the key is taken out, should the receiver have echoed it. It is
 * looked for in the printable words: a control sequence inside it would hide it until it is stripped.
 */
function reasonFrom(statusCode: number, text: string, key: string | undefined): string {
	const words = toPrintableLine(readErrorWords(text), LARGEST_ANSWER);
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

interface Failure {
	readonly code: string | undefined;
	readonly message: string;
}

/** The innermost error that says something: fetch wraps the system's error in others. */
function innermost(error: unknown): Failure {
	for (let current = error, depth = 0; depth < 5; depth++) {
		const { cause, code, errors, message } = (current ?? {}) as Record<string, unknown>;
		const inner = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
		if (inner !== undefined) current = inner;
		else {
			const words = typeof message === 'string' ? message : String(current);
			return { code: typeof code === 'string' ? code : undefined, message: words };
		}
	}
	return { code: undefined, message: 'unknown error' };
}

/**
 * fetch hides a 407 in an error: from a proxy's tunnel with the number in its words, from any other answer with
 * neither code nor words (undici's `makeNetworkError()`, which it gives for nothing else).
 */
function wantsProxyCredentials({ code, message }: Failure): boolean {
	return /\(407\)|proxy authentication required/i.test(message) || (code === undefined && message === '');
}

function failureOutcome(error: unknown): Outcome {
	const failure = innermost(error);
	if (wantsProxyCredentials(failure)) {
		return { kind: 'configuration', statusCode: 407, reason: 'a proxy wants credentials (HTTP 407)' };
	}
	const reason = toPrintableLine(failure.code ?? failure.message, LONGEST_REASON);
	return { kind: classifyConnectionError(reason) === 'configuration' ? 'configuration' : 'transient', reason };
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
		return result(failureOutcome(error), false);
	}
}
