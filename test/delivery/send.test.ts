import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { send } from '../../source/delivery/send.ts';
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
		const { host, connection, 'sec-fetch-mode': mode, ...headers } = request?.headers ?? {};
		expect(headers).toEqual({
			'content-type': 'application/json',
			'content-length': String(body.length),
			'user-agent': 'murmur8/0.0.0-test',
			'idempotency-key': runId,
			'x-retry-count': '2',
			'accept-encoding': 'identity',
			accept: '*/*',
			'accept-language': '*',
			authorization: `Bearer ${key}`,
		});
		expect([host, connection, mode]).toEqual([new URL(portal.url).host, 'keep-alive', 'cors']);
	});

	test('carries no key and no retry count where there is none', async () => {
		const portal = await startPortal();
		await send(requestTo(portal.url));
		expect(portal.requests[0]?.headers).not.toHaveProperty('authorization');
		expect(portal.requests[0]?.headers).not.toHaveProperty('x-retry-count');
	});
});

/** Every status class of the design's table. */
const STATUSES: readonly (readonly [kind: string, statuses: readonly number[]])[] = [
	['delivered', [200, 201, 202, 204, 409]],
	['transient', [408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524]],
	['configuration', [401, 403, 404, 405, 407, 501, 505, 300, 301, 302, 303, 304, 307, 308]],
	['rejected', [400, 410, 411, 413, 414, 415, 422, 431, 402, 418, 451]],
];

/** Statuses whose words don't come through: they have no body, or fetch hides it. */
const WORDLESS: Readonly<Record<number, string>> = { 304: 'HTTP 304', 407: 'a proxy wants credentials (HTTP 407)' };

describe.each(STATUSES)('%s', (kind, statuses) => {
	test.each(statuses)('is what a %i means, asked once', async (status) => {
		const portal = await startPortal();
		portal.behaviour = { status, body: '{"error":"the words"}' };
		const { outcome, hasAnswer, durationMs } = await send(requestTo(portal.url));
		expect(outcome).toMatchObject({ kind, statusCode: status });
		const reason = WORDLESS[status] ?? 'the words';
		expect('reason' in outcome ? outcome.reason : reason).toBe(reason);
		// fetch keeps a 407 to itself, as if there had been no answer.
		expect(hasAnswer).toBe(status !== 407);
		expect(durationMs).toBeGreaterThanOrEqual(0);
		expect(portal.requests).toHaveLength(1);
	});
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

describe('a redirect', () => {
	test.each([301, 302, 303, 307, 308])('%i to another origin is not followed', async (status) => {
		const [portal, target] = [await startPortal(), await startPortal()];
		portal.behaviour = { status, headers: { location: target.url } };
		const { outcome } = await send(requestTo(portal.url, { key: createKey() }));
		expect(outcome).toMatchObject({ kind: 'configuration', statusCode: status });
		expect(portal.requests).toHaveLength(1);
		expect(target.requests).toEqual([]);
	});

	test('to itself is no loop', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 307, headers: { location: portal.url } };
		expect((await send(requestTo(portal.url))).outcome.kind).toBe('configuration');
		expect(portal.requests).toHaveLength(1);
	});
});

describe('Retry-After', () => {
	test.each([
		['7', 7_000],
		['0', 1_000],
		['-1', 1_000],
		['1000000000', 3_600_000],
		['Mon, 01 Jan 2001 00:00:00 GMT', 1_000],
		['Fri, 01 Jan 2100 00:00:00 GMT', 3_600_000],
		['soon', undefined],
		['', undefined],
	])('%j is a pause of %s ms', async (header, retryAfterMs) => {
		const portal = await startPortal();
		portal.behaviour = { status: 503, headers: { 'retry-after': header } };
		expect((await send(requestTo(portal.url))).outcome).toMatchObject({ kind: 'transient', retryAfterMs });
	});
});
