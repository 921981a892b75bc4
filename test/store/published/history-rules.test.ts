import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hasForeignChange } from '../../../source/store/published/changes.ts';
import { createPublishedWorld, isoAt, type PublishedWorld, recordRun } from '../../support/published.ts';
import { NOW_MS, sampleRun } from '../../support/store.ts';

const MINUTE_MS = 60_000;
/** Every odd shape of the field, oldest first, as files hold them. */
const ODD_ENTRIES: readonly unknown[] = [
	{ slug: 'plain', status: 'success', startedAt: isoAt(NOW_MS), completedAt: isoAt(NOW_MS + 1), stages: {} },
	null,
	null,
	{ slug: 'no end', status: 'failed', startedAt: isoAt(NOW_MS - 9 * MINUTE_MS), stages: { alex: null } },
	{ slug: 'text cost', startedAt: isoAt(NOW_MS), completedAt: isoAt(NOW_MS + 2), totalCost: '$0.12', stages: [] },
	{ mode: 'murmuration', status: 'partial', features: ['a', { b: 1 }], summary: { total: 2, failed: ['b'] } },
	{ mode: 'murmuration', status: 'partial', features: ['a', { b: 1 }], summary: { total: 2, failed: ['b'] } },
	{ slug: 'aborted', status: 'user-aborted', startedAt: 'yesterday', completedAt: null },
	{ slug: 'twice', status: 'paused', startedAt: isoAt(NOW_MS + 3), completedAt: isoAt(NOW_MS + 4) },
	{ slug: 'twice', status: 'success', startedAt: isoAt(NOW_MS + 3), completedAt: isoAt(NOW_MS + 5) },
	{ runId: 'theirs', unknown: { 'a.b': [1, { deep: '“ü”\uD800\0' }] }, completedAt: isoAt(NOW_MS + 6), 7: true },
	JSON.parse('{"__proto__":{"x":1},"constructor":"c","slug":"names"}'),
	'text',
	7,
	[],
	[{ slug: 'in a list' }],
	{},
];

const ids = (entries: readonly { runId?: string; slug?: string }[]) =>
	entries.map((entry) => entry?.runId ?? entry?.slug);
const modify = (world: PublishedWorld, change: (entries: ReturnType<PublishedWorld['read']>) => unknown) => {
	const entries = world.read(world.historyFile) ?? [];
	world.write(world.historyFile, change(entries) ?? entries);
};

describe('entries of another program', () => {
	test('of any shape survive with every key, in their order, ours behind them', async () => {
		const world = createPublishedWorld();
		world.write(world.historyFile, ODD_ENTRIES);
		const run = recordRun(world.database, { startedAtMs: NOW_MS + MINUTE_MS });
		await world.sync();
		const entries = world.read(world.historyFile);
		expect(entries.slice(0, -1)).toEqual(JSON.parse(JSON.stringify(ODD_ENTRIES)));
		expect(JSON.stringify(entries[11])).toBe(JSON.stringify(ODD_ENTRIES[11]));
		expect(entries.at(-1)).toMatchObject({ runId: run.runId });
		// And again, after another write of theirs and of ours.
		modify(world, (all) => void all.push({ slug: 'new', completedAt: isoAt(NOW_MS + 2 * MINUTE_MS) }));
		recordRun(world.database, { startedAtMs: NOW_MS + 3 * MINUTE_MS });
		await world.sync();
		const again = world.read(world.historyFile);
		expect(again.slice(0, ODD_ENTRIES.length)).toEqual(JSON.parse(JSON.stringify(ODD_ENTRIES)));
		expect(again).toHaveLength(ODD_ENTRIES.length + 3);
	});

	test('make no event', async () => {
		const world = createPublishedWorld();
		world.write(world.historyFile, ODD_ENTRIES);
		await world.sync('.claude/telemetry-failed.json');
		expect(world.database.prepare('SELECT * FROM outbox').all()).toEqual([]);
		expect(existsSync(world.queueFile)).toBe(false);
	});

	test('that they changed in place are changed, not doubled', async () => {
		const world = createPublishedWorld();
		world.write(world.historyFile, [
			{ slug: 'a', startedAt: isoAt(NOW_MS), stages: {} },
			{ runId: 'b', n: 1 },
		]);
		await world.sync();
		modify(world, (all) => {
			all[0].stages.alex = { feedback: { rating: 2 } };
			all[1].n = 2;
		});
		await world.sync();
		recordRun(world.database);
		await world.sync();
		expect(world.read(world.historyFile).slice(0, 2)).toMatchObject([
			{ slug: 'a', stages: { alex: { feedback: { rating: 2 } } } },
			{ runId: 'b', n: 2 },
		]);
		expect(world.read(world.historyFile)).toHaveLength(3);
	});

	test('that name another run than ours are theirs, though slug and start are the same', async () => {
		const world = createPublishedWorld();
		const { slug, runId } = recordRun(world.database);
		world.write(world.historyFile, [{ runId: 'other', slug, startedAt: isoAt(NOW_MS), mine: true }]);
		await world.sync();
		expect(ids(world.read(world.historyFile)).toSorted()).toEqual([runId, 'other'].toSorted());
	});
});

describe('an entry of ours', () => {
	test.each([
		['with its runId', (entry: object) => entry],
		['without its runId', ({ runId: _runId, ...entry }: { runId?: string }) => entry],
	])('that they changed in place, %s, is merged and stays so', async (_what, strip) => {
		const world = createPublishedWorld();
		const { runId } = recordRun(world.database);
		await world.sync();
		modify(world, (all) => {
			const [entry] = all;
			entry.stages.alex.feedback = { rating: 1, issues: ['x'] };
			entry.stages.review = { status: 'success' };
			Object.assign(entry, { note: 'theirs', status: 'failed' });
			return [strip(entry)];
		});
		await world.sync();
		recordRun(world.database, { startedAtMs: NOW_MS + MINUTE_MS });
		await world.sync();
		const [entry, ...others] = world.read(world.historyFile);
		expect(entry).toMatchObject({
			runId,
			status: 'success',
			note: 'theirs',
			stages: { alex: { durationMs: 1_000, feedback: { rating: 1, issues: ['x'] } }, review: { status: 'success' } },
		});
		expect(others).toHaveLength(1);
	});

	test('is published when it has ended, not before', async () => {
		const world = createPublishedWorld();
		world.database
			.prepare(`INSERT INTO run (run_id, slug, type, status, worktree, started_at_ms)
			VALUES ('r', 's', 'feature', 'running', '/w', ?)`)
			.run(sampleRun().startedAtMs);
		await world.sync();
		expect(existsSync(world.historyFile)).toBe(false);
	});
});

test('a record of theirs beside a run of ours loses neither', async () => {
	const world = createPublishedWorld();
	const first = recordRun(world.database);
	await world.sync();
	const stale = world.read(world.historyFile);
	const second = recordRun(world.database, { startedAtMs: NOW_MS + MINUTE_MS });
	await world.sync();
	stale.push({ slug: 'theirs', startedAt: isoAt(NOW_MS), completedAt: isoAt(NOW_MS + 2 * MINUTE_MS) });
	world.write(world.historyFile, stale);
	expect(hasForeignChange(world.database, world.project, undefined)).toBe(true);
	await world.sync();
	expect(ids(world.read(world.historyFile))).toEqual([first.runId, second.runId, 'theirs']);
	expect(hasForeignChange(world.database, world.project, undefined)).toBe(false);
});
