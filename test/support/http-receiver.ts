import { createServer, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** A request, unpacked. */
export interface Received {
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
}

type Answer = (
	request: Received,
	count: number,
) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: Uint8Array };

/** An HTTP server that takes whatever comes, or answers as it is told. */
export async function startReceiver(
	answer: Answer = () => ({ status: 200 }),
): Promise<{ url: string; received: Received[] }> {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { headers, url = '' } = request;
			const raw = Buffer.concat(chunks);
			const one = { path: url, headers, body: headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw };
			received.push(one);
			const { status, headers: more, body } = answer(one, received.length);
			response.writeHead(status, more);
			response.end(body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/otlp`, received };
}
