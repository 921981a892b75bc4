import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkFlatBody } from '../core/payload/receiver-rules.ts';

export interface ReceivedEvent {
	readonly headers: IncomingMessage['headers'];
	readonly body: Readonly<Record<string, unknown>>;
	readonly sizeBytes: number;
}

/** An endpoint on loopback that answers as the murmur8 portal does (contracts.md section 3). */
export interface Receiver {
	readonly url: string;
	readonly events: readonly ReceivedEvent[];
	/** Resolves once `count` events were accepted. */
	readonly whenAccepted: (count: number) => Promise<void>;
	readonly stop: () => Promise<void>;
	/** Comes back on the same port. */
	readonly restart: () => Promise<void>;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export async function startReceiver(key: string): Promise<Receiver> {
	const keyDigest = digest(key);
	const events: ReceivedEvent[] = [];
	let waiting: { count: number; resolve: () => void }[] = [];

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const text = await readBody(request);
		const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
		if (digest(given) !== keyDigest) return answer(response, 401, { error: 'Unauthorized' });
		const body = parseObject(text);
		const errors = body ? checkFlatBody(body) : [{ field: 'body', message: 'must be a JSON object' }];
		if (!body || errors.length > 0) return answer(response, 422, { errors });
		events.push({ headers: request.headers, body, sizeBytes: Buffer.byteLength(text) });
		answer(response, 201, { id: `demo_${events.length}` });
		for (const { count, resolve } of waiting) if (events.length >= count) resolve();
		waiting = waiting.filter(({ count }) => events.length < count);
	}

	let server: Server;
	const listen = (port: number) =>
		new Promise<number>((resolve, reject) => {
			server = createServer((request, response) => {
				handle(request, response).catch(() => response.destroy());
			});
			server.once('error', reject);
			server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
		});
	const port = await listen(0);
	return {
		url: `http://127.0.0.1:${port}/api/telemetry`,
		events,
		whenAccepted: (count) =>
			new Promise((resolve) => {
				if (events.length >= count) resolve();
				else waiting.push({ count, resolve });
			}),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
		restart: async () => {
			await listen(port);
		},
	};
}
