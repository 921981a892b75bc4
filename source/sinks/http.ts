import { parseProxy, proxyFor } from '../core/proxy.ts';
import { createExchange } from '../delivery/exchange.ts';
import { type Remaining, SinkError } from './sink.ts';

const CONNECT_LIMIT_MS = 3_000;
const LARGEST_ANSWER = 65_536;

export interface HttpRequest {
	readonly method: 'POST' | 'PUT';
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

export interface HttpAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Uint8Array;
}

const exchange = createExchange(CONNECT_LIMIT_MS);

async function readBody(response: Response): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of response.body ?? []) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > LARGEST_ANSWER) break;
	}
	return Buffer.concat(chunks);
}

/** Settles no later than the signal, whatever the runtime makes of an abort. */
function upTo<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
		work.then(resolve, reject);
	});
}

/**
 * One request, no redirects: a backend's address is where it was said to be.
 * @throws SinkError where no answer came in time, or none could come
 */
export async function askBackend(request: HttpRequest, remainingMs: Remaining): Promise<HttpAnswer> {
	const { url, method, headers, body } = request;
	const route = proxyFor(url, process.env);
	const proxy = route && parseProxy(route);
	if (route && !proxy) throw new SinkError(`${route.variable} names no http: or https: proxy`);
	const deadline = new AbortController();
	const { signal } = deadline;
	const timer = setTimeout(() => deadline.abort(new SinkError('no answer in time')), Math.max(1, remainingMs()));
	try {
		const asked = exchange(new Request(url, { method, headers }), { body, proxy, signal });
		const response = await upTo(signal, asked);
		const answer = await upTo(signal, readBody(response)).catch(() => new Uint8Array());
		return { status: response.status, headers: response.headers, body: answer };
	} finally {
		clearTimeout(timer);
	}
}
