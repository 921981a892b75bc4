import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Payload, sendTelemetry, type TelemetryConfig } from '../../source/lib/index.ts';
import { createKey, startPortal } from '../support/portal.ts';
import { deadUrl, newQueue, payload } from './sending.ts';

const cycle: Record<string, unknown> = {};
cycle['self'] = cycle;
const trap = new Proxy(
	{},
	{
		get: () => {
			throw new Error('trap');
		},
		ownKeys: () => {
			throw new Error('trap');
		},
	},
);

describe('sendTelemetry is never rejected', () => {
	test.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['a number', 7],
		['a text', 'text'],
		['a list', []],
		['an empty object', {}],
		['a cycle', cycle],
		['a trap', trap],
		['artifacts that are none', { runId: 'a', run: { slug: 'x' }, artifacts: { a: 7, b: 'no gzip' } }],
		['a run that is null', { runId: 'a', run: null }],
		['an id that is a number', { runId: 7n, run: {} }],
	])('for %s', async (_, value) => {
		const url = await deadUrl();
		for (const config of [{ url }, { url, audience: 'on', wire: 'envelope' }, trap, { url: trap }, undefined]) {
			const result = await sendTelemetry(value as Payload, config as TelemetryConfig);
			expect(Object.keys(result).toSorted()).toEqual(['error', 'id', 'ok', 'queued', 'skipped', 'statusCode']);
			expect(result.ok).toBe(false);
		}
	});
});

test.each<[string, (key: string) => string]>([
	['an error', (key) => JSON.stringify({ error: `bad key ${key}` })],
	['a text', (key) => `Bearer ${key}`],
])('the key is in no error, though the receiver echoes it in %s', async (_, body) => {
	const portal = await startPortal();
	const key = createKey();
	portal.behaviour = { status: 401, body: body(key) };
	const queuePath = newQueue();
	const result = await sendTelemetry(payload(), { url: portal.url, key, queuePath });
	expect(result.error).toContain('****');
	expect(JSON.stringify(result) + readFileSync(queuePath, 'utf8')).not.toContain(key);
});

test('the key is in no error where it is one that no header can carry', async () => {
	const key = `${createKey()}\nx`;
	const result = await sendTelemetry(payload(), { url: 'https://example.com/', key });
	expect(result.error).toContain('MURMUR8_TELEMETRY_KEY');
	expect(result.error).not.toContain(key.slice(0, 20));
});
