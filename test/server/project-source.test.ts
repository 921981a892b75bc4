import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import type { ServedView } from '../../source/core/api/view.ts';
import { measureRun } from '../../source/core/metrics/measured-run.ts';
import { waitForFirstView } from '../../source/server/first-view.ts';
import { Unavailable } from '../../source/server/source.ts';
import { concludeRun } from '../../source/store/conclude.ts';
import { inTransaction } from '../../source/store/database.ts';
import { insertRun, updateRun } from '../../source/store/runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { settingsOf, sourceOf } from '../support/served.ts';
import { sampleRun, temporaryDatabase } from '../support/store.ts';

const LIMIT = { timeout: 20_000, interval: 10 };

function createWorld() {
	const root = temporaryFolder();
	const source = sourceOf(root, () => settingsOf({}));
	onTestFinished(() => source.close());
	return { root, source };
}

function record(root: string, slug: string): string {
	const database = temporaryDatabase(root);
	const begun = sampleRun({ slug });
	const run = { ...begun, status: 'success', completedAtMs: Date.now() } as const;
	inTransaction(database, () => {
		insertRun(database, begun, root);
		updateRun(database, run);
		const producer = { kind: 'own', recorder: undefined, ci: undefined } as const;
		concludeRun(database, { run: measureRun(run), producer, observation: undefined, sinks: undefined });
	});
	database.close();
	return run.runId;
}

const slugs = ({ runs }: ServedView) => runs.map(({ entry }) => entry['slug']);

test('sees a database come, and runs in it, with and without being asked', async () => {
	const { root, source } = createWorld();
	const told: ServedView[] = [];
	source.follow((view) => told.push(view));
	expect(source.current().view.source).toBe('empty');
	record(root, 'first');
	await vi.waitFor(() => expect(told.at(-1)?.source).toBe('live'), LIMIT);
	record(root, 'second');
	await vi.waitFor(() => expect(slugs(source.current().view)).toEqual(['second', 'first']), LIMIT);
	await vi.waitFor(() => expect(told.at(-1) && slugs(told.at(-1) as ServedView)).toEqual(['second', 'first']), LIMIT);
});

test('sees what another program writes into the published file, and takes nothing over', async () => {
	const { root, source } = createWorld();
	mkdirSync(join(root, '.claude'));
	source.current();
	const entry = { slug: 'theirs', status: 'failed', completedAt: new Date().toISOString(), stages: {} };
	writeFileSync(join(root, '.claude', 'pipeline-history.json'), JSON.stringify([entry]));
	await vi.waitFor(() => expect(slugs(source.current().view)).toEqual(['theirs']), LIMIT);
	expect(source.current().view.source).toBe('live');
});

test('a lock that passes keeps nobody from the first view; one that stays is told of', async () => {
	const { root, source } = createWorld();
	record(root, 'first');
	const lock = new DatabaseSync(join(root, DATABASE_FILE));
	onTestFinished(() => void (lock.isOpen && lock.close()));
	lock.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
	await expect(waitForFirstView(source)).rejects.toThrow(Unavailable);
	const looking = waitForFirstView(source);
	expect(source.last()).toBeUndefined();
	lock.close();
	await looking;
	expect(slugs(source.current().view)).toEqual(['first']);
});

test('a database that is locked: 503 at first, then what was read, marked as old, then what is new', async () => {
	const { root, source } = createWorld();
	record(root, 'first');
	const lock = new DatabaseSync(join(root, DATABASE_FILE));
	const close = () => lock.isOpen && lock.close();
	onTestFinished(() => void close());
	// Keeps readers out, too, as a backup program may.
	lock.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
	expect(() => source.current()).toThrow(Unavailable);
	lock.exec('COMMIT; PRAGMA locking_mode = NORMAL; SELECT COUNT(*) FROM run');
	await vi.waitFor(() => expect(slugs(source.current().view)).toEqual(['first']), LIMIT);
	expect(source.current().isStale).toBe(false);
	lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE run SET slug = slug');
	writeFileSync(join(root, '.claude', 'pipeline-history.json'), '[]');
	await vi.waitFor(() => expect(source.current().isStale).toBe(true), LIMIT);
	expect(slugs(source.current().view)).toEqual(['first']);
	lock.exec('COMMIT');
	close();
	record(root, 'second');
	await vi.waitFor(() => expect(slugs(source.current().view)).toContain('second'), LIMIT);
	expect(source.current().isStale).toBe(false);
});

test('an audience that is narrowed holds at once, also for what was read before and can’t be read now', async () => {
	const root = temporaryFolder();
	let audience = 'on';
	const readSettings = () => settingsOf({ MURMUR8_TELEMETRY_AUDIENCE: audience });
	const source = sourceOf(root, readSettings);
	onTestFinished(() => source.close());
	record(root, 'first');
	expect(slugs(source.current().view)).toEqual(['first']);
	writeFileSync(join(root, 'garbage'), 'no database');
	renameSync(join(root, 'garbage'), join(root, DATABASE_FILE));
	audience = 'off';
	writeFileSync(join(root, '.env'), '# settings have changed\n');
	await vi.waitFor(() => expect(source.current().view.audience).toBe('off'), LIMIT);
	expect(source.current().view).toMatchObject({ source: 'empty', runs: [] });
	expect(source.current().isStale).toBe(true);
});

test.each(['everyone', ''])('an audience that can’t be read (%j) shows nothing', (audience) => {
	const root = temporaryFolder();
	record(root, 'first');
	const source = sourceOf(root, () => settingsOf({ MURMUR8_TELEMETRY_AUDIENCE: audience }));
	onTestFinished(() => source.close());
	expect(source.current().view).toMatchObject({ audience: 'off', source: 'empty', runs: [] });
});

test.each([
	['garbage', (path: string) => writeFileSync(path, 'no database')],
	['a folder', (path: string) => mkdirSync(path)],
])('%s in the place of the database is unavailable, not a fault', (_, put) => {
	const { root, source } = createWorld();
	mkdirSync(join(root, '.claude'));
	put(join(root, DATABASE_FILE));
	expect(() => source.current()).toThrow(Unavailable);
});

test('sums never fall while runs come and old ones make room', async () => {
	const { root, source } = createWorld();
	const totalOf = () =>
		source.current().view.totals?.value.series?.find(({ name }) => name === 'murmur8.run.total')?.value ?? 0;
	record(root, 'first');
	expect(totalOf()).toBe(1);
	const database = temporaryDatabase(root);
	database.exec('DELETE FROM snapshot');
	record(root, 'second');
	await vi.waitFor(() => expect(totalOf()).toBe(2), LIMIT);
});
