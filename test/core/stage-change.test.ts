import { describe, expect, test } from 'vitest';
import type { Run, Stage } from '../../source/core/run.ts';
import { addUsage, applyStageEvent, closeStage, newStage, type StageEvent } from '../../source/core/stage-change.ts';
import { runOf, STARTED_AT_MS, stageOf } from './sample-run.ts';

type Step = readonly [event: StageEvent, afterMs: number];

const play = (steps: readonly Step[], run: Run = runOf()): Stage =>
	steps.reduce<Stage>((stage, [event, afterMs], index) => {
		// As it is recorded: from the second event on the run has the stage itself.
		const stages = index === 0 ? run.stages : [...run.stages, stage];
		return applyStageEvent(stage, event, { ...run, stages }, STARTED_AT_MS + afterMs);
	}, newStage('alex'));

const at = (afterMs: number) => STARTED_AT_MS + afterMs;

describe('applyStageEvent', () => {
	test.each<[string, Step[], Partial<Stage>]>([
		[
			'start',
			[['start', 10]],
			{ status: 'running', attempts: 1, durationMs: 0, startedAtMs: at(10), attemptStartedAtMs: at(10) },
		],
		[
			'start, done',
			[
				['start', 10],
				['done', 30],
			],
			{ status: 'success', attempts: 1, durationMs: 20, startedAtMs: at(10), completedAtMs: at(30) },
		],
		[
			'start, failed',
			[
				['start', 10],
				['failed', 30],
			],
			{ status: 'failed', attempts: 1, durationMs: 20 },
		],
		[
			'two attempts: the time between them does not count',
			[
				['start', 10],
				['failed', 30],
				['start', 100],
				['done', 105],
			],
			{ status: 'success', attempts: 2, durationMs: 25, startedAtMs: at(10), completedAtMs: at(105) },
		],
		[
			'a second start without an end',
			[
				['start', 10],
				['start', 20],
				['done', 25],
			],
			{ attempts: 2, durationMs: 5, startedAtMs: at(10) },
		],
		[
			'a restart has no end yet',
			[
				['start', 1],
				['done', 2],
				['start', 3],
			],
			{ status: 'running', attempts: 2, durationMs: 1, completedAtMs: undefined },
		],
		[
			'done without start',
			[['done', 40]],
			{ status: 'success', attempts: 1, durationMs: 40, startedAtMs: at(0), completedAtMs: at(40) },
		],
		[
			'done twice',
			[
				['start', 10],
				['done', 30],
				['done', 30],
			],
			{ attempts: 1, durationMs: 20 },
		],
		['skipped', [['skipped', 40]], { status: 'skipped', attempts: 0, durationMs: 0 }],
		[
			'skipped while it ran',
			[
				['start', 10],
				['skipped', 40],
			],
			{ status: 'skipped', durationMs: 0, attemptStartedAtMs: undefined },
		],
		[
			'the clock goes back',
			[
				['start', 50],
				['done', 20],
			],
			{ status: 'success', durationMs: 0 },
		],
		['the clock goes back before the run', [['done', -20]], { status: 'success', durationMs: 0, startedAtMs: at(-20) }],
	])('%s', (_what, steps, expected) => {
		expect(play(steps)).toMatchObject(expected);
	});

	test('a stage that was only ended began where the latest one before it ended', () => {
		const stages = [
			stageOf('one', { completedAtMs: at(70) }),
			stageOf('two', { completedAtMs: at(20) }),
			stageOf('three'),
		];
		expect(play([['done', 100]], runOf({ stages }))).toMatchObject({ durationMs: 30, startedAtMs: at(70) });
	});

	test('an ended stage has no attempt that runs', () => {
		expect(
			play([
				['start', 1],
				['done', 2],
			]).attemptStartedAtMs,
		).toBeUndefined();
	});

	test('what was known of the stage is kept', () => {
		const stage = stageOf('alex', { tokens: { input: 1, output: 2 }, cost: 3n });
		expect(applyStageEvent(stage, 'start', runOf(), at(1))).toMatchObject({
			tokens: { input: 1, output: 2 },
			cost: 3n,
		});
	});
});

describe('closeStage', () => {
	test.each(['success', 'failed', 'paused', 'aborted'] as const)('what runs ends as %s', (status) => {
		const stage = play([['start', 10]]);
		expect(closeStage(stage, runOf(), status, at(25))).toMatchObject({ status, durationMs: 15, completedAtMs: at(25) });
	});

	test.each(['success', 'failed', 'skipped', 'paused', 'aborted'] as const)('%s stays as it is', (status) => {
		const stage = stageOf('alex', { status });
		expect(closeStage(stage, runOf(), 'failed', at(25))).toBe(stage);
	});
});

describe('addUsage', () => {
	const tokens = { input: 10, output: 2 };
	test.each([
		['to nothing', {}, { tokens, cost: 5n }, { tokens, cost: 5n }],
		['to what was there', { tokens, cost: 5n }, { tokens, cost: 7n }, { tokens: { input: 20, output: 4 }, cost: 12n }],
		['nothing', { tokens, cost: 5n }, {}, { tokens, cost: 5n }],
		['nothing to nothing', {}, {}, { tokens: undefined, cost: undefined }],
		['a cost of zero is known', {}, { cost: 0n }, { tokens: undefined, cost: 0n }],
		['tokens alone', { cost: 5n }, { tokens }, { tokens, cost: 5n }],
	])('%s', (_what, before, usage, expected) => {
		const { tokens: sum, cost } = addUsage(stageOf('alex', before), usage);
		expect({ tokens: sum, cost }).toEqual(expected);
	});
});
