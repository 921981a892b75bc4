import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { SINK_KINDS, type SinkSettings } from '../../source/core/settings/sinks.ts';
import { startReceiver } from '../support/http-receiver.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

const bodiesOf = (requests: readonly { readonly body: Buffer }[]) => Buffer.concat(requests.map(({ body }) => body));

async function startUdp() {
	const packets: Buffer[] = [];
	const socket = createSocket('udp4').on('message', (packet) => packets.push(packet));
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	onTestFinished(() => new Promise<void>((resolve) => socket.close(() => resolve())));
	return { endpoint: `127.0.0.1:${socket.address().port}`, packets };
}

async function startTcp() {
	const chunks: Buffer[] = [];
	const server = createServer((socket) => socket.on('data', (chunk: Buffer) => chunks.push(chunk)));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
	const address = server.address();
	return { endpoint: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, chunks };
}

interface Outlet {
	readonly settings: SinkSettings;
	/** What its receiver got, once `flush` has ended. */
	readonly received: (flushed: { readonly stderr: string }, project: string) => Buffer;
}

const fileIn = (path: string) => (_: unknown, project: string) => readFileSync(join(project, path));

/** One of every kind and every way that a kind has to send. */
async function startOutlets(): Promise<readonly Outlet[]> {
	const [plain, packed, gateway] = [await startReceiver(), await startReceiver(), await startReceiver()];
	const [udp, tcp] = [await startUdp(), await startTcp()];
	return [
		{ settings: { kind: 'json-file', path: 'runs.jsonl' }, received: fileIn('runs.jsonl') },
		{ settings: { kind: 'stderr' }, received: ({ stderr }) => Buffer.from(stderr) },
		{
			settings: { kind: 'otlp', endpoint: plain.url, protocol: 'http/json', compression: 'none' },
			received: () => bodiesOf(plain.received),
		},
		{ settings: { kind: 'otlp', endpoint: packed.url }, received: () => bodiesOf(packed.received) },
		{ settings: { kind: 'prometheus', textfile: 'out.prom' }, received: fileIn('out.prom') },
		{ settings: { kind: 'prometheus', pushgateway: gateway.url }, received: () => bodiesOf(gateway.received) },
		{ settings: { kind: 'statsd', endpoint: udp.endpoint }, received: () => Buffer.concat(udp.packets) },
		{ settings: { kind: 'cloudwatch', namespace: 'acme', path: 'emf.log' }, received: fileIn('emf.log') },
		{
			settings: { kind: 'cloudwatch', namespace: 'acme', endpoint: tcp.endpoint },
			received: () => Buffer.concat(tcp.chunks),
		},
	];
}

test.each(AUDIENCES.filter((audience) => audience !== 'off'))(
	'at audience %s inspect shows, byte for byte, what each sink then gets',
	async (audience) => {
		const outlets = await startOutlets();
		expect(new Set(outlets.map(({ settings }) => settings.kind))).toEqual(new Set(SINK_KINDS));
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_SINKS: JSON.stringify(outlets.map(({ settings }) => settings)),
			MURMUR8_TELEMETRY_AUDIENCE: audience,
			CI: 'true',
			// Nothing is given to sinks before `flush`.
			MURMUR8_TELEMETRY_CI_WAIT_MS: '0',
		});
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'stage', 'alex', 'done', '--tokens-in', '1200', '--tokens-out', '300']);
		await sandbox.run(['run', 'finish', '--status', 'success']);
		const inspected: Buffer[] = [];
		for (const [index] of outlets.entries()) {
			const { exitCode, stdoutBytes } = await sandbox.run(['telemetry', 'inspect', '--sink', `${index + 1}`]);
			expect(exitCode).toBe(0);
			inspected.push(stdoutBytes);
		}
		const flushed = await sandbox.run(['telemetry', 'flush']);
		expect(flushed.exitCode).toBe(0);
		for (const [index, { settings, received }] of outlets.entries()) {
			const expected = inspected[index] ?? Buffer.alloc(0);
			expect(expected.length, settings.kind).toBeGreaterThan(0);
			// Datagrams and streams arrive after their sender has ended.
			await vi.waitFor(
				() => expect(received(flushed, sandbox.project).toString('latin1')).toBe(expected.toString('latin1')),
				{
					timeout: 10_000,
				},
			);
		}
	},
);
