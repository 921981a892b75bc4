import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '../../../source/store/database.ts';
import { restoreHistory } from '../../../source/store/history.ts';
import { createPublishedWorld, isoAt, type PublishedWorld, recordRun } from '../../support/published.ts';
import { NOW_MS } from '../../support/store.ts';

const MINUTE_MS = 60_000;
const ids = (entries: readonly { runId?: string; slug?: string }[]) =>
	entries.map((entry) => entry?.runId ?? entry?.slug);

describe('a history that was cleared', () => {
	async function cleared() {
		const world = createPublishedWorld();
		world.write(world.historyFile, [{ slug: 'theirs', completedAt: isoAt(NOW_MS) }]);
		const { runId } = recordRun(world.database);
		await world.sync();
		writeFileSync(world.historyFile, '[]\n');
		return { world, runId };
	}

	test('hides everything, and restoring brings it back', async () => {
		const { world, runId } = await cleared();
		await world.sync();
		await world.sync();
		expect(world.read(world.historyFile)).toEqual([]);
		expect(inTransaction(world.database, () => restoreHistory(world.database))).toBe(2);
		await world.sync();
		expect(ids(world.read(world.historyFile))).toEqual(['theirs', runId]);
	});

	test('does not hide a run that ended since', async () => {
		const { world } = await cleared();
		const later = recordRun(world.database, { startedAtMs: NOW_MS + MINUTE_MS });
		await world.sync();
		expect(ids(world.read(world.historyFile))).toEqual([later.runId]);
	});

	test('hides the older runs too that were no longer published', async () => {
		const world = createPublishedWorld();
		inTransaction(world.database, () => {
			for (let index = 0; index < 1_010; index++)
				recordRun(world.database, { startedAtMs: NOW_MS + index, stages: [] });
		});
		await world.sync();
		writeFileSync(world.historyFile, '[]');
		const later = recordRun(world.database, { startedAtMs: NOW_MS + MINUTE_MS });
		await world.sync();
		expect(ids(world.read(world.historyFile))).toEqual([later.runId]);
	});
});

test.each<[string, (world: PublishedWorld) => void]>([
	['is gone', ({ historyFile }) => rmSync(historyFile)],
	['lacks some entries', (world) => world.write(world.historyFile, world.read(world.historyFile).slice(1))],
	['has other entries only', (world) => world.write(world.historyFile, [{ slug: 'new', completedAt: isoAt(1) }])],
])('a file that %s is published again', async (_what, damage) => {
	const world = createPublishedWorld();
	world.write(world.historyFile, [{ slug: 'theirs', completedAt: isoAt(NOW_MS) }]);
	const run = recordRun(world.database);
	await world.sync();
	damage(world);
	await world.sync();
	expect(ids(world.read(world.historyFile)).filter((id) => id !== 'new')).toEqual(['theirs', run.runId]);
});

test('of our runs the newest 1,000 are published, of theirs all', async () => {
	const world = createPublishedWorld();
	const theirs = Array.from({ length: 1_100 }, (_, n) => ({
		slug: `their ${n}`,
		startedAt: isoAt(NOW_MS - 9_999 + n),
	}));
	world.write(world.historyFile, theirs);
	const own = inTransaction(world.database, () =>
		Array.from({ length: 1_003 }, (_, n) => recordRun(world.database, { startedAtMs: NOW_MS + n, stages: [] }).runId),
	);
	await world.sync();
	expect(ids(world.read(world.historyFile))).toEqual([...theirs.map(({ slug }) => slug), ...own.slice(3)]);
});

test('a sync that has nothing to say touches nothing', async () => {
	const world = createPublishedWorld();
	await world.sync();
	expect(existsSync(world.historyFile)).toBe(false);
	recordRun(world.database);
	await world.sync();
	writeFileSync(world.historyFile, `${readFileSync(world.historyFile, 'utf8')}\n`);
	const { ino, mtimeMs } = statSync(world.historyFile);
	await world.sync();
	await world.sync();
	expect(statSync(world.historyFile)).toMatchObject({ ino, mtimeMs });
});
