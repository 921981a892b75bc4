import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInWindow, nextWindow, TIME_WINDOWS } from '../../../source/core/history/time-window.ts';
import { dashboard } from '../../../source/core/watch/dashboard.ts';
import { deliveryPane } from '../../../source/core/watch/delivery-pane.ts';
import { failuresPane } from '../../../source/core/watch/failures-pane.ts';
import { hasNewestFailed, median, runsPane } from '../../../source/core/watch/runs-pane.ts';
import { SEEDED } from '../property.ts';
import { factsOf, knownOf, lineOf, NOW_MS, pastOf, someFacts } from './facts.ts';

const HOUR_MS = 3_600_000;

describe('windows', () => {
	test.each([
		['1h', HOUR_MS],
		['24h', 24 * HOUR_MS],
		['7d', 7 * 24 * HOUR_MS],
		['30d', 30 * 24 * HOUR_MS],
	] as const)('%s ends inclusively at %d ms', (window, lengthMs) => {
		expect(isInWindow({ timeMs: NOW_MS - lengthMs }, window, NOW_MS)).toBe(true);
		expect(isInWindow({ timeMs: NOW_MS - lengthMs - 1 }, window, NOW_MS)).toBe(false);
		expect(isInWindow({ timeMs: undefined }, window, NOW_MS)).toBe(false);
	});

	test('all holds what has no time; the next one goes round', () => {
		expect(isInWindow({ timeMs: undefined }, 'all', NOW_MS)).toBe(true);
		expect(TIME_WINDOWS.map(nextWindow)).toEqual(['24h', '7d', '30d', 'all', '1h']);
	});
});

test.each([
	[[], undefined],
	[[5], 5],
	[[9, 1], 5],
	[[3, 1, 2], 2],
	[[4, 1, 3, 2], 2.5],
])('the median of %j is %s', (values, expected) => {
	expect(median(values)).toBe(expected);
});

describe('the finished runs', () => {
	const history = [
		pastOf('a', { durationMs: 300, cost: 2n, status: 'failed', failedStage: 'cass' }),
		pastOf('b', { durationMs: 100, completedAtMs: NOW_MS - HOUR_MS }),
		pastOf('c', { kind: 'batch', status: 'partial', completedAtMs: NOW_MS - HOUR_MS, durationMs: 9_999 }),
		pastOf('d', { durationMs: 200, cost: 4n, completedAtMs: NOW_MS - HOUR_MS - 1 }),
	];

	test('their figures are over the window', () => {
		const pane = runsPane({ history, isTruncated: true }, '1h', NOW_MS);
		expect(pane.figures).toEqual({ runs: 2, successRate: 0.5, medianMs: 200, averageCost: 2n, trendMs: [100, 300] });
		expect(pane.rows.map(({ key, stage }) => [key, stage])).toEqual([
			['a', 'cass'],
			['b', undefined],
			['c', undefined],
		]);
		expect(pane.isTruncated).toBe(false);
		expect(runsPane({ history, isTruncated: true }, 'all', NOW_MS).isTruncated).toBe(true);
	});

	test('of none nothing is said', () => {
		expect(runsPane(factsOf(), '7d', NOW_MS).figures).toEqual({
			runs: 0,
			successRate: undefined,
			medianMs: undefined,
			averageCost: undefined,
			trendMs: [],
		});
	});

	test.each([
		[[], false],
		[history, true],
		[history.slice(1), false],
		[[pastOf('x', { kind: 'batch', status: 'failed' }), pastOf('y')], false],
		[[pastOf('x', { status: 'aborted' }), pastOf('y', { status: 'failed' })], false],
	])('whether the newest failed, %#', (runs, expected) => {
		expect(hasNewestFailed(runs)).toBe(expected);
	});
});

describe('failures whose logs were read', () => {
	const seenOf = (runId: string, ageMs: number, count: number) => ({
		runId,
		slug: `slug of ${runId}`,
		stage: 'alex',
		seenMs: NOW_MS - ageMs,
		count,
	});
	const known = [
		{ ...knownOf('a', 4.1), sightings: [seenOf('r2', 10, 2), seenOf('r1', 20, 3), seenOf('r0', 2 * HOUR_MS, 7)] },
		{ ...knownOf('b', 7.2), sightings: [seenOf('r2', 10, 1)] },
		{ ...knownOf('c', 9.9), sightings: [seenOf('r0', 2 * HOUR_MS, 1)] },
	];
	const failed = (runId: string) => pastOf(runId, { runId, status: 'failed', failedStage: 'cass' });
	const churn = { new: 2, resolved: 1, unchanged: 5 };
	const facts = factsOf({ history: [failed('r2'), failed('r1'), failed('silent')], failures: { known, churn } });

	test('are grouped by fingerprint, the weightiest first; runs without logs follow by their stage', () => {
		const pane = failuresPane(facts, '1h', NOW_MS);
		expect(pane).toMatchObject({ basis: 'fingerprint', failedRuns: 3, churn });
		expect(pane.groups.map(({ title, score, count, runId, slugs }) => [title, score, count, runId, slugs])).toEqual([
			['TypeError at b', 7.2, 1, 'r2', ['slug of r2']],
			['TypeError at a', 4.1, 5, 'r2', ['slug of r2', 'slug of r1']],
			['cass', undefined, 1, undefined, ['silent']],
		]);
	});

	test('are those of the window', () => {
		expect(failuresPane(facts, 'all', NOW_MS).groups.map(({ title, count }) => [title, count])).toEqual([
			['TypeError at c', 1],
			['TypeError at b', 1],
			['TypeError at a', 12],
			['cass', 1],
		]);
		const late = failuresPane(facts, '1h', NOW_MS + 5 * HOUR_MS);
		expect([late.basis, late.groups]).toEqual(['failed-stage', []]);
	});
});

test('failures are grouped by stage, the most frequent first, then the newest', () => {
	const failed = (identity: string, failedStage: string | undefined, ageMs: number) =>
		pastOf(identity, { status: 'failed', failedStage, completedAtMs: NOW_MS - ageMs });
	const history = [
		failed('one', 'cass', 1),
		failed('two', undefined, 2),
		failed('three', 'alex', 3),
		failed('three', 'alex', 4),
		pastOf('four'),
		failed('old', 'alex', 2 * HOUR_MS),
	];
	const pane = failuresPane(factsOf({ history }), '1h', NOW_MS);
	expect({ basis: pane.basis, failedRuns: pane.failedRuns }).toEqual({ basis: 'failed-stage', failedRuns: 4 });
	expect(
		pane.groups.map(({ title, count, slugs, newestMs }) => [title, count, slugs, NOW_MS - (newestMs ?? 0)]),
	).toEqual([
		['alex', 2, ['three'], 3],
		['cass', 1, ['one'], 1],
		['(no stage named)', 1, ['two'], 2],
	]);
});

describe('delivery', () => {
	const lines = [lineOf(3, { result: 'transient', statusCode: 503 }), lineOf(2), lineOf(1)];
	const facts = { waiting: 2, rejected: [], dropped: 1, lines };

	test('active: the last result and the last that arrived', () => {
		const endpoint = { url: 'https://ingest.example.com/', isPlainHttp: false, isLoopback: false };
		const pane = deliveryPane({ ...facts, mode: { kind: 'active', endpoint } });
		expect(pane).toMatchObject({ state: 'active', waiting: 2, dropped: 1, last: lines[0], lastDelivered: lines[1] });
		expect(pane.reason).toBeUndefined();
	});

	test('off: nothing but what is held back', () => {
		const pane = deliveryPane({ ...facts, mode: { kind: 'inactive', reason: 'off', message: 'audience is off' } });
		expect(pane).toEqual({ state: 'off', reason: 'audience is off', waiting: 2, rejected: [], dropped: 0, lines: [] });
	});

	test('anything else says why', () => {
		const pane = deliveryPane({ ...facts, mode: { kind: 'inactive', reason: 'no-url', message: 'no URL' } });
		expect(pane).toMatchObject({ state: 'inactive', reason: 'no URL', lines });
	});
});

describe('all of it', () => {
	test.each([
		[{ facts: factsOf() }, 'live', []],
		[{ facts: factsOf({ problems: ['a'] }), trouble: 'no disk' }, 'stale', ['no disk', 'a']],
		[{ facts: factsOf({ source: 'demo' as const }) }, 'demo', []],
	] as const)('is live, stale or a demo: %#', (watched, state, problems) => {
		const shown = dashboard(watched, '7d', NOW_MS);
		expect(shown.header.state).toBe(state);
		expect(shown.problems).toEqual(problems);
	});

	test('holds together, whatever the facts are', () => {
		fc.assert(
			fc.property(someFacts, fc.constantFrom(...TIME_WINDOWS), (facts, window) => {
				const { runs, failures, header, delivery } = dashboard({ facts }, window, NOW_MS);
				const plain = runs.rows.filter(({ kind }) => kind === 'run');
				expect(runs.figures.runs).toBe(plain.length);
				const { successRate } = runs.figures;
				expect(successRate === undefined).toBe(plain.length === 0);
				if (successRate !== undefined)
					expect(Math.round(successRate * plain.length)).toBe(
						plain.filter(({ status }) => status === 'success').length,
					);
				expect(failures.failedRuns).toBe(plain.filter(({ status }) => status === 'failed').length);
				// Runs whose logs were read are told of by what failed in them, the others by their stage.
				const silent = failures.groups.filter(({ fingerprint }) => fingerprint === undefined);
				expect(silent.reduce((sum, { count }) => sum + count, 0)).toBe(failures.failedRuns);
				expect(new Set(failures.groups.map(({ key }) => key)).size).toBe(failures.groups.length);
				expect(failures.basis === 'fingerprint').toBe(silent.length < failures.groups.length);
				expect(header.queued).toBe(delivery.waiting);
			}),
			SEEDED,
		);
	});
});
