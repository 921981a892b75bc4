import { describe, expect, test } from 'vitest';
import { readCounter } from '../../../source/store/counters.ts';
import { DROPPED_COUNTER, listDeadLetters, listOutbox, putEvent } from '../../../source/store/outbox.ts';
import { createPublishedWorld, type PublishedWorld, QUEUE_SETTING } from '../../support/published.ts';
import { sampleEvent } from '../../support/store.ts';

const theirs = (runId: string) => ({ runId, run: { slug: 'their-feature', stages: {} } });
const waiting = ({ database }: PublishedWorld) => listOutbox(database).map(({ runId }) => runId);
const published = (world: PublishedWorld) => world.read(world.queueFile).map((entry: { runId: string }) => entry.runId);

/** A world in which these events of ours wait and are published. */
async function withEvents(...runIds: readonly string[]): Promise<PublishedWorld> {
	const world = createPublishedWorld();
	for (const runId of runIds) putEvent(world.database, sampleEvent(runId));
	await world.sync(QUEUE_SETTING);
	return world;
}

describe('what another program queued', () => {
	test('is taken over once, in its order, behind ours', async () => {
		const world = await withEvents('a');
		world.write(world.queueFile, [{ runId: 'a' }, theirs('x'), theirs('y'), theirs('x')]);
		await world.sync(QUEUE_SETTING);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['a', 'x', 'y']);
		expect(published(world)).toEqual(['a', 'x', 'y']);
	});

	test('without an id of its own is the same event next time', async () => {
		const world = createPublishedWorld();
		const flat = { slug: 'flat', startedAt: '2026-01-01T00:00:00Z', stages: null };
		world.write(world.queueFile, [flat]);
		await world.sync(QUEUE_SETTING);
		const [runId = ''] = waiting(world);
		expect(runId).toMatch(/^[0-9a-f]{64}$/);
		expect(world.read(world.queueFile)).toEqual([{ run: flat, runId }]);
		world.write(world.queueFile, [flat]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual([runId]);
	});

	test('and is no event becomes a dead letter', async () => {
		const world = createPublishedWorld();
		const junk = [null, 'text', 7, [{ runId: 'in a list' }], true];
		world.write(world.queueFile, [...junk, theirs('x')]);
		await world.sync(QUEUE_SETTING);
		world.write(world.queueFile, [...junk, theirs('x')]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['x']);
		expect(listDeadLetters(world.database).map(({ reason }) => reason)).toEqual(
			junk.map(() => 'in the queue file, but no event'),
		);
		expect(published(world)).toEqual(['x']);
	});

	test('drops none of ours: the newest of theirs find room, the others are counted', async () => {
		const world = await withEvents(...Array.from({ length: 48 }, (_, index) => `ours ${index}`));
		world.write(world.queueFile, [
			...world.read(world.queueFile),
			...Array.from({ length: 100 }, (_, index) => theirs(`theirs ${index}`)),
		]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toHaveLength(50);
		expect(waiting(world).slice(0, 48)).toEqual(Array.from({ length: 48 }, (_, index) => `ours ${index}`));
		expect(waiting(world).slice(48)).toEqual(['theirs 98', 'theirs 99']);
		expect(readCounter(world.database, DROPPED_COUNTER)).toBe(98);
	});

	test('and is larger than the outbox drops none of ours either', async () => {
		const world = await withEvents('a');
		const huge = { ...theirs('huge'), filler: 'x'.repeat(33 * 1024 * 1024) };
		world.write(world.queueFile, [{ runId: 'a' }, huge, theirs('x')]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['a', 'x']);
		expect(readCounter(world.database, DROPPED_COUNTER)).toBe(1);
	});
});
