import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

export interface Endpoint {
	readonly name: string;
	readonly url: string;
	readonly close: () => void;
}

function listen(server: Server): Promise<number> {
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
}

async function http(name: string, delayMs: number): Promise<Endpoint> {
	const server = createHttpServer((request, response) => {
		request.resume().on('end', () => {
			setTimeout(() => response.writeHead(201).end('{"id":"x"}'), delayMs);
		});
	});
	return {
		name,
		url: `http://127.0.0.1:${await listen(server)}/`,
		close: () => server.closeAllConnections() ?? server.close(),
	};
}

/** Endpoints as they are met: well, slow, refusing, and one that accepts and never answers. */
export async function startEndpoints(): Promise<readonly Endpoint[]> {
	const sockets = new Set<{ destroy: () => void }>();
	const silent = createTcpServer((socket) => {
		socket.on('error', () => {});
		sockets.add(socket);
	});
	const silentUrl = `http://127.0.0.1:${await listen(silent)}/`;
	const gone = createTcpServer();
	const refusedUrl = `http://127.0.0.1:${await listen(gone)}/`;
	gone.close();
	return [
		await http('fast', 0),
		await http('slow (300 ms)', 300),
		{ name: 'refusing', url: refusedUrl, close: () => {} },
		{
			name: 'silent',
			url: silentUrl,
			close: () => {
				for (const socket of sockets) socket.destroy();
				silent.close();
			},
		},
	];
}
