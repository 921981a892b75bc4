import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventsBetween } from '../../../source/core/watch/events.ts';
import { eventSentence } from '../../../source/render/watch-sentences.ts';
import { SEEDED } from '../property.ts';
import { RUN_ID, runOf, stageOf } from '../sample-run.ts';
import { factsOf, lineOf, pastOf, pipelineOf, someFacts } from './facts.ts';

const running = (...stages: readonly Parameters<typeof stageOf>[]) =>
	factsOf({ runs: [{ run: runOf({ stages: stages.map((stage) => stageOf(...stage)) }), worktree: undefined }] });

const finished = factsOf({
	history: [
		pastOf(`run:${RUN_ID}`, {
			runId: RUN_ID,
			slug: 'user-auth',
			status: 'failed',
			failedStage: 'cass',
			durationMs: 90_000,
			stages: [{ name: 'cass', status: 'failed', durationMs: 41_000 }],
		}),
	],
});

const mode = { kind: 'inactive', reason: 'off', message: 'audience is off' } as const;

describe('what happened', () => {
	test.each([
		['a run begins', factsOf(), running(), ['user-auth began.']],
		['a stage begins', running(), running(['alex', { status: 'running' }]), ['user-auth: alex began.']],
		[
			'a stage ends, with what it used',
			running(['alex', { status: 'running' }]),
			running(['alex', { durationMs: 61_000, tokens: { input: 12_000, output: 400 }, cost: 60_000_000_000n }]),
			['user-auth: alex is done after 1 minute 1 second, 12.4k tokens, $0.06.'],
		],
		[
			'feedback comes',
			running(['alex', {}]),
			running(['alex', { feedback: { rating: 2, recommendation: 'revise', issues: ['thin', 'late\u001B[2J'] } }]),
			['user-auth: feedback on alex, 2 of 5, revise: thin; late.'],
		],
		[
			'a run ends together with its stage',
			running(['cass', { status: 'running' }]),
			finished,
			['user-auth: cass failed after 41 seconds.', 'user-auth failed at cass after 1 minute 30 seconds.'],
		],
		[
			'runs of others end, the oldest is told first',
			factsOf(),
			factsOf({ history: [pastOf('new'), pastOf('old')] }),
			['old succeeded.', 'new succeeded.'],
		],
		[
			'the history is cleared',
			factsOf({ history: [pastOf('new'), pastOf('old')] }),
			factsOf(),
			['The history changed: 2 went.'],
		],
		[
			'very many come at once',
			factsOf(),
			factsOf({ history: Array.from({ length: 21 }, (_, index) => pastOf(String(index))) }),
			['The history changed: 21 came.'],
		],
		[
			'a pipeline comes, goes on, goes',
			factsOf({ pipelines: [pipelineOf({ slug: 'a', stage: 'alex' }), pipelineOf({ slug: 'b' })] }),
			factsOf({
				pipelines: [
					pipelineOf({ slug: 'a', stage: 'cass' }),
					pipelineOf({ slug: 'c', source: 'worktree', worktree: 'feat-c', state: 'conflict', stage: undefined }),
				],
			}),
			[
				'b is no longer in the queue in the pipeline queue.',
				'a is at work on cass in the pipeline queue.',
				'c has a merge conflict in worktree feat-c.',
			],
		],
		[
			'events are delivered and wait',
			factsOf({ delivery: { ...factsOf().delivery, lines: [lineOf(1)] } }),
			factsOf({
				delivery: {
					...factsOf().delivery,
					waiting: 1,
					lines: [lineOf(3, { result: 'transient', statusCode: 503, reason: 'busy' }), lineOf(2), lineOf(1)],
				},
			}),
			[
				'Event of run-2 delivered, status 201, 184 ms.',
				'Event of run-3 transient, status 503, 184 ms: busy.',
				'Outbox: 1 waiting, 0 rejected.',
			],
		],
		[
			'telemetry goes off: delivery is no longer told',
			factsOf(),
			factsOf({ audience: 'off', delivery: { ...factsOf().delivery, mode, waiting: 3, lines: [lineOf(1)] } }),
			['Audience is off, delivery inactive: audience is off.'],
		],
		[
			'problems come and go',
			factsOf({ problems: ['one'] }),
			factsOf({ problems: ['two'] }),
			['No longer a problem: one.', 'Problem: two.'],
		],
	])('%s', (_, before, after, expected) => {
		expect(eventsBetween(before, after).map(eventSentence)).toEqual(expected);
	});

	test('an entry that only fell out of what is read has not gone', () => {
		const before = factsOf({ history: [pastOf('b'), pastOf('a')], isTruncated: true });
		const after = factsOf({ history: [pastOf('c'), pastOf('b')], isTruncated: true });
		expect(eventsBetween(before, after).map(({ type }) => type)).toEqual(['run-finished']);
	});

	test('nothing, where nothing changed', () => {
		fc.assert(
			fc.property(someFacts, (facts) => {
				expect(eventsBetween(facts, structuredClone(facts))).toEqual([]);
			}),
			SEEDED,
		);
	});

	test('every run that came is told once; each sentence is one printable line', () => {
		fc.assert(
			fc.property(someFacts, someFacts, (before, after) => {
				const events = eventsBetween(before, after);
				const told = events.filter(({ type }) => type === 'run-finished').length;
				const known = new Set(before.history.map(({ identity }) => identity));
				expect(told).toBe(after.history.filter(({ identity }) => !known.has(identity)).length);
				const started = events.filter(({ type }) => type === 'run-started').length;
				const running = new Set(before.runs.map(({ run }) => run.runId));
				expect(started).toBe(after.runs.filter(({ run }) => !running.has(run.runId)).length);
				for (const event of events) expect(eventSentence(event)).toMatch(/^[^\p{Cc}\u202E]+\.$/u);
			}),
			SEEDED,
		);
	});
});
