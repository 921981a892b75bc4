import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordStart, type StartRequest } from '../../source/lifecycle/start.ts';
import { findRunInProgress, listRuns, putStage, readRun } from '../../source/store/runs.ts';
import { createProject } from '../support/recording.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const request = (runId: string, more: Partial<StartRequest> = {}): StartRequest => ({
	runId,
	slug: 'user-auth',
	type: 'feature',
	...more,
});

describe('the start of a run', () => {
	test('is recorded, and the spec is given its id', () => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		recordStart(database, project, request('run', { type: 'refinement', parentRunId: 'parent' }), NOW_MS);
		const run = readRun(database, 'run');
		expect(run).toEqual({
			runId: 'run',
			slug: 'user-auth',
			type: 'refinement',
			status: 'running',
			startedAtMs: NOW_MS,
			featureId: expect.stringMatching(/^[0-9a-f-]{36}$/),
			parentRunId: 'parent',
			feedbackWithheld: false,
			stages: [],
		});
		const spec = readFileSync(join(project.root, '.blueprint/features/feature_user-auth/FEATURE_SPEC.md'), 'utf8');
		expect(spec).toContain(`featureId: ${run?.featureId}`);
		expect(findRunInProgress(database, project.root)).toBe('run');
	});

	test.each(['no-such-feature', '../user-auth', 'CON', 'a/b', '語'])('of the slug %j needs no spec', (slug) => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		recordStart(database, project, request('run', { slug }), NOW_MS);
		expect(readRun(database, 'run')).toMatchObject({ slug, featureId: undefined });
	});

	test('does not depend on whether the spec can be read', () => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		mkdirSync(join(project.root, '.blueprint/features/feature_odd/FEATURE_SPEC.md'), { recursive: true });
		recordStart(database, project, request('run', { slug: 'odd' }), NOW_MS);
		expect(readRun(database, 'run')).toMatchObject({ status: 'running', featureId: undefined });
	});

	test('under an id that exists is an error and aborts nothing', () => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		recordStart(database, project, request('run'), NOW_MS);
		expect(() => recordStart(database, project, request('run'), NOW_MS)).toThrow(/UNIQUE/);
		expect(readRun(database, 'run')).toMatchObject({ status: 'running' });
	});
});

describe('an unfinished run', () => {
	test('of the same feature in the same worktree is aborted, with what ran in it', () => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		recordStart(database, project, request('crashed'), NOW_MS);
		putStage(database, 'crashed', { name: 'alex', status: 'success', durationMs: 5, attempts: 1 });
		putStage(database, 'crashed', {
			name: 'cass',
			status: 'running',
			durationMs: 0,
			attempts: 1,
			startedAtMs: NOW_MS + 1_000,
			attemptStartedAtMs: NOW_MS + 1_000,
		});
		recordStart(database, project, request('next'), NOW_MS + 5_000);
		expect(readRun(database, 'crashed')).toMatchObject({
			status: 'aborted',
			completedAtMs: NOW_MS + 5_000,
			stages: [
				{ name: 'alex', status: 'success', durationMs: 5 },
				{ name: 'cass', status: 'aborted', durationMs: 4_000 },
			],
		});
		expect(readRun(database, 'next')?.status).toBe('running');
		expect(database.prepare('SELECT 1 FROM outbox').all()).toEqual([]);
	});

	test('of another feature, of another worktree, or that has ended stays as it is', () => {
		const [project, worktree] = [createProject(), createProject()];
		const database = temporaryDatabase(project.dataRoot);
		recordStart(database, project, request('other feature', { slug: 'search' }), NOW_MS);
		recordStart(database, worktree, request('other worktree'), NOW_MS);
		recordStart(database, project, request('failed'), NOW_MS);
		database.exec(`UPDATE run SET status = 'failed', completed_at_ms = ${NOW_MS} WHERE run_id = 'failed'`);
		recordStart(database, project, request('new'), NOW_MS + 1_000);
		const statuses = listRuns(database, 10, false).map(({ runId, status }) => [runId, status]);
		expect(Object.fromEntries(statuses)).toEqual({
			'other feature': 'running',
			'other worktree': 'running',
			failed: 'failed',
			new: 'running',
		});
		expect(readRun(database, 'failed')?.completedAtMs).toBe(NOW_MS);
	});

	test('of any number is aborted by the one that follows', () => {
		const project = createProject();
		const database = temporaryDatabase(project.dataRoot);
		for (const runId of ['a', 'b', 'c']) recordStart(database, project, request(runId), NOW_MS);
		expect(listRuns(database, 10, true).map(({ runId }) => runId)).toEqual(['c']);
	});
});
