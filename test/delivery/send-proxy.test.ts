import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { helperEnvironment } from '../../source/delivery/helper-environment.ts';
import { runCommand } from '../support/sandbox.ts';

const source = resolve(import.meta.dirname, '..', '..', 'source', 'delivery', 'send.ts');

/** A proxy that lets nobody through; gives its URL and what was asked of it. */
async function startClosedProxy() {
	const asked: string[] = [];
	const note = (request: IncomingMessage) => asked.push(`${request.method} ${request.url}`);
	const server = createServer((request, response) => {
		note(request);
		request.resume();
		response.writeHead(407).end();
	});
	server.on('connect', (request, socket) => {
		note(request);
		socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	onTestFinished(() => void server.close());
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Sends in a process of its own: which proxy holds is settled when a process starts. */
async function sendThrough(proxy: string, url: string) {
	const script = `import { send } from ${JSON.stringify(source)};
		const request = { url: process.argv[1], runId: 'r', body: new Uint8Array(3), retryCount: 0, deadlineMs: 20000, userAgent: 'm' };
		console.log(JSON.stringify(await send(request)));`;
	const env = helperEnvironment({ PATH: process.env['PATH'], HTTP_PROXY: proxy, HTTPS_PROXY: proxy });
	const command = [process.execPath, '--input-type=module', '--eval', script, url];
	const { stdout } = await runCommand(command, { cwd: import.meta.dirname, env, input: '' });
	return JSON.parse(stdout);
}

/** A bound against hanging for ever; nothing is timed by it. */
const LIMIT = { timeout: 60_000 };

describe('a proxy that wants credentials', LIMIT, () => {
	test.each(['http://receiver.example.invalid/', 'https://receiver.example.invalid/'])(
		'on the way to %s is a matter of configuration',
		async (url) => {
			const proxy = await startClosedProxy();
			const { outcome, hasAnswer } = await sendThrough(proxy.url, url);
			expect(outcome).toEqual({
				kind: 'configuration',
				statusCode: 407,
				reason: 'a proxy wants credentials (HTTP 407)',
			});
			expect(hasAnswer).toBe(false);
			expect(proxy.asked).toHaveLength(1);
			expect(proxy.asked[0]).toContain('receiver.example.invalid');
		},
	);
});
