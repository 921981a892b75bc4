import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ServedView } from '../../source/core/api/view.ts';
import { seedSnapshots } from '../../source/core/live/seed.ts';
import { LOOPBACK_HOSTS } from '../../source/server/hosts.ts';
import { createViewMaker } from '../../source/server/make-view.ts';
import { startServer } from '../../source/server/server.ts';
import type { ViewSource } from '../../source/server/source.ts';
import { PAGE, settingsOf } from '../support/served.ts';
import { emptyFacts } from '../support/served-facts.ts';
import { ask, askAndNeverRead, readEvents } from '../support/serving.ts';

const snapshots = seedSnapshots(Date.now());

function viewOf(count: number): ServedView {
	const make = createViewMaker('id', '1');
	return make(
		{
			...emptyFacts(settingsOf({})),
			live: { source: 'live', snapshots: snapshots.slice(0, count) },
		},
		Date.now(),
	);
}

/** A server whose source changes when the test says so. */
async function start(port = 0) {
	let tell: Parameters<ViewSource['follow']>[0] = () => {};
	const [few, all] = [viewOf(1), viewOf(snapshots.length)];
	let isClosed = false;
	const source: ViewSource = {
		current: () => ({ view: all, isStale: false }),
		last: () => all,
		follow: (onChange) => {
			tell = onChange;
		},
		close: () => {
			isClosed = true;
		},
	};
	const binding = { hosts: LOOPBACK_HOSTS, port };
	const server = await startServer({
		source,
		page: PAGE,
		binding,
		token: undefined,
		instance: 'id',
		machine: 'machine.example.com',
		debug: () => {},
	});
	onTestFinished(() => server.close());
	const url = `http://127.0.0.1:${server.port}/`;
	return { ...server, url, tell: () => tell(all, few), isClosed: () => isClosed };
}

/** What comes back for bytes that no HTTP client would send. */
function sendRaw(port: number, bytes: string): Promise<string> {
	return new Promise((resolve, reject) => {
		let text = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
		socket.setEncoding('utf8');
		socket.on('data', (chunk: string) => {
			text += chunk;
		});
		socket.on('error', reject);
		socket.on('close', () => resolve(text));
	});
}

test('listens on both loopback addresses, and with the right name on each', async () => {
	const { port, hosts } = await start();
	for (const host of hosts) {
		const name = host.includes(':') ? `[${host}]` : host;
		expect((await ask(`http://${name}:${port}/api/v1/health`)).status).toBe(200);
	}
	expect((await ask(`http://127.0.0.1:${port}/api/v1/health`, { host: `evil.example:${port}` })).status).toBe(421);
});

test.each([
	['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
	['no host', 'GET /api/v1/runs HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 4(?:00|21) /],
	['an old client', 'GET /api/v1/runs HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 4(?:00|21) /],
	['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 4(?:00|21) /],
	[
		'a host with a slash',
		'GET / HTTP/1.1\r\nHost: 127.0.0.1/x\r\nConnection: close\r\n\r\n',
		/^HTTP\/1\.1 4(?:00|21) /,
	],
	['huge headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 4\d\d /],
	[
		'an absolute address',
		'GET http://evil.example/api/v1/runs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
		/^HTTP\/1\.1 421 /,
	],
])('%s is refused as JSON, and the server goes on', async (_, bytes, status) => {
	const { port, url } = await start();
	const text = await sendRaw(port, bytes);
	expect(text).toMatch(status);
	expect(text).toContain('"error"');
	expect((await ask(`${url}api/v1/health`)).status).toBe(200);
});

test('a port that is taken is the system’s error', async () => {
	const { port } = await start();
	await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('who never reads is cut off; the others get every event, and memory does not grow with it', async () => {
	const { port, url, tell } = await start();
	const reader = await readEvents(url);
	const silent = await askAndNeverRead(port);
	let isCut = false;
	silent.on('error', () => {});
	silent.on('close', () => {
		isCut = true;
	});
	const before = process.memoryUsage().arrayBuffers;
	let told = 0;
	// As much as the kernel holds for a connection, and the server's own bound: then it is over.
	while (!isCut && told < 20_000) {
		for (let count = 0; count < 20; count++, told++) tell();
		await new Promise((resolve) => setImmediate(resolve));
		// A socket tells of its end only to those that read.
		if (told % 2_000 === 0) silent.resume().pause();
	}
	silent.resume();
	await vi.waitFor(() => expect(isCut).toBe(true), { timeout: 30_000 });
	await vi.waitFor(() => expect(reader.text().match(/^event: change$/gm)).toHaveLength(told), { timeout: 30_000 });
	expect(reader.isClosed()).toBe(false);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1_048_576);
});

test('ends in order: streams end, nothing listens any more, the source is closed', async () => {
	const { url, close, isClosed } = await start();
	const readers = await Promise.all(Array.from({ length: 20 }, () => readEvents(url)));
	await close();
	await vi.waitFor(() => expect(readers.every((reader) => reader.isClosed())).toBe(true), { timeout: 20_000 });
	await expect(ask(url)).rejects.toThrow(/ECONNREFUSED/);
	expect(isClosed()).toBe(true);
});
