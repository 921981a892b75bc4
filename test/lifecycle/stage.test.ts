import { describe, expect, test } from 'vitest';
import type { Feedback } from '../../source/core/feedback.ts';
import { RUN_STATUSES, type RunStatus } from '../../source/core/run.ts';
import { recordFeatureId, recordFeedback, recordStage } from '../../source/lifecycle/stage.ts';
import type { Database } from '../../source/store/database.ts';
import { insertRun, readRun } from '../../source/store/runs.ts';
import { createProject } from '../support/recording.ts';
import { NOW_MS, sampleRun, sampleStage, temporaryDatabase } from '../support/store.ts';

const FEEDBACK: Feedback = { rating: 4, issues: ['odd “ü”'], recommendation: 'proceed' };

function withRun(status: RunStatus = 'running'): Database {
	const database = temporaryDatabase();
	insertRun(database, sampleRun({ runId: 'run', status }), '/w');
	return database;
}

const stagesOf = (database: Database) => readRun(database, 'run')?.stages;

describe('a stage of a run in progress', () => {
	test('is begun and ended, and what its attempts used adds up', () => {
		const database = withRun();
		expect(recordStage(database, 'run', 'alex', 'start', {}, NOW_MS)).toBe(true);
		expect(stagesOf(database)).toMatchObject([{ name: 'alex', status: 'running', attempts: 1, startedAtMs: NOW_MS }]);
		recordStage(database, 'run', 'alex', 'failed', { tokens: { input: 1, output: 2 }, cost: 10n }, NOW_MS + 1_000);
		recordStage(database, 'run', 'alex', 'start', {}, NOW_MS + 2_000);
		recordStage(database, 'run', 'alex', 'done', { tokens: { input: 10, output: 20 }, cost: 100n }, NOW_MS + 5_000);
		expect(stagesOf(database)).toEqual([
			sampleStage('alex', {
				status: 'success',
				startedAtMs: NOW_MS,
				completedAtMs: NOW_MS + 5_000,
				durationMs: 4_000,
				attempts: 2,
				tokens: { input: 11, output: 22 },
				cost: 110n,
			}),
		]);
	});

	test('stands in the order of first touch, whether begun, skipped or rated', () => {
		const database = withRun();
		recordStage(database, 'run', 'cass', 'skipped', {}, NOW_MS);
		recordFeedback(database, 'run', 'nigel-spec', FEEDBACK);
		recordStage(database, 'run', 'alex', 'done', {}, NOW_MS);
		recordStage(database, 'run', 'cass', 'done', {}, NOW_MS);
		expect(stagesOf(database)?.map(({ name }) => name)).toEqual(['cass', 'nigel-spec', 'alex']);
	});

	test('keeps the last word that was said of it', () => {
		const database = withRun();
		recordStage(database, 'run', 'alex', 'done', { cost: 7n }, NOW_MS);
		expect(recordFeedback(database, 'run', 'alex', { ...FEEDBACK, rating: 1 })).toBe(true);
		recordFeedback(database, 'run', 'alex', FEEDBACK);
		expect(stagesOf(database)).toMatchObject([{ name: 'alex', status: 'success', cost: 7n, feedback: FEEDBACK }]);
		recordStage(database, 'run', 'alex', 'start', {}, NOW_MS);
		expect(stagesOf(database)).toMatchObject([{ status: 'running', feedback: FEEDBACK }]);
	});
});

describe.each([...RUN_STATUSES])('a run that has ended as %s', (status) => {
	test('takes no stage and no feedback any more', () => {
		const database = withRun(status);
		const before = readRun(database, 'run');
		expect(recordStage(database, 'run', 'alex', 'done', { cost: 1n }, NOW_MS)).toBe(false);
		expect(recordFeedback(database, 'run', 'alex', FEEDBACK)).toBe(false);
		expect(readRun(database, 'run')).toEqual(before);
	});
});

test('a run that is unknown takes nothing and is not made', () => {
	const database = withRun();
	expect(recordStage(database, 'another', 'alex', 'done', {}, NOW_MS)).toBe(false);
	expect(recordFeedback(database, 'another', 'alex', FEEDBACK)).toBe(false);
	expect(readRun(database, 'another')).toBeUndefined();
});

describe('the feature id', () => {
	test('of the spec becomes that of the run', () => {
		const project = createProject();
		const database = withRun();
		recordFeatureId(database, project, 'run');
		const { featureId } = readRun(database, 'run') ?? {};
		expect(featureId).toMatch(/^[0-9a-f-]{36}$/);
		recordFeatureId(database, project, 'run');
		expect(readRun(database, 'run')?.featureId).toBe(featureId);
	});

	test('is left out where there is no run or no spec', () => {
		const project = createProject();
		const database = temporaryDatabase();
		insertRun(database, sampleRun({ runId: 'run', slug: 'no-spec' }), '/w');
		recordFeatureId(database, project, 'run');
		recordFeatureId(database, project, 'another');
		expect(readRun(database, 'run')?.featureId).toBeUndefined();
	});
});
