import { describe, expect, test } from 'vitest';
import { type FinishRequest, finishRun } from '../../source/core/finish.ts';
import type { Run, Stage } from '../../source/core/run.ts';
import type { StageUsage } from '../../source/core/stage-change.ts';
import { requestOf, runOf, STARTED_AT_MS, stageOf } from './sample-run.ts';

const END_MS = STARTED_AT_MS + 1_000;
const NO_USAGE: ReadonlyMap<string, StageUsage> = new Map();

const finish = (run: Run, request: Partial<FinishRequest> = {}, usage = NO_USAGE) =>
	finishRun(run, requestOf(request), usage, END_MS);

const withStages = (...stages: readonly Stage[]) => runOf({ stages });

describe('which stage failed the run, or paused it', () => {
	const [good, bad, skipped] = [
		stageOf('alex'),
		stageOf('cass', { status: 'failed' }),
		stageOf('x', { status: 'skipped' }),
	];
	const running = stageOf('codey', { status: 'running', attemptStartedAtMs: STARTED_AT_MS + 400 });
	test.each<[string, Run, Partial<FinishRequest>, string | undefined, string | undefined]>([
		['the failed one', withStages(good, bad, stageOf('y')), { status: 'failed' }, 'cass', undefined],
		[
			'the last of two failed ones',
			withStages(stageOf('a', { status: 'failed' }), bad),
			{ status: 'failed' },
			'cass',
			undefined,
		],
		['the one that still ran', withStages(bad, running), { status: 'failed' }, 'codey', undefined],
		['none failed', withStages(good, skipped), { status: 'failed' }, undefined, undefined],
		['as the pipeline says', withStages(bad), { status: 'failed', failedStage: 'alex' }, 'alex', undefined],
		[
			'failedStage of a success is dropped',
			withStages(bad),
			{ status: 'success', failedStage: 'alex' },
			undefined,
			undefined,
		],
		['paused after the last that succeeded', withStages(good, skipped), { status: 'paused' }, undefined, 'alex'],
		['paused in the one that ran', withStages(good, running), { status: 'paused' }, undefined, 'codey'],
		['paused where the pipeline says', withStages(good), { status: 'paused', pausedAfter: 'cass' }, undefined, 'cass'],
		[
			'pausedAfter of a failure is dropped',
			withStages(good),
			{ status: 'failed', pausedAfter: 'cass' },
			undefined,
			undefined,
		],
		['aborted', withStages(good, bad), { status: 'aborted' }, undefined, undefined],
		['no stages', runOf(), { status: 'failed' }, undefined, undefined],
	])('%s', (_what, run, request, failedStage, pausedAfter) => {
		const finished = finish(run, request);
		expect({ failedStage: finished.failedStage, pausedAfter: finished.pausedAfter }).toEqual({
			failedStage,
			pausedAfter,
		});
	});

	test.each(['success', 'failed', 'paused', 'aborted'] as const)('a stage that runs is closed as %s', (status) => {
		const [stage] = finish(withStages(running), { status }).stages;
		expect(stage).toMatchObject({ status, durationMs: 600, completedAtMs: END_MS, attemptStartedAtMs: undefined });
	});
});

describe('what the request says and what stays', () => {
	const given = { type: 'refinement', parentRunId: 'parent', commitHash: 'abc', featureId: 'feature' } as const;
	test('given values are taken', () => {
		expect(finish(runOf(), { ...given, feedbackWithheld: true })).toMatchObject({ ...given, feedbackWithheld: true });
	});

	test('absent ones stay', () => {
		expect(finish(runOf(given))).toMatchObject(given);
	});

	test('the end is not before the start, even where the clock went back', () => {
		const run = finishRun(runOf(), requestOf(), NO_USAGE, STARTED_AT_MS - 5_000);
		expect(run.completedAtMs).toBe(STARTED_AT_MS);
	});
});

describe('usage events', () => {
	const usage = new Map([['alex', { tokens: { input: 10, output: 2 }, cost: 7n }]]);
	test('fill a stage that has no usage', () => {
		expect(finish(withStages(stageOf('alex')), {}, usage).stages[0]).toMatchObject({
			tokens: { input: 10, output: 2 },
			cost: 7n,
		});
	});

	test.each([{ tokens: { input: 1, output: 1 } }, { cost: 1n }])('do not count beside what flags gave: %o', (flags) => {
		const stage = stageOf('alex', flags);
		expect(finish(withStages(stage), {}, usage).stages).toEqual([stage]);
	});

	test('leave stages alone that they do not name', () => {
		const stage = stageOf('cass');
		expect(finish(withStages(stage), {}, usage).stages).toEqual([stage]);
	});
});
