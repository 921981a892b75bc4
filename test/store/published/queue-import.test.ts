import { describe, expect, test } from 'vitest';
import { compressArtifact } from '../../../source/adapters/artifacts.ts';
import type { SenderSettings } from '../../../source/core/settings/delivery-mode.ts';
import { flush } from '../../../source/delivery/flush.ts';
import { send } from '../../../source/delivery/send.ts';
import { listDeadLetters, listOutbox, putEvent } from '../../../source/store/outbox.ts';
import { SENDER } from '../../support/pass.ts';
import { type Portal, startPortal } from '../../support/portal.ts';
import { createPublishedWorld, type PublishedWorld, QUEUE_SETTING } from '../../support/published.ts';
import { NOW_MS, sampleEvent } from '../../support/store.ts';

const run = (more: Record<string, unknown> = {}) => ({
	slug: 'user-auth',
	status: 'success',
	startedAt: '2026-01-01T00:00:00Z',
	completedAt: '2026-01-01T00:01:00+02:00',
	totalDurationMs: 60_000,
	stages: { alex: { name: 'alex', status: 'success', durationMs: 5, extra: true } },
	...more,
});

function pass(world: PublishedWorld, portal: Portal, more: Partial<SenderSettings> = {}) {
	const tools = {
		database: world.database,
		send,
		nowMs: () => NOW_MS,
		sleep: async () => {},
		random: () => 0,
		remainingMs: () => 30_000,
	};
	return flush(tools, { ...SENDER, url: portal.url, key: portal.key, ...more }, 'murmur8/0.0.0-test');
}

/** Entries that the portal takes, as the npm package and older programs queue them. */
const SENDABLE: readonly (readonly [string, unknown])[] = [
	['an envelope', { runId: 'e1', run: run(), artifacts: { 'FEATURE_SPEC.md': compressArtifact('# Spec\n') } }],
	['a flat run', { runId: 'e1', ...run() }],
	['a flat run without an id', run()],
	['an id that is a number', { runId: 7, run: run() }],
	[
		'artifacts that are no gzip',
		{ runId: 'e1', run: run(), artifacts: { 'FEATURE_SPEC.md': '@@@', 'story-a.md': '' } },
	],
	['artifacts that are no text', { runId: 'e1', run: run(), artifacts: { 'FEATURE_SPEC.md': 7, 'story-a.md': null } }],
	['artifacts that are a list', { runId: 'e1', run: run(), artifacts: ['x'] }],
	['artifacts that are text', { runId: 'e1', run: run(), artifacts: 'garbage' }],
	['null stages', { runId: 'e1', run: run({ stages: null }) }],
	['a stage that is null', { runId: 'e1', run: run({ stages: { alex: null, cass: 'done' } }) }],
	['a parent that is an object', { runId: 'e1', run: run({ parentRunId: { id: 1 } }) }],
	['a parent that is true', { runId: 'e1', run: run({ parentRunId: true }) }],
	['an identity that is null', { runId: 'e1', run: run(), identity: null, droppedArtifacts: 5 }],
	['a status of its own', { runId: 'e1', run: run({ status: 'user-aborted' }) }],
	['unknown keys', JSON.parse(`{"runId":"e1","__proto__":{"x":1},"constructor":1,"run":${JSON.stringify(run())}}`)],
];

describe.each(['user-only', 'on'] as const)('at audience %s', (audience) => {
	test.each(SENDABLE)('%s is sent', async (_what, entry) => {
		const portal = await startPortal();
		const world = createPublishedWorld();
		world.write(world.queueFile, [entry]);
		await world.sync(QUEUE_SETTING);
		const report = await pass(world, portal, { audience });
		expect(listDeadLetters(world.database)).toEqual([]);
		expect(report).toMatchObject({ delivered: 1, rejected: 0 });
		expect(portal.accepted()).toMatchObject([{ body: { slug: 'user-auth', featureSlug: 'user-auth' } }]);
		expect(portal.requests[0]?.headers['idempotency-key']).toBeTruthy();
		await world.sync(QUEUE_SETTING);
		expect(world.read(world.queueFile)).toEqual([]);
	});
});

/** Entries that no setting makes sendable. */
const UNSENDABLE: readonly (readonly [string, unknown])[] = [
	['an empty object', {}],
	['an empty run', { runId: 'u1', run: {} }],
	['a run without a slug', { runId: 'u1', run: run({ slug: undefined }) }],
	['a slug that is an object', { runId: 'u1', run: run({ slug: {} }) }],
	['a date that is none', { runId: 'u1', run: run({ startedAt: 'yesterday' }) }],
	['a batch entry', { mode: 'murmuration', status: 'partial', features: ['a'], summary: {} }],
	['null', null],
	['text', 'text'],
];

describe.each(['user-only', 'on'] as const)('at audience %s', (audience) => {
	test.each(UNSENDABLE)('%s becomes a dead letter, and what is behind it is sent', async (_what, entry) => {
		const portal = await startPortal();
		const world = createPublishedWorld();
		putEvent(world.database, sampleEvent('ours', { endpoint: '', audience }));
		world.write(world.queueFile, [entry, { runId: 'good', run: run() }]);
		await world.sync(QUEUE_SETTING);
		portal.behaviour = { status: 201, body: '{}' };
		expect(await pass(world, portal, { audience })).toMatchObject({ delivered: 2 });
		expect(listOutbox(world.database)).toEqual([]);
		expect(listDeadLetters(world.database)).toMatchObject([{ reason: expect.any(String) }]);
		expect(portal.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['ours', 'good']);
	});
});

test('an imported event shows no more than the audience permits', async () => {
	const portal = await startPortal();
	const world = createPublishedWorld();
	const secret = 'operator data';
	const identity = { gitUser: secret, gitEmail: secret, token: secret };
	world.write(world.queueFile, [
		{ runId: 'e1', run: run({ commitHash: secret, notes: secret }), identity, more: secret },
	]);
	await world.sync(QUEUE_SETTING);
	await pass(world, portal, { audience: 'user-only' });
	expect(portal.accepted()).toHaveLength(1);
	expect(portal.requests[0]?.raw.toString()).not.toContain(secret);
});

test('the envelope wire, and a limit that only goes without artifacts, hold for imported events too', async () => {
	const portal = await startPortal();
	portal.behaviour = { status: 200 };
	const world = createPublishedWorld();
	const artifacts = { 'FEATURE_SPEC.md': 'x'.repeat(5_000), 'story-a.md': 'y' };
	world.write(world.queueFile, [{ runId: 'e1', run: run(), artifacts, droppedArtifacts: 5 }]);
	await world.sync(QUEUE_SETTING);
	await pass(world, portal, { audience: 'on', wire: 'envelope', maxBytes: 1_000 });
	expect(portal.requests).toMatchObject([
		{
			body: {
				runId: 'e1',
				run: { slug: 'user-auth' },
				artifacts: { 'story-a.md': 'y' },
				droppedArtifacts: ['FEATURE_SPEC.md'],
			},
		},
	]);
});

test('an event that waits for wider settings is held, not buried', async () => {
	const portal = await startPortal();
	const world = createPublishedWorld();
	world.write(world.queueFile, [{ runId: 'e1', run: run() }]);
	await world.sync(QUEUE_SETTING);
	await pass(world, portal, { audience: 'operator-only' });
	expect(listOutbox(world.database).map(({ runId }) => runId)).toEqual(['e1']);
	expect(portal.requests).toEqual([]);
});
