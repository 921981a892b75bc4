import { existsSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deliveriesOf, logDelivery } from '../../../source/store/deliveries.ts';
import { deleteEvent, listOutbox, putEvent } from '../../../source/store/outbox.ts';
import { hasForeignChange } from '../../../source/store/published/changes.ts';
import { createPublishedWorld, type PublishedWorld, QUEUE_SETTING } from '../../support/published.ts';
import { NOW_MS, sampleEvent } from '../../support/store.ts';

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

test('what waits is published as it was projected, and taken out once it is delivered', async () => {
	const world = createPublishedWorld();
	await world.sync(QUEUE_SETTING);
	expect(existsSync(world.queueFile)).toBe(false);
	for (const runId of ['a', 'b']) {
		putEvent(world.database, sampleEvent(runId, { envelope: JSON.stringify({ runId, run: { slug: 'ü' } }) }));
	}
	await world.sync(QUEUE_SETTING);
	expect(world.read(world.queueFile)).toEqual([
		{ runId: 'a', run: { slug: 'ü' } },
		{ runId: 'b', run: { slug: 'ü' } },
	]);
	for (const runId of ['a', 'b']) deleteEvent(world.database, runId);
	await world.sync(QUEUE_SETTING);
	expect(world.read(world.queueFile)).toEqual([]);
});

describe('events of ours that are gone from the file', () => {
	test.each([
		[['a', 'b'], []],
		[['a'], ['b']],
	])('(%j) with nothing new beside: settled elsewhere', async (gone, left) => {
		const world = await withEvents('a', 'b');
		world.rewrite(
			world.queueFile,
			left.map((runId) => ({ runId })),
		);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(left);
		for (const runId of gone) {
			expect(deliveriesOf(world.database, runId, 9)).toMatchObject([{ result: 'elsewhere', atMs: NOW_MS }]);
		}
		expect(published(world)).toEqual(left);
	});

	test('beside something new were lost in a race: they stay and are published again', async () => {
		const world = await withEvents('a', 'b');
		world.write(world.queueFile, [{ runId: 'b' }, theirs('new')]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['a', 'b', 'new']);
		expect(published(world)).toEqual(['a', 'b', 'new']);
		expect(deliveriesOf(world.database, 'a', 9)).toEqual([]);
	});

	test('because of a stale write stay as well, and what we delivered meanwhile is not sent twice', async () => {
		const world = await withEvents('a');
		deleteEvent(world.database, 'a');
		const line = { atMs: NOW_MS, durationMs: 1, statusCode: 201, reason: undefined } as const;
		logDelivery(world.database, { ...line, runId: 'a', result: 'delivered' });
		putEvent(world.database, sampleEvent('b'));
		await world.sync(QUEUE_SETTING);
		world.write(world.queueFile, [{ runId: 'a' }]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['b']);
		expect(published(world)).toEqual(['b']);
	});

	test('and come back are queued again: the other program failed to deliver them', async () => {
		const world = await withEvents('a');
		world.rewrite(world.queueFile, []);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual([]);
		world.write(world.queueFile, [theirs('a')]);
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['a']);
	});

	test('with the whole file are published again', async () => {
		const world = await withEvents('a');
		rmSync(world.queueFile);
		await world.sync(QUEUE_SETTING);
		expect([waiting(world), published(world)]).toEqual([['a'], ['a']]);
	});

	test('that were not yet published when the file was emptied stay', async () => {
		const world = await withEvents('a');
		world.rewrite(world.queueFile, []);
		putEvent(world.database, sampleEvent('b'));
		await world.sync(QUEUE_SETTING);
		expect(waiting(world)).toEqual(['b']);
	});

	describe('where another program writes over and over', () => {
		/** It was seen to write twice; then it wrote over `late` unseen, and read once more before it emptied the file. */
		async function withUnseenWrite(): Promise<PublishedWorld> {
			const world = await withEvents('a');
			for (const runId of ['x', 'y']) {
				const held = world.read(world.queueFile) as readonly unknown[];
				world.rewrite(world.queueFile, [...held, theirs(runId)]);
				await world.sync(QUEUE_SETTING);
			}
			const stale = world.read(world.queueFile) as readonly unknown[];
			putEvent(world.database, sampleEvent('late'));
			await world.sync(QUEUE_SETTING);
			world.write(world.queueFile, stale);
			world.rewrite(world.queueFile, []);
			return world;
		}

		test('stay and are published again: its reading before the last is not known', async () => {
			const world = await withUnseenWrite();
			await world.sync(QUEUE_SETTING);
			expect(waiting(world)).toEqual(['a', 'x', 'y', 'late']);
			expect(published(world)).toEqual(['a', 'x', 'y', 'late']);
		});

		test('are settled once that was long ago', async () => {
			const world = await withUnseenWrite();
			await world.sync(QUEUE_SETTING, NOW_MS + 30_000);
			expect(waiting(world)).toEqual([]);
		});

		test('are settled where it was seen to write but once before', async () => {
			const world = await withEvents('a');
			world.rewrite(world.queueFile, [...(world.read(world.queueFile) as readonly unknown[]), theirs('x')]);
			await world.sync(QUEUE_SETTING);
			world.rewrite(world.queueFile, []);
			await world.sync(QUEUE_SETTING);
			expect(waiting(world)).toEqual([]);
		});
	});

	test('because another file is the queue now are not gone', async () => {
		const world = await withEvents('a');
		const setting = '.claude/other/telemetry-failed.json';
		await world.sync(setting);
		world.write(world.queueFile, []);
		await world.sync(setting);
		expect(waiting(world)).toEqual(['a']);
		world.write(world.queueFile.replace('telemetry-failed', 'second'), []);
		await world.sync('.claude/second.json');
		expect(waiting(world)).toEqual(['a']);
	});
});

test('without a queue setting, as under audience off, its file is neither read nor written', async () => {
	const world = createPublishedWorld();
	putEvent(world.database, sampleEvent('a'));
	await world.sync();
	expect(existsSync(world.queueFile)).toBe(false);
	world.write(world.queueFile, [theirs('x')]);
	expect(hasForeignChange(world.database, world.project, undefined)).toBe(false);
	expect(hasForeignChange(world.database, world.project, QUEUE_SETTING)).toBe(true);
	await world.sync();
	expect(world.read(world.queueFile)).toEqual([theirs('x')]);
	expect(waiting(world)).toEqual(['a']);
});

test.each(['.claude/murmur8.db/queue.json', 'README.md/deep/queue.json'])(
	'a queue path below a file (%s) is no change and no crash',
	async (setting) => {
		const world = createPublishedWorld();
		world.write(`${world.project.dataRoot}/README.md`, 'x');
		expect(hasForeignChange(world.database, world.project, setting)).toBe(false);
		await expect(world.sync(setting)).rejects.toThrow();
	},
);
