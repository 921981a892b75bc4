import { describe, expect, test } from 'vitest';
import { endpointDigest } from '../../source/delivery/endpoint-digest.ts';
import { deliveriesOf } from '../../source/store/deliveries.ts';
import { listDeadLetters, listOutbox, postponeEvent, putEvent, readEvent } from '../../source/store/outbox.ts';
import { answer, busy, createPassWorld, delivered, noAnswer, type PassWorld, SENDER } from '../support/pass.ts';
import { NOW_MS, sampleEvent } from '../support/store.ts';

const DAY_MS = 86_400_000;

function worldWith(...runIds: readonly string[]): PassWorld {
	const world = createPassWorld();
	for (const runId of runIds) putEvent(world.database, sampleEvent(runId, { endpoint: endpointDigest(SENDER.url) }));
	return world;
}

/** Gives an event a past. */
function age(world: PassWorld, runId: string, attempts: number): void {
	for (let index = 0; index < attempts; index++) postponeEvent(world.database, runId, 1, 0);
}

const retryCounts = ({ requests }: PassWorld) => requests.map(({ runId, retryCount }) => [runId, retryCount]);

describe('a receiver that answers 5xx', () => {
	test('is asked three times per event, and the next event has its turn', async () => {
		const world = worldWith('a', 'b');
		world.onSend = ({ runId }) => (runId === 'a' ? busy() : delivered());
		expect(await world.flush()).toMatchObject({ delivered: 1, stoppedBy: undefined });
		expect(retryCounts(world)).toEqual([
			['a', 0],
			['a', 1],
			['a', 2],
			['b', 0],
		]);
		expect(readEvent(world.database, 'a')).toMatchObject({ attempts: 3, retryAfterMs: 0 });
		expect(deliveriesOf(world.database, 'a', 5).map(({ result }) => result)).toEqual(Array(3).fill('transient'));
	});

	test.each([
		[0, [0, 0]],
		[0.5, [250, 500]],
		[0.999, [500, 999]],
	])('with chance at %f is given pauses of %j ms', async (random, pauses) => {
		const world = worldWith('a');
		world.onSend = () => busy();
		world.random = () => random;
		await world.flush();
		expect(world.pauses).toEqual(pauses);
	});

	test('and then is well again gets the same bytes', async () => {
		const world = worldWith('a');
		world.onSend = () => (world.requests.length < 3 ? busy() : delivered());
		expect(await world.flush()).toMatchObject({ delivered: 1 });
		const bodies = world.requests.map(({ body }) => Buffer.from(body).toString());
		expect(new Set(bodies).size).toBe(1);
		expect(listOutbox(world.database)).toEqual([]);
	});

	test('and then refuses ends in a dead letter with every attempt counted', async () => {
		const world = worldWith('a');
		world.onSend = () =>
			world.requests.length < 2 ? busy() : answer({ kind: 'rejected', statusCode: 400, reason: 'no' });
		await world.flush();
		expect(listDeadLetters(world.database)).toMatchObject([{ runId: 'a', attempts: 2, statusCode: 400 }]);
	});

	test('and then is gone ends the pass', async () => {
		const world = worldWith('a', 'b');
		world.onSend = () => (world.requests.length < 2 ? busy() : noAnswer());
		expect(await world.flush()).toMatchObject({ stoppedBy: 'ECONNREFUSED' });
		expect(retryCounts(world)).toEqual([
			['a', 0],
			['a', 1],
		]);
	});

	test('gets no pause longer than the time that is left', async () => {
		const world = worldWith('a');
		world.onSend = () => busy();
		world.random = () => 0.999;
		world.remainingMs = () => 100;
		await world.flush();
		expect(world.pauses).toEqual([100, 100]);
	});
});

describe('Retry-After', () => {
	test('ends the pass; the event is not due before, the others are', async () => {
		const world = worldWith('a', 'b');
		world.onSend = () => busy(60_000);
		expect(await world.flush()).toMatchObject({ delivered: 0, stoppedBy: 'HTTP 503' });
		expect(retryCounts(world)).toEqual([['a', 0]]);
		expect(readEvent(world.database, 'a')).toMatchObject({ attempts: 1, retryAfterMs: NOW_MS + 60_000 });

		world.onSend = () => delivered();
		world.clock.nowMs = NOW_MS + 59_999;
		expect(await world.flush()).toMatchObject({ delivered: 1 });
		expect(listOutbox(world.database).map(({ runId }) => runId)).toEqual(['a']);
		world.clock.nowMs = NOW_MS + 60_000;
		expect(await world.flush()).toMatchObject({ delivered: 1 });
		expect(retryCounts(world).slice(1)).toEqual([
			['b', 0],
			['a', 1],
		]);
	});

	test('is forgotten once the receiver answers without it', async () => {
		const world = worldWith('a');
		world.onSend = () => busy(60_000);
		await world.flush();
		world.clock.nowMs = NOW_MS + 60_000;
		world.onSend = () => noAnswer();
		await world.flush();
		expect(readEvent(world.database, 'a')).toMatchObject({ attempts: 2, retryAfterMs: 0 });
	});
});

describe('an event is given up', () => {
	test('after 25 attempts', async () => {
		const world = worldWith('old', 'new');
		age(world, 'old', 25);
		expect(await world.flush()).toMatchObject({ delivered: 1, rejected: 1 });
		expect(retryCounts(world)).toEqual([['new', 0]]);
		expect(listDeadLetters(world.database)).toMatchObject([
			{ runId: 'old', attempts: 25, reason: 'given up after 25 attempts', statusCode: null },
		]);
		expect(deliveriesOf(world.database, 'old', 1)).toMatchObject([{ result: 'expired', durationMs: 0 }]);
	});

	test('in the middle of its tries', async () => {
		const world = worldWith('a');
		age(world, 'a', 24);
		world.onSend = () => busy();
		expect(await world.flush()).toMatchObject({ rejected: 1 });
		expect(retryCounts(world)).toEqual([['a', 24]]);
		expect(listDeadLetters(world.database)).toMatchObject([{ attempts: 25 }]);
	});

	test.each([
		[30 * DAY_MS - 1, 0, 1],
		[30 * DAY_MS, 1, 0],
	])('when it has waited %i ms: expired %i', async (waitedMs, expired, sent) => {
		const world = worldWith('a');
		world.clock.nowMs = NOW_MS + waitedMs;
		await world.flush();
		expect(world.requests).toHaveLength(sent);
		expect(listDeadLetters(world.database).map(({ reason }) => reason)).toEqual(
			Array(expired).fill('given up after 30 days'),
		);
	});

	test('not because the clock went back', async () => {
		const world = worldWith('a');
		world.clock.nowMs = NOW_MS - 365 * DAY_MS;
		expect(await world.flush()).toMatchObject({ delivered: 1 });
	});
});
