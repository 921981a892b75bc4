import { describe, expect, test } from 'vitest';
import type { Run } from '../../source/core/run.ts';
import type { Database } from '../../source/store/database.ts';
import { findRunInProgress, findUnfinishedRuns, insertRun, listRuns } from '../../source/store/runs.ts';
import { NOW_MS, sampleRun, temporaryDatabase } from '../support/store.ts';

const MINUTE_MS = 60_000;

function record(database: Database, runId: string, worktree: string, more: Partial<Run> = {}): void {
	insertRun(database, sampleRun({ runId, ...more }), worktree);
}

describe('the run in progress', () => {
	test('is the newest of its worktree that has not ended', () => {
		const database = temporaryDatabase();
		record(database, 'old', '/main', { startedAtMs: NOW_MS - MINUTE_MS });
		record(database, 'new', '/main');
		record(database, 'oldest', '/main', { startedAtMs: NOW_MS - 2 * MINUTE_MS });
		record(database, 'ended', '/main', { startedAtMs: NOW_MS + MINUTE_MS, status: 'success' });
		record(database, 'elsewhere', '/main/linked', { startedAtMs: NOW_MS + MINUTE_MS });
		expect(findRunInProgress(database, '/main')).toBe('new');
		expect(findRunInProgress(database, '/main/linked')).toBe('elsewhere');
		expect(findRunInProgress(database, '/mai')).toBeUndefined();
	});

	test('is the one recorded last where two began in the same millisecond', () => {
		const database = temporaryDatabase();
		for (const runId of ['b', 'a', 'c']) record(database, runId, '/main');
		expect(findRunInProgress(database, '/main')).toBe('c');
	});
});

test('unfinished runs are those of one slug in one worktree, oldest first', () => {
	const database = temporaryDatabase();
	record(database, 'second', '/main');
	record(database, 'first', '/main', { startedAtMs: NOW_MS - MINUTE_MS });
	record(database, 'other slug', '/main', { slug: 'search' });
	record(database, 'other worktree', '/linked');
	record(database, 'ended', '/main', { status: 'aborted' });
	expect(findUnfinishedRuns(database, '/main', 'user-auth')).toEqual(['first', 'second']);
	expect(findUnfinishedRuns(database, '/main', 'nothing')).toEqual([]);
});

test.each([
	[10, false, ['c', 'b', 'a', 'older']],
	[2, false, ['c', 'b']],
	[10, true, ['c', 'a']],
	[1, true, ['c']],
])('a list of %i runs, only those in progress: %s', (limit, onlyInProgress, expected) => {
	const database = temporaryDatabase();
	record(database, 'a', '/main');
	record(database, 'b', '/linked', { status: 'failed' });
	record(database, 'c', '/main');
	record(database, 'older', '/main', { startedAtMs: NOW_MS - MINUTE_MS, status: 'success' });
	expect(listRuns(database, limit, onlyInProgress).map(({ runId }) => runId)).toEqual(expected);
});
