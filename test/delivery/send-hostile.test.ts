import { createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { send } from '../../source/delivery/send.ts';
import { afterHead, startRawServer } from '../support/raw-server.ts';
import { requestTo } from '../support/request.ts';
import { toBody } from '../support/store.ts';

const HEAD_201 = 'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\n';
const reset = (socket: Socket) => socket.resetAndDestroy();

interface Case {
	readonly name: string;
	readonly handle: (socket: Socket) => void;
	readonly kind: string;
	readonly hasAnswer: boolean;
	readonly reason?: RegExp;
	readonly deadlineMs?: number;
}

/** The deadline is injected; cases with one end by it, all others long before theirs. */
const CASES: readonly Case[] = [
	{
		name: 'resets at once',
		handle: reset,
		kind: 'transient',
		hasAnswer: false,
		reason: /ECONNRESET|other side closed/,
	},
	{
		name: 'resets behind the request',
		handle: (socket) => afterHead(socket, () => reset(socket)),
		kind: 'transient',
		hasAnswer: false,
	},
	{
		name: 'closes without an answer',
		handle: (socket) => afterHead(socket, () => socket.end()),
		kind: 'transient',
		hasAnswer: false,
	},
	{
		name: 'resets in the middle of its head',
		handle: (socket) => afterHead(socket, () => socket.write('HTTP/1.1 201 Cre', () => reset(socket))),
		kind: 'transient',
		hasAnswer: false,
	},
	{
		name: 'speaks no HTTP',
		handle: (socket) => afterHead(socket, () => socket.end('220 mail.example.invalid ESMTP\r\n')),
		kind: 'transient',
		hasAnswer: false,
	},
	{
		name: 'sends a head of 64 KiB',
		handle: (socket) => afterHead(socket, () => socket.write(`${HEAD_201}x: ${'y'.repeat(65_536)}\r\n\r\n`)),
		kind: 'transient',
		hasAnswer: false,
	},
	{
		name: 'accepts and is silent',
		handle: (socket) => socket.resume(),
		kind: 'transient',
		hasAnswer: false,
		reason: /^no answer within 150 ms$/,
		deadlineMs: 150,
	},
	{
		name: 'begins a head and is silent',
		handle: (socket) => afterHead(socket, () => socket.write(HEAD_201)),
		kind: 'transient',
		hasAnswer: false,
		reason: /^no answer within 150 ms$/,
		deadlineMs: 150,
	},
	{
		name: 'floods with 103s',
		handle: (socket) =>
			afterHead(socket, () => {
				const pour = () =>
					socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(50)) && setImmediate(pour);
				socket.on('drain', pour);
				pour();
			}),
		kind: 'transient',
		hasAnswer: false,
		deadlineMs: 150,
	},
	{
		name: 'says 201 and is silent',
		handle: (socket) => afterHead(socket, () => socket.write(`${HEAD_201}content-length: 20\r\n\r\n{"id"`)),
		kind: 'delivered',
		hasAnswer: true,
		deadlineMs: 150,
	},
	{
		name: 'says 201 and resets in its body',
		handle: (socket) =>
			afterHead(socket, () =>
				socket.write(`${HEAD_201}content-length: 20\r\n\r\n{"id"`, () => setImmediate(reset, socket)),
			),
		kind: 'delivered',
		hasAnswer: true,
	},
	{
		name: 'says 201 in a coding that it is not',
		handle: (socket) => afterHead(socket, () => socket.end(`${HEAD_201}content-encoding: gzip\r\n\r\n{"id":"x"}`)),
		kind: 'delivered',
		hasAnswer: true,
	},
];

describe('a server that', () => {
	test.each(CASES)('$name', async ({ handle, kind, hasAnswer, reason, deadlineMs = 20_000 }) => {
		const server = await startRawServer(handle);
		const result = await send(requestTo(server.url, { deadlineMs }));
		expect(result.outcome.kind).toBe(kind);
		expect(result.hasAnswer).toBe(hasAnswer);
		if ('reason' in result.outcome) expect(result.outcome.reason).toMatch(reason ?? /^[ -~]{1,300}$/);
		expect(server.sockets).toHaveLength(1);
		await server.untilClosed();
	});

	test('never ends its body is read for a bounded length and left', async () => {
		let sent = 0;
		const server = await startRawServer((socket) =>
			afterHead(socket, () => {
				const chunk = Buffer.alloc(16_384, 'x');
				const pour = () => {
					while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
				};
				socket.on('drain', pour);
				socket.write('HTTP/1.1 422 No\r\ncontent-type: text/plain\r\n\r\n');
				pour();
			}),
		);
		const { outcome } = await send(requestTo(server.url));
		expect(outcome).toEqual({ kind: 'rejected', statusCode: 422, reason: `${'x'.repeat(299)}…` });
		await server.untilClosed();
		// Buffers of both ends of the connection, and not much more.
		expect(sent).toBeLessThan(64 * 1024 * 1024);
	});

	test('answers while the body is still coming is heard', async () => {
		const server = await startRawServer((socket) =>
			afterHead(socket, () => socket.end('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')),
		);
		const { outcome } = await send(requestTo(server.url, { body: toBody(new Uint8Array(8 * 1024 * 1024)) }));
		expect(['rejected', 'transient']).toContain(outcome.kind);
	});

	test('is not there: the connection is refused', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		await new Promise((resolve) => server.close(resolve));
		const port = typeof address === 'object' && address ? address.port : 0;
		const result = await send(requestTo(`http://127.0.0.1:${port}/`));
		expect(result).toMatchObject({ outcome: { kind: 'transient', reason: 'ECONNREFUSED' }, hasAnswer: false });
	});
});

test('a TLS connection to a server without TLS is a matter of configuration', async () => {
	const server = await startRawServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')));
	const { outcome, hasAnswer } = await send(requestTo(server.url.replace('http:', 'https:')));
	expect([outcome.kind, hasAnswer]).toEqual(['configuration', false]);
});
