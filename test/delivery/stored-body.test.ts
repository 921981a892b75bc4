import { describe, expect, test } from 'vitest';
import { artifactText, compressArtifact } from '../../source/adapters/artifacts.ts';
import type { Wire } from '../../source/core/payload/wire.ts';
import type { Audience } from '../../source/core/privacy/audience.ts';
import type { SenderSettings } from '../../source/core/settings/delivery-mode.ts';
import { endpointDigest, endpointOf } from '../../source/delivery/endpoint-digest.ts';
import { bodyFor, type SendableBody } from '../../source/delivery/stored-body.ts';
import { buildEvent } from '../../source/lifecycle/build-event.ts';
import { REPLACED_COUNTER, readCounters } from '../../source/store/counters.ts';
import { putRemoteId } from '../../source/store/deliveries.ts';
import { type OutboxEvent, putEvent, readEvent } from '../../source/store/outbox.ts';
import { drawn } from '../support/drawn.ts';
import { createPassWorld, SENDER } from '../support/pass.ts';
import { NOW_MS, sampleRun, sampleStage, temporaryDatabase } from '../support/store.ts';

const OTHER_URL = 'https://other.example.invalid/api/telemetry';
const SPEC = '# User auth\n';

/** Queues the event of a finished run as `run finish` does it. */
function queued(audience: Audience, wire: Wire, spec = SPEC) {
	const { maxBytes } = SENDER;
	const database = temporaryDatabase();
	const run = sampleRun({
		runId: 'child',
		status: 'success',
		completedAtMs: NOW_MS + 5_000,
		parentRunId: 'parent',
		commitHash: 'c0ffee',
		stages: [sampleStage('alex')],
	});
	const surroundings = {
		identity: { gitUser: 'Ada', recorder: 'murmur8-cli/0.0.0' },
		artifacts: [{ name: 'FEATURE_SPEC.md', gzipBase64: compressArtifact(spec), text: spec }],
		droppedArtifacts: [],
		replacedSecrets: {},
	};
	putRemoteId(database, 'parent', endpointDigest(SENDER.url), 'parent-here');
	putRemoteId(database, 'parent', endpointDigest(OTHER_URL), 'parent-there');
	const rendering = buildEvent(run, [], surroundings, { audience, wire, maxBytes }, 'parent-here');
	if (rendering?.kind !== 'body') throw new Error('the sample can not be sent');
	putEvent(database, {
		runId: run.runId,
		envelope: JSON.stringify(rendering.projected.value),
		body: rendering.body,
		audience,
		wire,
		endpoint: endpointOf(run.parentRunId, SENDER.url),
		queuedAtMs: NOW_MS,
	});
	const event = readEvent(database, run.runId) as OutboxEvent;
	const send = (settings: Partial<SenderSettings>) => bodyFor(database, event, { ...SENDER, ...settings });
	return { database, event, send };
}

/** The body as JSON, and its text to search for what must not be in it. */
function contentOf(sendable: SendableBody) {
	if (sendable.kind !== 'body') throw new Error(`not sendable: ${sendable.reason}`);
	const text = Buffer.from(sendable.body).toString();
	return { text, value: JSON.parse(text) };
}

describe('the stored bytes are sent as they are', () => {
	test.each<[Audience, Wire, Audience]>([
		['user-only', 'flat', 'user-only'],
		['user-only', 'flat', 'on'],
		['on', 'envelope', 'on'],
		['operator-only', 'envelope', 'on'],
		['operator-only', 'envelope', 'operator-only'],
	])('recorded at %s on %s, sent at %s', async (recorded, wire, now) => {
		const { event, send } = queued(recorded, wire);
		const sendable = await send({ audience: now, wire });
		expect(sendable).toEqual({ kind: 'body', body: event.body, replaced: {} });
	});

	test('to another endpoint too, where nothing in them depends on it', async () => {
		const { database, event } = queued('user-only', 'flat');
		const sendable = await bodyFor(database, { ...event, endpoint: '' }, { ...SENDER, url: OTHER_URL });
		expect(sendable).toEqual({ kind: 'body', body: event.body, replaced: {} });
	});
});

describe('nothing leaves, and the event stays', () => {
	test.each<[Audience, Wire, Audience]>([
		['user-only', 'flat', 'off'],
		['on', 'envelope', 'off'],
		['user-only', 'envelope', 'operator-only'],
		['operator-only', 'envelope', 'user-only'],
	])('recorded at %s on %s, while the audience is %s', async (recorded, wire, now) => {
		const { send } = queued(recorded, wire);
		expect(await send({ audience: now, wire })).toEqual({ kind: 'held', reason: `audience is ${now}` });
	});

	test('where a narrower audience leaves less than the flat wire needs', async () => {
		const { send } = queued('on', 'flat');
		expect(await send({ audience: 'operator-only' })).toMatchObject({
			kind: 'held',
			reason: expect.stringContaining('slug'),
		});
	});

	test('and the pass goes on to the next one', async () => {
		const { database } = queued('operator-only', 'envelope');
		const world = createPassWorld(database);
		expect(await world.flush({ audience: 'user-only' })).toEqual({ delivered: 0, rejected: 0, isBusy: false });
		expect(world.requests).toEqual([]);
		expect(readEvent(database, 'child')).toMatchObject({ attempts: 0 });
	});
});

describe('a narrower audience', () => {
	test('user-only takes out what is the operator’s', async () => {
		const { send } = queued('on', 'flat');
		const { text, value } = contentOf(await send({ audience: 'user-only' }));
		expect(value).toMatchObject({ runId: 'child', slug: 'user-auth', featureSpec: SPEC });
		for (const word of ['Ada', 'c0ffee', 'recorder']) expect(text).not.toContain(word);
	});

	test('operator-only takes out what is the user’s', async () => {
		const { send } = queued('on', 'envelope');
		const { text, value } = contentOf(await send({ audience: 'operator-only', wire: 'envelope' }));
		expect(value).toMatchObject({ runId: 'child', run: { commitHash: 'c0ffee' }, identity: { gitUser: 'Ada' } });
		for (const word of ['user-auth', 'artifacts', 'stages', 'success']) expect(text).not.toContain(word);
	});
});

describe('other settings render the event again', () => {
	test('another wire, with the texts out of the artifacts', async () => {
		const flat = contentOf(await queued('user-only', 'envelope').send({ wire: 'flat' })).value;
		expect(flat).toMatchObject({
			slug: 'user-auth',
			featureSlug: 'user-auth',
			featureSpec: SPEC,
			parentRunId: 'parent-here',
		});
		const envelope = contentOf(await queued('user-only', 'flat').send({ wire: 'envelope' })).value;
		expect(envelope).toMatchObject({ runId: 'child', run: { slug: 'user-auth', parentRunId: 'parent' } });
	});

	test.each([
		['one that knows the parent', OTHER_URL, 'parent-there'],
		['one that does not', 'https://third.example.invalid/', undefined],
	])('another endpoint: %s', async (_, url, parentRunId) => {
		const { send } = queued('user-only', 'flat');
		expect(contentOf(await send({})).value.parentRunId).toBe('parent-here');
		expect(contentOf(await send({ url })).value.parentRunId).toBe(parentRunId);
	});

	test('a smaller limit is kept to, or the event can’t be sent', async () => {
		const { send } = queued('user-only', 'envelope');
		expect(await send({ wire: 'flat', maxBytes: 100 })).toMatchObject({
			kind: 'unsendable',
			reason: expect.stringMatching(/over the limit of 100 bytes/),
		});
	});
});

test('an event that can’t be rendered for the settings of now becomes a dead letter in the pass', async () => {
	const { database } = queued('user-only', 'envelope');
	const world = createPassWorld(database);
	expect(await world.flush({ wire: 'flat', maxBytes: 100 })).toMatchObject({ rejected: 1 });
	expect(world.requests).toEqual([]);
});

describe('a secret that only the engine knows', () => {
	const secret = drawn('alnum', 14, 7);
	const spec = `# Spec\n\nDB_PASSWORD=${secret}\n`;

	test.each<Wire>(['flat', 'envelope'])('does not leave on %s, packed or as text', async (wire) => {
		const { event, send } = queued('user-only', wire, spec);
		expect(Buffer.from(event.body).includes(wire === 'flat' ? secret : 'artifacts')).toBe(true);
		const sendable = await send({ wire });
		const { text, value } = contentOf(sendable);
		expect(sendable).toMatchObject({ replaced: { 'secret-value': 1 } });
		expect(text).not.toContain(secret);
		expect(artifactText(value.artifacts['FEATURE_SPEC.md'])).toBe('# Spec\n\nDB_PASSWORD=<TOKEN>\n');
		expect(value).toMatchObject({ runId: 'child', ...(wire === 'flat' ? { slug: 'user-auth' } : {}) });
	});

	test('is counted once the event is delivered', async () => {
		const { database } = queued('user-only', 'flat', spec);
		const world = createPassWorld(database);
		expect(await world.flush({})).toMatchObject({ delivered: 1 });
		expect(JSON.stringify(world.requests)).not.toContain(secret);
		expect(readCounters(database, REPLACED_COUNTER)).toEqual({ 'secret-value': 1 });
	});
});

test('an endpoint is named by its digest, and not at all where nothing depends on it', () => {
	expect(endpointDigest(SENDER.url)).toMatch(/^[0-9a-f]{64}$/);
	expect(endpointDigest(SENDER.url)).not.toBe(endpointDigest(OTHER_URL));
	expect(endpointOf(undefined, SENDER.url)).toBe('');
	expect(endpointOf('parent', SENDER.url)).toBe(endpointDigest(SENDER.url));
});
