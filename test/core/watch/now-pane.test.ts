import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIdle, nowPane, stageStrip } from '../../../source/core/watch/now-pane.ts';
import { SEEDED } from '../property.ts';
import { runOf, STARTED_AT_MS, stageOf } from '../sample-run.ts';
import { factsOf, NOW_MS, pipelineOf, someFacts, someStage } from './facts.ts';

const shown = (stages: Parameters<typeof stageStrip>[0]) =>
	stageStrip(stages, NOW_MS).map(({ name, state, elapsedMs }) => `${name} ${state} ${elapsedMs ?? '-'}`);

describe('the strip of a run', () => {
	test.each([
		[
			'nothing begun',
			[],
			['alex', 'cass', 'nigel-spec', 'nigel-tests', 'codey-plan', 'codey-implement'].map((name) => `${name} pending -`),
		],
		[
			'one done, one at work, one skipped',
			[
				stageOf('alex', { durationMs: 41_000 }),
				stageOf('cass', { status: 'running', durationMs: 5_000, attemptStartedAtMs: NOW_MS - 7_000 }),
				stageOf('nigel-spec', { status: 'skipped' }),
			],
			[
				'alex success 41000',
				'cass running 12000',
				'nigel-spec skipped -',
				'nigel-tests pending -',
				'codey-plan pending -',
				'codey-implement pending -',
			],
		],
		[
			'legacy stages stand for their steps',
			[stageOf('alex'), stageOf('nigel', { status: 'failed', durationMs: 7 })],
			['alex success 0', 'cass pending -', 'nigel failed 7', 'codey-plan pending -', 'codey-implement pending -'],
		],
		[
			'a legacy stage and one of its steps, and a name of their own',
			[stageOf('codey'), stageOf('deploy'), stageOf('codey-plan')],
			[
				'alex pending -',
				'cass pending -',
				'nigel-spec pending -',
				'nigel-tests pending -',
				'codey success 0',
				'codey-plan success 0',
				'deploy success 0',
			],
		],
		[
			'a clock that went back',
			[stageOf('alex', { status: 'running', durationMs: 3, attemptStartedAtMs: NOW_MS + 60_000 })],
			[
				'alex running 3',
				'cass pending -',
				'nigel-spec pending -',
				'nigel-tests pending -',
				'codey-plan pending -',
				'codey-implement pending -',
			],
		],
	])('%s', (_, stages, expected) => {
		expect(shown(stages)).toEqual(expected);
	});

	test('shows every stage exactly once, whatever they are called, and no negative time', () => {
		fc.assert(
			fc.property(fc.uniqueArray(someStage, { selector: ({ name }) => name, maxLength: 10 }), (stages) => {
				const strip = stageStrip(stages, NOW_MS);
				const names = strip.map(({ name }) => name);
				expect(new Set(names).size).toBe(names.length);
				for (const { name } of stages) expect(names).toContain(name);
				for (const { elapsedMs = 0 } of strip) expect(elapsedMs).toBeGreaterThanOrEqual(0);
			}),
			SEEDED,
		);
	});
});

describe('what is in progress', () => {
	const ours = { run: runOf({ slug: 'user-auth', startedAtMs: NOW_MS - 134_000 }), worktree: undefined };

	test.each([
		['nothing', factsOf(), [], []],
		['our run', factsOf({ runs: [ours] }), ['journal user-auth running 134000'], []],
		[
			'the same feature in all sources is one row, told by the best',
			factsOf({
				runs: [ours],
				pipelines: [
					pipelineOf({ slug: 'user-auth' }),
					pipelineOf({ slug: 'user-auth', source: 'worktree', worktree: 'feat-user-auth' }),
					pipelineOf({ slug: 'billing', startedAtMs: NOW_MS - 9_000 }),
					pipelineOf({ slug: 'billing', source: 'worktree', worktree: 'feat-billing', startedAtMs: NOW_MS - 10_000 }),
				],
				waiting: [
					{ slug: 'billing', stage: 'nigel' },
					{ slug: 'later', stage: 'alex' },
				],
			}),
			['journal user-auth running 134000', 'worktree billing running 10000'],
			['later alex'],
		],
		[
			'what waits is no row; a conflict is one',
			factsOf({
				pipelines: [
					pipelineOf({ slug: 'next', source: 'worktree', state: 'waiting', stage: undefined }),
					pipelineOf({ slug: 'torn', source: 'worktree', state: 'conflict', stage: undefined }),
				],
			}),
			['worktree torn conflict -'],
			['next '],
		],
	])('%s', (_, facts, rows, waiting) => {
		const pane = nowPane(facts, NOW_MS);
		expect(pane.rows.map((row) => `${row.source} ${row.slug} ${row.state} ${row.elapsedMs ?? '-'}`)).toEqual(rows);
		expect(pane.waiting.map(({ slug, stage }) => `${slug} ${stage ?? ''}`)).toEqual(waiting);
	});

	test('tokens and cost are exact sums; nothing known is absent, not zero', () => {
		const stages = [
			stageOf('alex', { tokens: { input: 1, output: 2 }, cost: 3n }),
			stageOf('cass', { tokens: { input: 10, output: 20 } }),
		];
		const [row] = nowPane(factsOf({ runs: [{ run: runOf({ stages }), worktree: 'feat' }] }), NOW_MS).rows;
		expect(row).toMatchObject({ tokens: { input: 11, output: 22 }, cost: 3n, worktree: 'feat' });
		const [bare] = nowPane(factsOf({ runs: [ours] }), NOW_MS).rows;
		expect([bare?.tokens, bare?.cost]).toEqual([undefined, undefined]);
	});

	test('how long nothing was heard counts from the last thing that was', () => {
		const stages = [stageOf('alex', { startedAtMs: STARTED_AT_MS, completedAtMs: NOW_MS - 5_000 })];
		const [row] = nowPane(factsOf({ runs: [{ run: runOf({ stages }), worktree: undefined }] }), NOW_MS).rows;
		expect(row?.quietMs).toBe(5_000);
	});

	test.each([
		[[], true],
		[[pipelineOf()], false],
		[[pipelineOf({ source: 'worktree', state: 'merging' })], false],
		[[pipelineOf({ source: 'worktree', state: 'conflict' })], true],
		[[pipelineOf({ source: 'worktree', state: 'lost' })], true],
		[[pipelineOf({ source: 'worktree', state: 'waiting' })], true],
	])('idle with %j: %s', (pipelines, expected) => {
		expect(isIdle(nowPane(factsOf({ pipelines }), NOW_MS))).toBe(expected);
	});

	test('keys are unique; every run has its row; the longest at work come first', () => {
		fc.assert(
			fc.property(someFacts, (facts) => {
				const { rows } = nowPane(facts, NOW_MS);
				expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
				for (const { run } of facts.runs) expect(rows.filter(({ runId }) => runId === run.runId)).toHaveLength(1);
				const times = rows.map(({ elapsedMs }) => elapsedMs ?? 0);
				expect(times).toEqual(times.toSorted((one, other) => other - one));
			}),
			SEEDED,
		);
	});
});
