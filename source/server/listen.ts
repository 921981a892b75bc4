import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Connection } from './app.ts';
import type { Binding } from './hosts.ts';
import { badRequest } from './refusal.ts';

export interface Listening {
	readonly port: number;
	/** Addresses that it listens on. */
	readonly hosts: readonly string[];
	/** Takes no more requests, lets those that are being answered end, and cuts what goes on for too long. */
	readonly close: () => Promise<void>;
}

export type Answer = (request: Request, connection: Connection) => Response | Promise<Response>;

/** How long a stranger may take to say what it wants. */
const HEADERS_MS = 10_000;
const LONGEST_END_MS = 2_000;
const MOST_HEADER_BYTES = 16_384;
/** Loopback by the newer protocol is missing on some machines. */
const NO_SUCH_ADDRESS: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

const REFUSED = badRequest('this is no request that can be understood');
const REFUSED_BODY = JSON.stringify({ source: 'empty', error: { code: REFUSED.code, message: REFUSED.message } });

function listenOn(server: Server, host: string, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host, port, exclusive: true }, () => {
			server.off('error', reject);
			resolve((server.address() as AddressInfo).port);
		});
	});
}

function create(answer: Answer): Server {
	const listener = getRequestListener(
		(request, bindings) => {
			const { incoming, outgoing } = bindings as { incoming: { socket: Socket }; outgoing: { destroy: () => void } };
			const port = incoming.socket.localPort ?? 0;
			return answer(request, { port, drop: () => outgoing.destroy() });
		},
		{
			overrideGlobalObjects: false,
			errorHandler: () =>
				new Response(REFUSED_BODY, { status: REFUSED.status, headers: { 'content-type': 'application/json' } }),
		},
	);
	const server = createServer(
		{
			requireHostHeader: false,
			headersTimeout: HEADERS_MS,
			requestTimeout: HEADERS_MS,
			maxHeaderSize: MOST_HEADER_BYTES,
		},
		(request, response) => void listener(request, response),
	);
	server.on('clientError', (_error, socket) => {
		if (!socket.writable) return socket.destroy();
		const length = Buffer.byteLength(REFUSED_BODY);
		const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`;
		return socket.end(head + REFUSED_BODY);
	});
	return server;
}

function end(server: Server): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => server.closeAllConnections(), LONGEST_END_MS);
		server.close(() => {
			clearTimeout(timer);
			resolve();
		});
		server.closeIdleConnections();
	});
}

/**
 * Listens on every host of the binding with one port.
 * @throws the system's error where the first can't be had, or another one for more than its being missing
 */
export async function listen({ hosts, port }: Binding, answer: Answer): Promise<Listening> {
	const servers: { readonly server: Server; readonly host: string }[] = [];
	let taken = port;
	const close = async () => void (await Promise.all(servers.map(({ server }) => end(server))));
	for (const host of hosts) {
		const server = create(answer);
		try {
			taken = await listenOn(server, host, taken);
			servers.push({ server, host });
		} catch (error) {
			if (servers.length > 0 && NO_SUCH_ADDRESS.has((error as NodeJS.ErrnoException).code)) continue;
			await close();
			throw error;
		}
	}
	return { port: taken, hosts: servers.map(({ host }) => host), close };
}
