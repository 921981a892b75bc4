import { describe, expect, test } from 'vitest';
import { overlayEntry, toHistoryEntry } from '../../source/core/history-entry.ts';
import { RUN_ID, runOf, STARTED_AT, STARTED_AT_MS, stageOf, toIso } from './sample-run.ts';

const FEEDBACK = { rating: 4, issues: ['one\0'], recommendation: 'proceed' } as const;

describe('a finished run as an entry', () => {
	test('holds everything, in the order of the file format', () => {
		const entry = toHistoryEntry(
			runOf({
				status: 'failed',
				completedAtMs: STARTED_AT_MS + 9_000,
				featureId: 'f',
				parentRunId: 'p',
				commitHash: 'c0ffee',
				failedStage: 'codey',
				pausedAfter: 'cass',
				feedbackWithheld: true,
				stages: [
					stageOf('alex', {
						startedAtMs: STARTED_AT_MS,
						completedAtMs: STARTED_AT_MS + 5_000,
						durationMs: 5_000,
						attempts: 2,
						tokens: { input: 10, output: 5 },
						cost: 1_500_000_000_000n,
						feedback: FEEDBACK,
					}),
					stageOf('cass', { status: 'skipped' }),
					stageOf('codey', { status: 'failed', durationMs: 4_000 }),
				],
			}),
			toIso,
		);
		const feedback = { ...FEEDBACK, issues: [expect.stringMatching(/^one[^\0]*$/)] };
		expect(entry).toEqual({
			slug: 'user-auth',
			status: 'failed',
			startedAt: STARTED_AT,
			completedAt: '2026-01-01T00:00:09.000Z',
			totalDurationMs: 9_000,
			runId: RUN_ID,
			featureId: 'f',
			type: 'feature',
			parentRunId: 'p',
			commitHash: 'c0ffee',
			failedStage: 'codey',
			pausedAfter: 'cass',
			totalCost: 1.5,
			feedback: { alex: feedback },
			stages: {
				alex: {
					status: 'success',
					durationMs: 5_000,
					startedAt: STARTED_AT,
					completedAt: '2026-01-01T00:00:05.000Z',
					attempts: 2,
					tokens: { input: 10, output: 5, total: 15 },
					cost: 1.5,
					feedback,
					feedbackRating: 4,
				},
				cass: { durationMs: 0, status: 'skipped' },
				codey: { status: 'failed', durationMs: 4_000 },
			},
		});
		expect(Object.keys(entry).slice(0, 6)).toEqual([
			'slug',
			'status',
			'startedAt',
			'completedAt',
			'totalDurationMs',
			'runId',
		]);
		expect(Object.keys(entry).at(-1)).toBe('stages');
	});

	test('has no key for what is unknown', () => {
		const entry = toHistoryEntry(runOf({ status: 'success', completedAtMs: STARTED_AT_MS }), toIso);
		const keys = ['slug', 'status', 'startedAt', 'completedAt', 'totalDurationMs', 'runId', 'type', 'stages'];
		expect(Object.keys(entry)).toEqual(keys);
	});

	test.each(['constructor', '__proto__', 'toString'])('keeps a stage called %s', (name) => {
		const stages = [stageOf(name, { durationMs: 7 })];
		const entry = toHistoryEntry(runOf({ status: 'success', completedAtMs: STARTED_AT_MS, stages }), toIso);
		expect(JSON.stringify(entry['stages'])).toBe(`{"${name}":{"status":"success","durationMs":7}}`);
		// What another program added elsewhere must not cost it.
		expect(JSON.stringify(overlayEntry(entry, { stages: {} })['stages'])).toBe(JSON.stringify(entry['stages']));
	});
});

const OWN = { slug: 'a', status: 'success', stages: { alex: { status: 'success', durationMs: 5 } } };

describe('what another program wrote into it', () => {
	test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['unknown keys survive', { note: null, deep: { a: [1] } }, { ...OWN, note: null, deep: { a: [1] } }],
		['ours win at the top', { slug: 'b', status: 'failed' }, OWN],
		[
			'theirs win inside stages',
			{ stages: { alex: { status: 'failed', feedback: { rating: 2 } } } },
			{ ...OWN, stages: { alex: { status: 'failed', durationMs: 5, feedback: { rating: 2 } } } },
		],
		[
			'stages of theirs are added',
			{ stages: { review: { status: 'success' } } },
			{ ...OWN, stages: { ...OWN.stages, review: { status: 'success' } } },
		],
		['a stage they lack stays', { stages: {} }, OWN],
		['a stage that is null changes nothing', { stages: { alex: null } }, OWN],
		['a stage that is text is theirs', { stages: { alex: 'done' } }, { ...OWN, stages: { alex: 'done' } }],
		['stages that are none change nothing', { stages: null }, OWN],
		['stages that are a list change nothing', { stages: ['alex'] }, OWN],
	])('%s', (_rule, overlay, expected) => {
		expect(overlayEntry(OWN, overlay)).toEqual(expected);
		expect(overlayEntry(expected, overlay), 'twice is once').toEqual(expected);
	});

	test('odd names stay keys', () => {
		const overlay = JSON.parse('{"__proto__":{"x":1},"stages":{"__proto__":{"y":1},"constructor":{"z":1}}}');
		const text = JSON.stringify(overlayEntry(OWN, overlay));
		expect(JSON.parse(text).stages.constructor).toEqual({ z: 1 });
		expect(text).toContain('"__proto__":{"x":1}');
		expect(text).toContain('"__proto__":{"y":1}');
		expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
	});
});
