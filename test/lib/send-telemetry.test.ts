import { afterEach, describe, expect, test, vi } from 'vitest';
import { compressArtifact, sendTelemetry, type TelemetryConfig } from '../../source/lib/index.ts';
import { startPortal } from '../support/portal.ts';
import { sampleRunData } from './sample-run.ts';
import { newQueue, payload } from './sending.ts';

const SPEC = '# Log in\n';
const SKIPPED = { ok: false, statusCode: null, id: null, error: null, queued: false, skipped: true };

afterEach(() => {
	vi.unstubAllEnvs();
});

describe('sendTelemetry delivers', () => {
	test('to the portal, with key, id and user agent', async () => {
		const portal = await startPortal();
		const artifacts = { 'FEATURE_SPEC.md': compressArtifact(SPEC), 'story-login.md': compressArtifact('As a user') };
		const event = payload({ artifacts, identity: { gitUser: 'Ada' }, branch: 'main' });
		const before = structuredClone(event);
		expect(await sendTelemetry(event, portal)).toEqual({
			ok: true,
			statusCode: 201,
			id: 'run_1',
			error: null,
			queued: false,
			skipped: false,
		});
		expect(event).toEqual(before);
		const [request] = portal.requests;
		expect(request?.headers).toMatchObject({
			authorization: `Bearer ${portal.key}`,
			'idempotency-key': event.runId,
			'content-type': 'application/json',
			'user-agent': expect.stringMatching(/^murmur8\/./),
		});
		expect(request?.body).toMatchObject({
			runId: event.runId,
			slug: 'user-auth',
			startedAt: '2026-01-02T10:00:00Z',
			featureSpec: SPEC,
			stories: [{ title: 'login', content: 'As a user' }],
			artifacts,
		});
		// Default audience: not who ran it, and nothing that nobody classified.
		expect(request?.body).not.toHaveProperty('identity');
		expect(request?.body).not.toHaveProperty('branch');
	});

	test('as an envelope', async () => {
		const portal = await startPortal();
		portal.behaviour = { status: 200, body: '{"id":"abc"}' };
		const event = payload();
		expect(await sendTelemetry(event, { url: portal.url, wire: 'envelope' })).toMatchObject({ ok: true, id: 'abc' });
		expect(portal.requests[0]?.body).toEqual(event);
		expect(portal.requests[0]?.headers).not.toHaveProperty('authorization');
	});

	test('what audience `on` may see', async () => {
		const portal = await startPortal();
		const { url, key } = portal;
		const event = payload({ identity: { gitUser: 'Ada', repoName: 'notes' }, commitHash: 'a'.repeat(40) });
		expect(await sendTelemetry(event, { url, key, audience: 'on' })).toMatchObject({ ok: true });
		expect(portal.requests[0]?.body).toMatchObject({
			gitHubUser: 'Ada',
			repoName: 'notes',
			commitHash: 'a'.repeat(40),
		});
	});

	test('no artifacts where they are off', async () => {
		const { url, key, requests } = await startPortal();
		const event = payload({ artifacts: { 'FEATURE_SPEC.md': compressArtifact(SPEC) } });
		expect(await sendTelemetry(event, { url, key, artifacts: 'off' })).toMatchObject({ ok: true });
		expect(requests[0]?.body).not.toHaveProperty('artifacts');
		expect(requests[0]?.body).not.toHaveProperty('featureSpec');
	});

	test('a run alone, as the npm package takes it', async () => {
		const portal = await startPortal();
		const { runId: _, ...run } = sampleRunData();
		expect(await sendTelemetry(run, portal)).toMatchObject({ ok: true });
		expect(await sendTelemetry(run, portal)).toMatchObject({ ok: true });
		const [one, other] = portal.requests.map(({ headers }) => headers['idempotency-key']);
		expect(one).toMatch(/^[0-9a-f]{64}$/);
		expect(other).toBe(one);
	});

	test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['a date in words', { startedAt: '2 Jan 2026 10:00 UTC' }, { startedAt: '2026-01-02T10:00:00.000Z' }],
		['a date as a number', { completedAt: 0 }, { completedAt: '1970-01-01T00:00:00.000Z' }],
		['a date as an object', { startedAt: new Date(0) }, { startedAt: '1970-01-01T00:00:00.000Z' }],
		['a fraction of a millisecond', { totalDurationMs: 12.4 }, { totalDurationMs: 12 }],
		['a negative duration', { totalDurationMs: -5 }, { totalDurationMs: 0 }],
		['a duration beyond 32 bits', { totalDurationMs: 2 ** 40 }, { totalDurationMs: 2 ** 31 - 1 }],
		['a text with NUL', { slug: 'a\0b' }, { slug: 'a\uFFFDb' }],
		['nulls', { type: null, commitHash: null, gitHubUser: null }, {}],
		['an aborted run', { status: 'aborted' }, { status: 'failed' }],
		['a parent that the receiver does not know', { parentRunId: 'elsewhere' }, {}],
	])('what would trip the portal: %s', async (_, more, seen) => {
		const portal = await startPortal();
		const { url, key } = portal;
		for (const audience of ['user-only', 'on'] as const) {
			expect(await sendTelemetry(payload(more), { url, key, audience })).toMatchObject({ ok: true, error: null });
		}
		expect(portal.requests[0]?.body).toMatchObject(seen);
	});

	test('what is too large, without its artifacts', async () => {
		const { url, key, requests } = await startPortal();
		const event = payload({ artifacts: { 'FEATURE_SPEC.md': compressArtifact(SPEC.repeat(1_000)) } });
		expect(await sendTelemetry(event, { url, key, maxBytes: 2_048 })).toMatchObject({ ok: true });
		expect(requests[0]?.body).toMatchObject({ droppedArtifacts: ['FEATURE_SPEC.md'] });
	});
});

describe('sendTelemetry skips', () => {
	test.each<[string, unknown]>([
		['without a URL', { url: null, key: null, queuePath: 'queue.json' }],
		['with an empty URL', { url: '' }],
		['with a blank URL', { url: ' ' }],
		['without a config', undefined],
		['with null for a config', null],
		['with a text for a config', 'https://example.com/'],
		['with audience off', { url: 'https://example.com/', audience: 'off' }],
	])('%s', async (_, config) => {
		expect(await sendTelemetry(payload(), config as TelemetryConfig)).toEqual(SKIPPED);
	});

	test('under DO_NOT_TRACK', async () => {
		vi.stubEnv('DO_NOT_TRACK', '1');
		const portal = await startPortal();
		expect(await sendTelemetry(payload(), { url: portal.url, queuePath: newQueue() })).toEqual(SKIPPED);
		expect(portal.requests).toEqual([]);
	});
});

test('what a run lacks is for the receiver to say', async () => {
	const portal = await startPortal();
	const result = await sendTelemetry({ runId: 'r', run: { slug: 'user-auth' } }, portal);
	expect(result).toMatchObject({ ok: false, statusCode: 422, queued: false });
	expect(result.error).toContain('startedAt: startedAt is required');
	portal.behaviour = { status: 200, body: '{}' };
	expect(await sendTelemetry({ runId: 'r', run: { slug: 'user-auth' } }, portal)).toMatchObject({ ok: true, id: null });
});
