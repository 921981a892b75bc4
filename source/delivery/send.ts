import ky from 'ky';
import type { Environment } from '../adapters/environment.ts';
import type { Outcome } from '../core/delivery-outcome.ts';
import type { WireBody } from '../core/payload/wire.ts';
import { parseProxy, proxyFor } from '../core/proxy.ts';
import { outcomeOf, readText } from './answer.ts';
import { createExchange, type Delivery, type Exchange } from './exchange.ts';
import { failureOutcome } from './failure.ts';
import { requestHeaders } from './headers.ts';
import { followable, MOST_REDIRECTS } from './redirect.ts';

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

export type Send = (request: SendRequest) => Promise<SendResult>;

/** Limit of the way to a connection: name, TCP, proxy and TLS together. */
const CONNECT_LIMIT_MS = 3_000;

function post(exchange: Exchange, url: string, request: SendRequest, delivery: Delivery) {
	return ky(url, {
		method: 'POST',
		headers: requestHeaders(request),
		// Bytes and signal go past ky: a Request would make a stream of unknown length of the one, and of the other a
		// signal of its own, which no longer fires once the garbage collector was here (Node 22.13 and 26.10).
		fetch: (input) => exchange(input as Request, delivery),
		// Retrying belongs to the outbox; ky's own would re-send inside one attempt and sleep past the deadline.
		retry: 0,
		timeout: false,
		throwHttpErrors: false,
	});
}

/** Settles no later than the signal, whatever the runtime makes of an abort. */
function upTo<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
		work.then(resolve, reject);
	});
}

/** The answer, after as many redirects as may be followed. */
async function ask(exchange: Exchange, request: SendRequest, delivery: Delivery) {
	let { url } = request;
	for (let redirects = 0; ; redirects++) {
		const response = await post(exchange, url, request, delivery);
		const next = redirects < MOST_REDIRECTS ? followable(url, response) : undefined;
		if (next === undefined) return { url, response };
		response.body?.cancel().catch(() => {});
		url = next;
	}
}

/**
 * Makes the sender: one POST per call, which never throws; every way it can end is an outcome.
 * @param environment where proxies are named
 */
export function createSend(environment: Environment, connectLimitMs = CONNECT_LIMIT_MS): Send {
	const exchange = createExchange(connectLimitMs);
	return async (request) => {
		const startedAt = performance.now();
		const result = (outcome: Outcome, hasAnswer: boolean): SendResult => ({
			outcome,
			hasAnswer,
			durationMs: performance.now() - startedAt,
		});
		const route = proxyFor(request.url, environment);
		const proxy = route && parseProxy(route);
		if (route && !proxy) {
			return result({ kind: 'configuration', reason: `${route.variable} names no http: or https: proxy` }, false);
		}
		// A timer of our own holds what AbortSignal.timeout() would hold weakly.
		const deadline = new AbortController();
		const { signal } = deadline;
		const timer = setTimeout(() => deadline.abort(), request.deadlineMs);
		try {
			const delivery = { body: request.body, proxy, signal };
			const { url, response } = await upTo(signal, ask(exchange, request, delivery));
			// The class is decided by the head: an answer that breaks off in its body was still given.
			const text = await upTo(signal, readText(response)).catch(() => '');
			return result(outcomeOf(url, response, text, request.key), true);
		} catch (error) {
			if (!signal.aborted) return result(failureOutcome(error), false);
			return result({ kind: 'transient', reason: `no answer within ${request.deadlineMs} ms` }, false);
		} finally {
			clearTimeout(timer);
		}
	};
}

/** The sender of this process. */
export const send: Send = createSend(process.env);
