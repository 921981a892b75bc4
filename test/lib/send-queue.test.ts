import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { enqueueFailure, retryQueueAsync, sendTelemetry, type TelemetryConfig } from '../../source/lib/index.ts';
import { startPortal } from '../support/portal.ts';
import { deadUrl, newQueue, payload, readQueue } from './sending.ts';

describe('sendTelemetry keeps for later', () => {
	test('what nobody answers', async () => {
		const queuePath = newQueue();
		const event = payload();
		const result = await sendTelemetry(event, { url: await deadUrl(), queuePath });
		expect(result).toEqual({
			ok: false,
			statusCode: null,
			id: null,
			error: 'ECONNREFUSED',
			queued: true,
			skipped: false,
		});
		expect(readQueue(queuePath)).toEqual([event]);
	});

	test('what is not answered in time', async () => {
		const portal = await startPortal();
		portal.behaviour = 'silent';
		const queuePath = newQueue();
		expect(await sendTelemetry(payload(), { url: portal.url, queuePath, timeoutMs: 100 })).toMatchObject({
			ok: false,
			queued: true,
			error: 'no answer within 100 ms',
		});
	});

	test.each([
		[500, true],
		[503, true],
		[429, true],
		[401, true],
		[404, true],
		[302, true],
		[422, false],
		[400, false],
	])('what is answered with %i: %s', async (status, queued) => {
		const portal = await startPortal();
		portal.behaviour = { status, body: '{"error":"no"}' };
		const queuePath = newQueue();
		const result = await sendTelemetry(payload(), { url: portal.url, queuePath });
		expect(result).toMatchObject({ ok: false, statusCode: status, queued });
		// A redirect is not followed, and not read either.
		expect(result.error).toBe(status === 302 ? 'HTTP 302' : 'no');
		expect(existsSync(queuePath)).toBe(queued);
	});

	test.each<[string, TelemetryConfig]>([
		['a URL that is none', { url: 'example' }],
		['a URL of another scheme', { url: 'ftp://example.com/' }],
		['a key that no header can carry', { url: 'https://example.com/', key: 'a\nb' }],
	])('what has %s', async (_, config) => {
		const queuePath = newQueue();
		const result = await sendTelemetry(payload(), { ...config, queuePath });
		expect(result).toMatchObject({ ok: false, statusCode: null, queued: true });
		expect(result.error).toMatch(/^MURMUR8_TELEMETRY_(?:URL|KEY) /);
		expect(readQueue(queuePath)).toHaveLength(1);
	});

	test('only what the audience may see', async () => {
		const queuePath = newQueue();
		const event = payload({ identity: { gitUser: 'Ada' }, branch: 'main' });
		await sendTelemetry(event, { url: await deadUrl(), queuePath });
		expect(readQueue(queuePath)).toEqual([payload()]);
	});

	test('once, when it is sent from the queue', async () => {
		const queuePath = newQueue();
		enqueueFailure(payload(), queuePath);
		const config = { url: await deadUrl(), queuePath };
		expect(await retryQueueAsync(queuePath, (event) => sendTelemetry(event, config))).toEqual({ sent: 0, kept: 1 });
		expect(readQueue(queuePath)).toEqual([payload()]);
	});

	test('nothing without a queue', async () => {
		const result = await sendTelemetry(payload(), { url: await deadUrl(), queuePath: null });
		expect(result).toMatchObject({ ok: false, queued: false, error: 'ECONNREFUSED' });
	});

	test('nothing in a queue that can not be written, and says so', async () => {
		const queuePath = newQueue();
		mkdirSync(queuePath);
		const result = await sendTelemetry(payload(), { url: await deadUrl(), queuePath });
		expect(result).toMatchObject({ ok: false, queued: false });
		expect(result.error).toBe('ECONNREFUSED; not queued: queue.json is a directory, not a file; it was left alone');
	});
});

describe('sendTelemetry neither sends nor keeps', () => {
	test.each<[string, Readonly<Record<string, unknown>>]>([
		['an audience that is none', { audience: 'everybody' }],
		['a wire that is none', { wire: 'round' }],
		['a time that is none', { timeoutMs: Number.NaN }],
		['run facts withheld from a wire that needs them', { audience: 'operator-only' }],
		['a limit that nothing fits into', { maxBytes: 1_024 }],
	])('with %s', async (_, more) => {
		const portal = await startPortal();
		const queuePath = newQueue();
		const event = payload({ slug: 'x'.repeat(2_000) });
		const result = await sendTelemetry(event, { url: portal.url, queuePath, ...more } as TelemetryConfig);
		expect(result).toMatchObject({ ok: false, queued: false, skipped: false, error: expect.any(String) });
		expect(portal.requests).toEqual([]);
		expect(existsSync(queuePath)).toBe(false);
	});

	test('what would come back with an error for good', async () => {
		const portal = await startPortal();
		const result = await sendTelemetry(payload({ startedAt: 'yesterday' }), portal);
		expect(result).toMatchObject({ ok: false, error: 'startedAt must be an ISO 8601 date' });
		expect(portal.requests).toEqual([]);
	});

	test('a run id that no header can carry', async () => {
		const portal = await startPortal();
		const result = await sendTelemetry(payload({ runId: 'a\nb' }), portal);
		expect(result).toMatchObject({ ok: false, error: expect.stringContaining('runId') });
		expect(portal.requests).toEqual([]);
	});
});
