import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSend, send } from '../../source/delivery/send.ts';
import { createKey, startPortal } from '../support/portal.ts';
import { requestTo } from '../support/request.ts';
import { toBody } from '../support/store.ts';

describe('the request', () => {
	test('is one POST of the exact bytes with exactly these headers', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 201, body: '{"id":"x"}' };
		const runId = randomUUID();
		const key = createKey();
		const body = toBody('{"slug":"“ü” \\u0000 🎉"}');
		await send(requestTo(`${portal.url}?team=a%20b`, { runId, key, body, retryCount: 2 }));
		expect(portal.requests).toHaveLength(1);
		const [request] = portal.requests;
		expect(request).toMatchObject({ method: 'POST', url: '/api/telemetry?team=a%20b' });
		expect(request?.raw).toEqual(Buffer.from(body));
		const { host, connection, ...headers } = request?.headers ?? {};
		expect(headers).toEqual({
			'content-type': 'application/json',
			'content-length': String(body.length),
			'user-agent': 'murmur8/0.0.0-test',
			'idempotency-key': runId,
			'x-retry-count': '2',
			'accept-encoding': 'identity',
			authorization: `Bearer ${key}`,
		});
		expect([host, connection]).toEqual([new URL(portal.url).host, 'keep-alive']);
	});

	test('carries no key and no retry count where there is none', async () => {
		const portal = await startPortal();
		await send(requestTo(portal.url));
		expect(portal.requests[0]?.headers).not.toHaveProperty('authorization');
		expect(portal.requests[0]?.headers).not.toHaveProperty('x-retry-count');
	});
});

test('events to one receiver share a connection', async () => {
	const server = createServer((request, response) =>
		request.resume().on('end', () => response.writeHead(201).end('{}')),
	);
	let connections = 0;
	server.on('connection', () => connections++);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const send = createSend({});
	for (let count = 0; count < 3; count++) expect((await send(requestTo(url))).outcome.kind).toBe('delivered');
	expect(connections).toBe(1);
});

describe('the id of a delivered event', () => {
	test.each([
		['{"id":"cm1_a-B"}', 'cm1_a-B'],
		[`{"id":"${'a'.repeat(128)}"}`, 'a'.repeat(128)],
		[`{"id":"${'a'.repeat(129)}"}`, undefined],
		['{"id":"a b"}', undefined],
		['{"id":""}', undefined],
		['{"id":7}', undefined],
		['{"id":', undefined],
		['[]', undefined],
		['null', undefined],
		['<html>', undefined],
		['', undefined],
	])('in %s is %s', async (body, remoteId) => {
		const portal = await startPortal();
		portal.behaviour = { status: 200, body };
		const { outcome } = await send(requestTo(portal.url));
		expect(outcome).toEqual({ kind: 'delivered', statusCode: 200, remoteId });
	});
});
