import { get, type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Runtime } from './runtimes.ts';
import type { Sandbox } from './sandbox.ts';
import { type Streaming, startStreaming } from './streaming.ts';

export interface Serving extends Streaming {
	readonly url: string;
	readonly port: number;
}

/** The program as it serves, on a port of its own, ended with the test. */
export async function startServing(
	runtime: Runtime,
	sandbox: Sandbox,
	args: readonly string[] = [],
	env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
	const streaming = startStreaming(
		runtime,
		sandbox,
		['serve', '--json', ...(args.includes('--port') ? [] : ['--port', '0']), ...args],
		env,
	);
	const { url, port } = JSON.parse(await streaming.waitForText('"url"')) as { url: string; port: number };
	return { ...streaming, url, port };
}

export interface Answer {
	readonly status: number;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

/** A request with exactly these headers, on a connection of its own. */
export function ask(url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method, headers, agent: false }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					body: Buffer.concat(chunks).toString('utf8'),
				});
			});
		});
		sent.on('error', reject);
		sent.end();
	});
}

export const askJson = async (url: string): Promise<Readonly<Record<string, unknown>>> =>
	JSON.parse((await ask(url)).body) as Readonly<Record<string, unknown>>;

export interface EventReader {
	readonly text: () => string;
	readonly isClosed: () => boolean;
	readonly close: () => void;
}

/** Reads the server's events until the test ends. */
export function readEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
	return new Promise((resolve, reject) => {
		const sent = get(`${url}api/v1/events`, { headers, agent: false }, (response) => {
			let text = '';
			let isClosed = false;
			const end = () => {
				isClosed = true;
			};
			response.on('data', (chunk: Buffer) => {
				text += chunk.toString();
			});
			response.on('error', end);
			response.on('close', end);
			resolve({ text: () => text, isClosed: () => isClosed, close: () => sent.destroy() });
		});
		sent.on('error', reject);
		onTestFinished(() => void sent.destroy());
	});
}

/** A connection that asks for events and then reads nothing any more. */
export function askAndNeverRead(port: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () => {
			const { port: ours } = socket.address() as AddressInfo;
			if (ours === 0) return reject(new Error('not connected'));
			socket.pause();
			return socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`, () => resolve(socket));
		});
		socket.on('error', reject);
		onTestFinished(() => void socket.destroy());
	});
}
