import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { endpointDigest } from '../../source/delivery/endpoint-digest.ts';
import { deliveriesOf, readRemoteId } from '../../source/store/deliveries.ts';
import { hasDueEvents, listDeadLetters, listOutbox, putEvent, readEvent } from '../../source/store/outbox.ts';
import { answer, createPassWorld, delivered, noAnswer, type PassWorld, SENDER } from '../support/pass.ts';
import { NOW_MS, sampleEvent } from '../support/store.ts';

const ENDPOINT = endpointDigest(SENDER.url);

function worldWith(...runIds: readonly string[]): PassWorld {
	const world = createPassWorld();
	for (const runId of runIds) putEvent(world.database, sampleEvent(runId, { endpoint: ENDPOINT }));
	return world;
}

const sentIds = ({ requests }: PassWorld) => requests.map(({ runId }) => runId);
const waitingIds = ({ database }: PassWorld) => listOutbox(database).map(({ runId }) => runId);

test('an empty outbox is done at once', async () => {
	const world = createPassWorld();
	expect(await world.flush()).toEqual({ delivered: 0, rejected: 0, stoppedBy: undefined, isBusy: false });
	expect(world.requests).toEqual([]);
});

describe('delivered', () => {
	test('events leave in the order in which they were queued', async () => {
		const world = worldWith('c', 'a', 'b');
		expect(await world.flush()).toEqual({ delivered: 3, rejected: 0, stoppedBy: undefined, isBusy: false });
		expect(sentIds(world)).toEqual(['c', 'a', 'b']);
		expect(waitingIds(world)).toEqual([]);
		expect(world.pauses).toEqual([]);
	});

	test('a request carries the stored bytes and everything else that a sender needs', async () => {
		const world = worldWith('a');
		const key = randomUUID();
		await world.flush({ key, timeoutMs: 1_234 });
		const [request] = world.requests;
		expect(request).toEqual({
			url: SENDER.url,
			key,
			runId: 'a',
			body: expect.anything(),
			retryCount: 0,
			deadlineMs: 1_234,
			userAgent: 'murmur8/0.0.0-test',
		});
		expect(Buffer.from(request?.body ?? []).toString()).toBe('body of a');
	});

	test('the id of the receiver is kept for this endpoint, and the attempt is logged', async () => {
		const world = worldWith('a', 'b');
		world.onSend = ({ runId }) => delivered(runId === 'a' ? 'remote-1' : undefined);
		await world.flush();
		expect(readRemoteId(world.database, 'a', ENDPOINT)).toBe('remote-1');
		expect(readRemoteId(world.database, 'b', ENDPOINT)).toBeUndefined();
		expect(deliveriesOf(world.database, 'a', 5)).toEqual([
			{ runId: 'a', result: 'delivered', atMs: NOW_MS, durationMs: 7, statusCode: 201, reason: undefined },
		]);
	});
});

test('a rejected event becomes a dead letter with the receiver’s words, and the next one goes', async () => {
	const world = worldWith('bad', 'good');
	world.onSend = ({ runId }) =>
		runId === 'bad' ? answer({ kind: 'rejected', statusCode: 422, reason: 'slug: is reserved' }) : delivered();
	expect(await world.flush()).toMatchObject({ delivered: 1, rejected: 1, stoppedBy: undefined });
	expect(waitingIds(world)).toEqual([]);
	expect(listDeadLetters(world.database)).toMatchObject([
		{ runId: 'bad', statusCode: 422, reason: 'slug: is reserved', attempts: 1, diedAtMs: NOW_MS },
	]);
	expect(deliveriesOf(world.database, 'bad', 5)).toMatchObject([{ result: 'rejected', statusCode: 422 }]);
	expect(world.pauses).toEqual([]);
});

describe('the pass stops and everything stays', () => {
	test.each([
		['someone must mend the settings', answer({ kind: 'configuration', statusCode: 401, reason: 'Unauthorized' })],
		['TLS fails', { ...noAnswer(), outcome: { kind: 'configuration', reason: 'CERT_HAS_EXPIRED' } as const }],
		['nobody listens', noAnswer()],
		['no answer comes in time', noAnswer('no answer within 10000 ms')],
	])('where %s', async (_, result) => {
		const world = worldWith('a', 'b', 'c');
		world.onSend = () => result;
		const reason = 'reason' in result.outcome ? result.outcome.reason : '';
		expect(await world.flush()).toEqual({ delivered: 0, rejected: 0, stoppedBy: reason, isBusy: false });
		expect(sentIds(world)).toEqual(['a']);
		expect(waitingIds(world)).toEqual(['a', 'b', 'c']);
		const attempts = result.outcome.kind === 'transient' ? 1 : 0;
		expect(readEvent(world.database, 'a')).toMatchObject({ attempts, retryAfterMs: 0 });
		expect(readEvent(world.database, 'b')).toMatchObject({ attempts: 0 });
		expect(deliveriesOf(world.database, 'a', 5)).toMatchObject([{ result: result.outcome.kind, reason }]);
		expect(hasDueEvents(world.database, NOW_MS)).toBe(true);
	});

	test('and what was delivered before stays delivered', async () => {
		const world = worldWith('a', 'b', 'c');
		world.onSend = ({ runId }) => (runId === 'a' ? delivered() : noAnswer());
		expect(await world.flush()).toMatchObject({ delivered: 1, stoppedBy: 'ECONNREFUSED' });
		expect(waitingIds(world)).toEqual(['b', 'c']);
		world.onSend = () => delivered();
		expect(await world.flush()).toMatchObject({ delivered: 2, stoppedBy: undefined });
		expect(world.requests.slice(2).map(({ runId, retryCount }) => [runId, retryCount])).toEqual([
			['b', 1],
			['c', 0],
		]);
	});

	test('without a word sent where no time is left', async () => {
		const world = worldWith('a', 'b');
		world.remainingMs = () => 19.9;
		expect(await world.flush()).toMatchObject({ delivered: 0, stoppedBy: 'out of time' });
		expect(world.requests).toEqual([]);
		expect(readEvent(world.database, 'a')).toMatchObject({ attempts: 0 });
	});

	test('when the time runs out under way; deadlines shrink with what is left', async () => {
		const world = worldWith('a', 'b', 'c');
		const remaining = [15_000.5, 900.9, 5];
		world.remainingMs = () => remaining[world.requests.length] ?? 0;
		expect(await world.flush()).toMatchObject({ delivered: 2, stoppedBy: 'out of time' });
		expect(world.requests.map(({ deadlineMs }) => deadlineMs)).toEqual([10_000, 900]);
		expect(waitingIds(world)).toEqual(['c']);
	});
});

test('a send that throws is a bug: it comes out, and the claim does not stay behind', async () => {
	const world = worldWith('a');
	world.onSend = () => Promise.reject(new Error('bug'));
	await expect(world.flush()).rejects.toThrow('bug');
	world.onSend = () => delivered();
	expect(await world.flush()).toMatchObject({ delivered: 1, isBusy: false });
});
