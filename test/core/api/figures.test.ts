import { describe, expect, test } from 'vitest';
import { churnAnswer } from '../../../source/core/api/churn.ts';
import { failureSummary } from '../../../source/core/api/failures.ts';
import { healthOf } from '../../../source/core/api/health.ts';
import { seriesAnswer } from '../../../source/core/api/series.ts';
import { stageFigures } from '../../../source/core/api/stages.ts';
import { createTotals } from '../../../source/core/api/totals.ts';
import { median, quantile, type SeenSnapshot } from '../../../source/core/api/values.ts';
import type { Window } from '../../../source/core/live/query.ts';
import { seedRuns, seedSnapshots } from '../../../source/core/live/seed.ts';
import type { Snapshot } from '../../../source/core/metrics/snapshot.ts';
import { toDollars } from '../../../source/core/money.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { totalCost } from '../../../source/core/run.ts';

const NOW_MS = Date.UTC(2026, 0, 10, 12);
const DAY_MS = 86_400_000;

const seen = (snapshots: readonly Snapshot[]): readonly SeenSnapshot[] =>
	snapshots.flatMap((snapshot) => project(snapshot, 'user-only', 'snapshot') ?? []);
const seeded = seen(seedSnapshots(NOW_MS));
const runs = seedRuns(NOW_MS);

const ended = (status: string, timestampMs = NOW_MS): Snapshot => ({
	timestampMs,
	runId: `${status} ${timestampMs}`,
	points: [],
	user: { status },
});

describe('health', () => {
	test.each([
		[10, 0, 100, 'A'],
		[9, 1, 90, 'A'],
		[899, 101, 89, 'B'],
		[8, 2, 80, 'B'],
		[7, 3, 70, 'C'],
		[6, 4, 60, 'D'],
		[599, 401, 59, 'F'],
		[0, 3, 0, 'F'],
	])('%i succeeded, %i failed: %i %s', (succeeded, failed, score, grade) => {
		const statuses = [...Array<string>(succeeded).fill('success'), ...Array<string>(failed).fill('failed')];
		expect(healthOf(seen(statuses.map((status, index) => ended(status, index))))).toEqual({
			runs: succeeded + failed,
			succeeded,
			score,
			grade,
		});
	});

	test('of no runs there is none', () => {
		expect(healthOf([])).toEqual({ runs: 0, succeeded: 0, score: null, grade: null });
	});
});

test('median and quantile', () => {
	expect([median([]), median([3]), median([4, 1]), median([9, 1, 5])]).toEqual([undefined, 3, 2.5, 5]);
	expect([quantile([], 0.95), quantile([7], 0.95)]).toEqual([undefined, 7]);
	expect(
		quantile(
			Array.from({ length: 100 }, (_, index) => 100 - index),
			0.95,
		),
	).toBe(95);
});

describe('series', () => {
	const query = (window: Window) => ({ window });
	const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);

	test.each<Window>(['7d', '30d', 'all'])(
		'%s: every run is in exactly one bucket, and sums are those of the runs',
		(window) => {
			const { buckets, bucketMs, statuses } = seriesAnswer(seeded, query(window), NOW_MS);
			expect(sum(buckets.map((bucket) => bucket.runs))).toBe(runs.length);
			for (const status of statuses) {
				const count = runs.filter((run) => run.status === status).length;
				expect(sum(buckets.map((bucket) => bucket.statuses[status] ?? 0))).toBe(count);
			}
			const cost = sum(runs.map((run) => toDollars(totalCost(run) ?? 0n)));
			expect(sum(buckets.map(({ costUsd }) => costUsd ?? 0))).toBeCloseTo(cost, 9);
			expect(buckets.every(({ fromMs }, index) => fromMs === (buckets[0]?.fromMs ?? 0) + index * bucketMs)).toBe(true);
			expect(buckets.length).toBeLessThanOrEqual(60);
		},
	);

	test.each([
		['nothing', []],
		['a run at the beginning of time', [0, NOW_MS]],
		['a clock that is a hundred years ahead', [NOW_MS, NOW_MS + 36_500 * DAY_MS]],
		['two runs at once', [NOW_MS, NOW_MS]],
	])('%s makes no more buckets than can be drawn', (_, times) => {
		for (const window of ['1h', '24h', '7d', '30d', 'all'] as const) {
			const inWindow = window === 'all' ? times : times.filter((timeMs) => timeMs >= NOW_MS);
			const { buckets } = seriesAnswer(seen(inWindow.map((timeMs) => ended('success', timeMs))), query(window), NOW_MS);
			expect(buckets.length).toBeGreaterThan(0);
			expect(buckets.length).toBeLessThanOrEqual(61);
			expect(sum(buckets.map((bucket) => bucket.runs))).toBe(inWindow.length);
		}
	});

	test('a run right at the edge of the window is in the first bucket', () => {
		const { buckets } = seriesAnswer(seen([ended('success', NOW_MS - 7 * DAY_MS)]), query('7d'), NOW_MS);
		expect(buckets[0]?.runs).toBe(1);
	});
});

test('stages: the figures of the demonstration are those of its runs', () => {
	const [alex] = stageFigures(seeded);
	const stages = runs.flatMap((run) => run.stages.filter(({ name }) => name === 'alex'));
	expect(alex).toMatchObject({
		stage: 'alex',
		runs: stages.length,
		failed: stages.filter(({ status }) => status === 'failed').length,
		medianMs: median(stages.map(({ durationMs }) => durationMs)),
		inputTokens: stages.reduce((total, { tokens }) => total + (tokens?.input ?? 0), 0),
	});
});

test('failures: grouped by fingerprint, those of most runs first; a stage or severity leaves the others out', () => {
	const { groups, runsWithFailures } = failureSummary(seeded, {});
	expect(runsWithFailures).toBe(seeded.filter(({ value }) => value.user?.failures !== undefined).length);
	expect(groups.map((group) => group.runs)).toEqual(groups.map((group) => group.runs).toSorted((a, b) => b - a));
	const all = seeded.flatMap(({ value }) => value.user?.failures ?? []);
	expect(groups.reduce((total, { count }) => total + count, 0)).toBe(
		all.reduce((total, { count }) => total + count, 0),
	);
	expect(failureSummary(seeded, { severity: 'info' }).groups.every(({ severity }) => severity === 'info')).toBe(true);
	expect(failureSummary(seeded, { stage: 'cass' }).groups.map(({ stages }) => stages)).toEqual([['cass']]);
});

test('churn: newest first, sums are those of the runs', () => {
	const answer = churnAnswer(seeded);
	const times = answer.runs.map(({ timestampMs }) => timestampMs);
	expect(times).toEqual(times.toSorted((one, other) => other - one));
	const churns = seeded.flatMap(({ value }) => value.user?.churn ?? []);
	expect(answer.new).toBe(churns.reduce((total, churn) => total + churn.new.length, 0));
	expect(answer.resolved).toBe(churns.reduce((total, churn) => total + churn.resolved.length, 0));
});

test('what another program measured under a name of ours is in no figure', () => {
	const point = (name: string, labels: Record<string, string>) =>
		({ name, value: 1_000_000, labels, timestampMs: NOW_MS, isForeign: true }) as const;
	const foreign = {
		...ended('success'),
		points: [
			point('murmur8.run.cost_usd', {}),
			point('murmur8.stage.error_total', { stage: 'alex' }),
			point('murmur8.failures.churn_rate', {}),
			point('murmur8.run.total', { status: 'success' }),
		],
	};
	const snapshots = [project(foreign, 'on', 'snapshot')].filter((found) => found !== undefined);
	expect(snapshots[0]?.value.points).toHaveLength(4);
	expect(stageFigures(snapshots)).toEqual([]);
	expect(churnAnswer(snapshots).runs).toEqual([]);
	expect(seriesAnswer(snapshots, { window: 'all' }, NOW_MS).buckets[0]?.costUsd).toBeNull();
	expect(createTotals('id', NOW_MS).take(snapshots).series).toEqual([]);
});

test('totals count a snapshot once, however often it is there, and keep what has gone', () => {
	const totals = createTotals('id', NOW_MS);
	const runsOf = () => (series: readonly { readonly name: string; readonly value: number }[]) =>
		series.filter(({ name }) => name === 'murmur8.run.total').reduce((sum, { value }) => sum + value, 0);
	const count = runsOf();
	expect(count(totals.take(seeded.slice(0, 5)).series)).toBe(5);
	expect(count(totals.take(seeded.slice(0, 5)).series)).toBe(5);
	expect(count(totals.take(seeded.slice(2, 7)).series)).toBe(7);
});
