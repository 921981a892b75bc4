import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawServer {
	readonly url: string;
	readonly sockets: readonly Socket[];
	/** Resolves when every connection so far is closed. */
	readonly untilClosed: () => Promise<void>;
}

/** A TCP server that does with a connection whatever `handle` does; for answers that no HTTP library would give. */
export async function startRawServer(handle: (socket: Socket) => void): Promise<RawServer> {
	const sockets: Socket[] = [];
	const closed: Promise<void>[] = [];
	const server = createServer((socket) => {
		sockets.push(socket);
		closed.push(new Promise((resolve) => socket.on('close', () => resolve())));
		socket.on('error', () => {});
		handle(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(
		() =>
			new Promise<void>((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	);
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/api/telemetry`,
		sockets,
		untilClosed: async () => void (await Promise.all(closed)),
	};
}

/** Calls `then` once the head of a request has come. */
export function afterHead(socket: Socket, then: () => void): void {
	let text = '';
	let isDone = false;
	socket.on('data', (chunk: Buffer) => {
		text += chunk.toString('latin1');
		if (isDone || !text.includes('\r\n\r\n')) return;
		isDone = true;
		then();
	});
}
