import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracksReads } from '../../source/adapters/read-tracking.ts';
import { listOutbox, putEvent } from '../../source/store/outbox.ts';
import { createPublishedWorld, nextTick, type PublishedWorld, QUEUE_SETTING } from '../support/published.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { sampleEvent } from '../support/store.ts';

const left = ({ database }: PublishedWorld) => listOutbox(database).map(({ runId }) => runId);

type Step = 'publish' | 'read' | 'write' | 'look';

/** Names of the events by the order in which they are published: a, b, c. */
async function play(steps: readonly Step[], rest: readonly string[]): Promise<PublishedWorld> {
	const world = createPublishedWorld();
	let published = 0;
	for (const step of steps) {
		nextTick(world.project.root);
		if (step === 'publish') {
			putEvent(world.database, sampleEvent('abc'.charAt(published++)));
			await world.sync(QUEUE_SETTING);
		} else if (step === 'write') {
			world.write(
				world.queueFile,
				rest.map((runId) => ({ runId })),
			);
		} else readFileSync(world.queueFile);
	}
	nextTick(world.project.root);
	await world.sync(QUEUE_SETTING);
	return world;
}

/**
 * The other program reads the queue, sends what it read, and writes back the rest: an event that was published in
 * between was taken for settled by it, though it had never seen it, and was lost.
 */
test.each<[string, steps: readonly Step[], rest: readonly string[], expected: readonly string[]]>([
	['read, drained', ['publish', 'read', 'write'], [], []],
	['two read, drained', ['publish', 'publish', 'read', 'write'], [], []],
	['one read, both gone', ['publish', 'read', 'publish', 'write'], [], ['b']],
	['one read, two more published', ['publish', 'read', 'publish', 'publish', 'write'], [], ['b', 'c']],
	['two read, one more published', ['publish', 'publish', 'read', 'publish', 'write'], [], ['c']],
	['two read, one kept, one more published', ['publish', 'publish', 'read', 'publish', 'write'], ['a'], ['a', 'c']],
	['read again after the second', ['publish', 'read', 'publish', 'read', 'write'], [], []],
	['never read', ['publish', 'publish', 'write'], [], ['a', 'b']],
	['read only once it was overwritten', ['publish', 'read', 'publish', 'write', 'look'], [], ['b']],
])('%s: only what the other program has seen is settled', async (_what, steps, rest, expected) => {
	const world = await play(steps, rest);
	// Where the file system does not note when a file is read, what stands in it is all there is to go by.
	expect(left(world)).toEqual(tracksReads(world.queueFile) ? expected : rest);
});

test('an event that was published again after a race is as new as that', async () => {
	const world = await play(['publish', 'read'], []);
	nextTick(world.project.root);
	world.write(world.queueFile, [{ runId: 'theirs', run: {} }]);
	nextTick(world.project.root);
	await world.sync(QUEUE_SETTING);
	nextTick(world.project.root);
	world.write(world.queueFile, []);
	await world.sync(QUEUE_SETTING);
	expect(left(world)).toContain('a');
});

test('a file that was put in the place of ours is taken at its word', async () => {
	const world = await play(['publish'], []);
	rmSync(world.queueFile);
	// Keeps the number of the old one from being given to the new one.
	writeFileSync(join(world.project.root, 'other'), '');
	world.write(world.queueFile, []);
	if (statSync(world.queueFile).ino === statSync(join(world.project.root, 'other')).ino) throw new Error('one file');
	await world.sync(QUEUE_SETTING);
	expect(left(world)).toEqual([]);
});

test('reading leaves a trace where the file system notes it, and the probe leaves none', () => {
	const folder = temporaryFolder();
	const path = join(folder, 'file');
	writeFileSync(path, '');
	expect(tracksReads(path)).toBeTypeOf('boolean');
	expect(tracksReads(join(folder, 'nowhere', 'file'))).toBe(false);
});
