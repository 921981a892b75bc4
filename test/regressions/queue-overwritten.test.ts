import { utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listOutbox, putEvent } from '../../source/store/outbox.ts';
import { createPublishedWorld, LONG_MS, type PublishedWorld, QUEUE_SETTING } from '../support/published.ts';
import { sampleEvent } from '../support/store.ts';

const START_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

/** The file's time is what counts. */
const setTime = ({ queueFile }: PublishedWorld, ms: number) => utimesSync(queueFile, ms / 1_000, ms / 1_000);

async function publishAt(world: PublishedWorld, runId: string, ms: number): Promise<void> {
	putEvent(world.database, sampleEvent(runId));
	await world.sync(QUEUE_SETTING);
	setTime(world, ms);
	// The time is taken over as that of the file's last state.
	const row = world.database.prepare(`SELECT identities FROM published WHERE file LIKE 'queue %'`).get();
	const identities = { ...JSON.parse(row?.['identities'] as string), [runId]: ms };
	world.database
		.prepare(`UPDATE published SET modified_ms = ?, identities = ? WHERE file LIKE 'queue %'`)
		.run(ms, JSON.stringify(identities));
}

/**
 * The other program reads the queue, sends what it read, and writes back the rest: an event that was published in
 * between was taken for settled by it, though it had never seen it, and was lost.
 */
test.each<[string, afterMs: number, rest: readonly string[], expected: readonly string[]]>([
	['all drained soon after', MINUTE_MS / 2, [], ['b']],
	['all drained long after', 2 * MINUTE_MS, [], []],
	['a slow drain that kept some', 5 * MINUTE_MS, ['a'], ['a', 'b']],
	['a drain that kept some, long after', 11 * MINUTE_MS, ['a'], ['a']],
])('%s: only what it can have read is settled', async (_what, afterMs, rest, expected) => {
	const world = createPublishedWorld();
	await publishAt(world, 'a', START_MS - LONG_MS);
	await publishAt(world, 'b', START_MS);
	world.write(
		world.queueFile,
		rest.map((runId) => ({ runId })),
	);
	setTime(world, START_MS + afterMs);
	await world.sync(QUEUE_SETTING);
	expect(listOutbox(world.database).map(({ runId }) => runId)).toEqual(expected);
});

test('an event that was published again after a race is as new as that', async () => {
	const world = createPublishedWorld();
	await publishAt(world, 'a', START_MS - LONG_MS);
	world.write(world.queueFile, [{ runId: 'theirs', run: {} }]);
	await world.sync(QUEUE_SETTING);
	world.write(world.queueFile, []);
	await world.sync(QUEUE_SETTING);
	expect(listOutbox(world.database).map(({ runId }) => runId)).toEqual(['a', 'theirs']);
});
