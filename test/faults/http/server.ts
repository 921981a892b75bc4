import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface Received {
	/** Request line and header lines as they came. */
	readonly head: string;
	readonly body: Buffer;
}

/** One connection as a behaviour sees it. */
export interface Peer {
	readonly socket: Socket;
	/** Calls back at the first head; what follows it is not read for it. */
	readonly onHead: (then: (head: string) => void) => void;
	/** Calls back at every request that came whole. */
	readonly onRequest: (then: (request: Received, count: number) => void) => void;
}

export type Serve = (peer: Peer) => void;

export interface FaultServer {
	readonly port: number;
	readonly connections: () => number;
	/** The requests that came whole, of those behaviours that read them. */
	readonly requests: readonly Received[];
	/** Resolves when every connection so far is closed. */
	readonly untilClosed: () => Promise<void>;
	readonly stop: () => Promise<void>;
}

const END_OF_HEAD = '\r\n\r\n';
const lengthOf = (head: string) => Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
export const headerOf = (head: string, name: string): string | undefined =>
	new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();

function toPeer(socket: Socket, requests: Received[]): Peer {
	return {
		socket,
		onHead: (then) => {
			let text = '';
			const take = (chunk: Buffer) => {
				text += chunk.toString('latin1');
				const end = text.indexOf(END_OF_HEAD);
				if (end === -1) return;
				socket.off('data', take);
				then(text.slice(0, end));
			};
			socket.on('data', take);
		},
		onRequest: (then) => {
			let chunks: Buffer[] = [];
			let size = 0;
			let needed = 0;
			socket.on('data', (chunk: Buffer) => {
				chunks.push(chunk);
				size += chunk.length;
				if (size < needed) return;
				const bytes = Buffer.concat(chunks);
				chunks = [bytes];
				const end = bytes.indexOf(END_OF_HEAD);
				if (end === -1) return;
				const head = bytes.toString('latin1', 0, end);
				needed = end + END_OF_HEAD.length + lengthOf(head);
				if (size < needed) return;
				const request = { head, body: bytes.subarray(end + END_OF_HEAD.length, needed) };
				[chunks, size, needed] = [[], 0, 0];
				requests.push(request);
				then(request, requests.length);
			});
		},
	};
}

/** A server of TCP or TLS that does with a connection whatever `serve` does. */
export async function startFaultServer(serve: Serve, tls?: TlsOptions, host = '127.0.0.1'): Promise<FaultServer> {
	const sockets: Socket[] = [];
	const closed: Promise<void>[] = [];
	const requests: Received[] = [];
	const take = (socket: Socket) => {
		socket.on('error', () => {});
		serve(toPeer(socket, requests));
	};
	const note = (socket: Socket) => {
		sockets.push(socket);
		socket.on('error', () => {});
		closed.push(new Promise((resolve) => socket.on('close', () => resolve())));
	};
	const server: Server = tls ? createTlsServer(tls, take) : createServer(take);
	server.on('connection', note);
	server.on('tlsClientError', () => {});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	return {
		port: (server.address() as AddressInfo).port,
		connections: () => sockets.length,
		requests,
		untilClosed: async () => void (await Promise.all(closed)),
		stop: () =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

/** A port that nothing listens on. */
export async function unusedPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
