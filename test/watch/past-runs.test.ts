import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveProject } from '../../source/adapters/paths.ts';
import type { Database } from '../../source/store/database.ts';
import { historyPath } from '../../source/store/published/changes.ts';
import { syncPublished } from '../../source/store/published/sync.ts';
import { insertRun, updateRun } from '../../source/store/runs.ts';
import { createPastRunsReader } from '../../source/watch/past-runs.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { NOW_MS, sampleRun, temporaryDatabase } from '../support/store.ts';

function createWorld() {
	const root = temporaryFolder();
	const project = { ...resolveProject(root, ''), root, dataRoot: root };
	const database = temporaryDatabase(root);
	const path = historyPath(project);
	const write = (entries: unknown) => {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, JSON.stringify(entries));
	};
	const finish = (slug: string, endMs: number) => {
		const run = sampleRun({ slug });
		insertRun(database, run, root);
		updateRun(database, { ...run, status: 'success', completedAtMs: endMs });
		return run.runId;
	};
	return { project, database, write, finish, read: createPastRunsReader(project) };
}

const names = (database: Database | undefined, read: ReturnType<typeof createPastRunsReader>) =>
	read(database).history.map(({ row }) => `${row.slug} ${row.status}`);

const theirs = (slug: string, endMs: number, more: object = {}) => ({
	slug,
	status: 'failed',
	startedAt: new Date(endMs - 1_000).toISOString(),
	completedAt: new Date(endMs).toISOString(),
	...more,
});

describe('finished runs', () => {
	test('ours and those that nobody has imported yet, newest first', () => {
		const { database, write, finish, read } = createWorld();
		finish('ours', NOW_MS + 5_000);
		write([theirs('older', NOW_MS), theirs('newer', NOW_MS + 9_000)]);
		expect(names(database, read)).toEqual(['newer failed', 'ours success', 'older failed']);
		expect(names(undefined, read)).toEqual(['newer failed', 'older failed']);
	});

	test('what another program added to a run of ours is laid over it, by id or by slug and start', async () => {
		const { project, database, write, finish, read } = createWorld();
		const runId = finish('one', NOW_MS + 5_000);
		finish('two', NOW_MS + 6_000);
		await syncPublished(database, project, undefined, NOW_MS);
		const stages = { alex: { status: 'failed', durationMs: 7 } };
		write([
			{ runId, slug: 'one', stages },
			{ slug: 'two', startedAt: new Date(NOW_MS).toISOString(), stages },
		]);
		const { history } = read(database);
		expect(history.map(({ row }) => [row.slug, row.status, row.stages.length])).toEqual([
			['two', 'success', 1],
			['one', 'success', 1],
		]);
	});

	test('a history that was cleared is empty, but for what came since', async () => {
		const { project, database, write, finish, read } = createWorld();
		finish('old', NOW_MS + 5_000);
		await syncPublished(database, project, undefined, NOW_MS);
		write([]);
		finish('new', NOW_MS + 6_000);
		expect(names(database, read)).toEqual(['new success']);
	});

	test('what has not changed is the same object', () => {
		const { database, finish, read } = createWorld();
		finish('one', NOW_MS + 5_000);
		const [first] = read(database).history;
		finish('two', NOW_MS + 6_000);
		expect(read(database).history[1]).toBe(first);
	});

	test('more than are looked at', () => {
		const { database, write, read } = createWorld();
		write(Array.from({ length: 1_200 }, (_, index) => theirs(`run-${index}`, NOW_MS + index * 10_000)));
		const { history, isTruncated } = read(database);
		expect([history.length, isTruncated, history[0]?.row.slug]).toEqual([1_000, true, 'run-1199']);
	});

	test.each([
		['half a file', '[{"slug":"on', /corrupt/],
		['no list', '{}', /corrupt/],
	])('%s: the database’s own, and a problem', (_, text, problem) => {
		const { project, database, finish, read } = createWorld();
		finish('ours', NOW_MS + 5_000);
		writeFileSync(historyPath(project), text);
		const { history, problems } = read(database);
		expect(history.map(({ row }) => row.slug)).toEqual(['ours']);
		expect(problems).toEqual([expect.stringMatching(problem)]);
	});
});
