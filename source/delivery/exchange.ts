import { Agent, type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { openConnection, type Route } from './connection.ts';
import { proxyAuthorization } from './tunnel.ts';

/** A server that has more to say about an id or an error is talking about something else. */
const LARGEST_HEAD = 16_384;
/** Nothing is read ahead. Without it Node counts chunks, not bytes, against its high-water mark. */
const PULLED = { strategy: { highWaterMark: 0 } };
/** Answers before the answer (100, 102, 103). A flood of them costs 50 MB a second. */
const MOST_INTERIM = 100;
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Connections of one route, kept open from event to event. */
class RouteAgent extends Agent {
	readonly #route: Route;
	readonly #connectLimitMs: number;

	constructor(route: Route, connectLimitMs: number) {
		// No proxies by the runtime's own rules: Deno applies them to every agent where NODE_USE_ENV_PROXY asks for it.
		super({ keepAlive: true, proxyEnv: {} });
		this.#route = route;
		this.#connectLimitMs = connectLimitMs;
	}

	override createConnection(options: object, callback?: (error: Error | null, socket: Socket) => void): undefined {
		const { ended } = options as { ended: AbortSignal };
		openConnection(this.#route, this.#connectLimitMs, ended).then(
			(socket) => callback?.(null, socket),
			// The declared type has a socket even where there is none.
			(error: Error) => callback?.(error, undefined as unknown as Socket),
		);
		return undefined;
	}
}

function toResponse(message: IncomingMessage): Response {
	const { statusCode = 0, headers } = message;
	if (statusCode < 200 || statusCode > 599) throw new Error(`an answer with the status ${statusCode}`);
	const fields = Object.entries(headers).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value ?? '']).map((text): [string, string] => [name, text]),
	);
	if (BODILESS.has(statusCode)) {
		message.on('error', () => {}).resume();
		return new Response(null, { status: statusCode, headers: fields });
	}
	return new Response(Readable.toWeb(message, PULLED) as ReadableStream, { status: statusCode, headers: fields });
}

/** Settles with the head of the final answer; its body may come later, or not at all. */
function untilAnswer(request: ClientRequest): Promise<Response> {
	return new Promise((resolve, reject) => {
		let interim = 0;
		request.on('error', reject);
		request.on('information', () => {
			if (++interim === MOST_INTERIM) request.destroy(new Error(`more than ${MOST_INTERIM} interim answers`));
		});
		request.on('upgrade', (_message, socket) => {
			socket.destroy();
			reject(new Error('an answer with the status 101'));
		});
		request.on('response', (message) => {
			// A body that nobody reads any more would keep the connection, and with it the process.
			message.on('end', () => request.writableFinished || request.destroy());
			try {
				resolve(toResponse(message));
			} catch (error) {
				request.destroy();
				reject(error);
			}
		});
	});
}

/** What a Request can't carry: the bytes with their length, the way, and a signal that lives as long as it is held. */
export interface Delivery {
	readonly body: Uint8Array;
	readonly proxy: URL | undefined;
	readonly signal: AbortSignal;
}

export type Exchange = (request: Request, delivery: Delivery) => Promise<Response>;

/**
 * fetch over `node:http`, for ky. The built-in fetch of each runtime has rules of its own: Node's repeats a POST that
 * was answered 421, hides a 407, inflates what was never asked to be compressed, ignores proxies up to 24 and holds the
 * process for ten seconds at an address that does not answer; Deno's obeys proxies by other rules. This one is the
 * same everywhere, and takes less time to load (Node 26.10: 73 ms for a process with one POST against 80 ms).
 */
export function createExchange(connectLimitMs: number): Exchange {
	const agents = new Map<string, RouteAgent>();
	const agentFor = (route: Route): RouteAgent => {
		const name = `${route.target.origin} ${route.proxy?.href ?? ''}`;
		const agent = agents.get(name) ?? new RouteAgent(route, connectLimitMs);
		agents.set(name, agent);
		return agent;
	};
	return ({ url, method, headers }, { body, proxy, signal }) => {
		const target = new URL(url);
		// What is not tunnelled is asked of the proxy itself, by its whole address.
		const forwarder = target.protocol === 'http:' ? proxy : undefined;
		const authorization = forwarder && proxyAuthorization(forwarder);
		const path = `${target.pathname}${target.search}`;
		const options = {
			agent: agentFor({ target, proxy }),
			method,
			path: forwarder ? `${target.origin}${path}` : path,
			headers: {
				host: target.host,
				...Object.fromEntries(headers),
				'content-length': String(body.length),
				...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
			},
			maxHeaderSize: LARGEST_HEAD,
			signal,
			// The agent is not given the request's signal.
			ended: signal,
		};
		const request = startRequest(options);
		const answer = untilAnswer(request);
		request.end(body);
		return answer;
	};
}
