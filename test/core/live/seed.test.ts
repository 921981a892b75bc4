import { describe, expect, test } from 'vitest';
import { seedRuns, seedSnapshots } from '../../../source/core/live/seed.ts';
import { classOfPoint, type Point } from '../../../source/core/metrics/point.ts';
import { METRIC_NAMES } from '../../../source/core/metrics/registry.ts';
import { CANONICAL_STAGES } from '../../../source/core/stages.ts';

const END_MS = 1_767_225_600_000;
const SNAPSHOTS = seedSnapshots(END_MS);
const sumOf = (points: readonly Point[], name: string, labels: Readonly<Record<string, string>> = {}) =>
	points
		.filter(
			(point) =>
				point.name === `murmur8.${name}` && Object.entries(labels).every(([key, value]) => point.labels[key] === value),
		)
		.reduce((sum, { value }) => sum + value, 0);
const has = (points: readonly Point[], name: string) => points.some((point) => point.name === `murmur8.${name}`);

test('two seedings are identical', () => {
	expect(JSON.stringify(seedSnapshots(END_MS))).toBe(JSON.stringify(SNAPSHOTS));
});

test('at least twelve runs over seven days, all six stages, three severities, one stage that is always slow', () => {
	expect(SNAPSHOTS.length).toBeGreaterThanOrEqual(12);
	const times = SNAPSHOTS.map(({ timestampMs }) => timestampMs);
	expect(times).toEqual(times.toSorted((one, other) => one - other));
	expect(END_MS - (times[0] ?? 0)).toBeLessThanOrEqual(7 * 86_400_000);
	expect(END_MS - (times[0] ?? 0)).toBeGreaterThan(6 * 86_400_000);
	const points = SNAPSHOTS.flatMap((snapshot) => snapshot.points);
	for (const stage of CANONICAL_STAGES) expect(sumOf(points, 'stage.duration_ms', { stage })).toBeGreaterThan(0);
	for (const severity of ['error', 'warning', 'info'])
		expect(sumOf(points, 'failures.by_severity', { severity })).toBeGreaterThan(0);
	for (const { stages } of seedRuns(END_MS)) {
		const slowest = stages.reduce((one, other) => ((one.durationMs ?? 0) >= (other.durationMs ?? 0) ? one : other));
		if (stages.length === 6) expect(slowest.name).toBe('codey-implement');
	}
});

test('failures appear, recur and resolve; the queue fills and drains; runs cost something', () => {
	const fingerprints = (key: 'new' | 'resolved' | 'unchanged') =>
		SNAPSHOTS.flatMap(({ user }) => user.churn?.[key] ?? []);
	for (const key of ['new', 'resolved', 'unchanged'] as const) expect(fingerprints(key).length).toBeGreaterThan(0);
	const resolved = new Set(fingerprints('resolved'));
	expect(fingerprints('new').filter((each) => resolved.has(each)).length).toBeGreaterThan(0);
	const depths = SNAPSHOTS.map(({ points }) => sumOf(points, 'outbox.depth'));
	expect(Math.max(...depths)).toBeGreaterThan(2);
	expect(depths.at(-1)).toBe(0);
	for (const { points } of SNAPSHOTS) expect(sumOf(points, 'run.cost_usd')).toBeGreaterThan(0);
});

describe.each(SNAPSHOTS.map((snapshot, index) => ({ index, snapshot })))(
	'row $index',
	({ index, snapshot: { points, user } }) => {
		test('every metric is registered', () => {
			expect(points.filter((point) => classOfPoint(point) === undefined)).toEqual([]);
			for (const { name } of points) expect(METRIC_NAMES).toContain(name);
		});

		test('per-stage sums are totals, severity sums are finding totals', () => {
			expect(sumOf(points, 'stage.cost_usd')).toBeCloseTo(sumOf(points, 'run.cost_usd'), 9);
			for (const direction of ['input', 'output']) {
				expect(sumOf(points, 'stage.tokens', { direction })).toBe(sumOf(points, 'run.tokens', { direction }));
			}
			expect(sumOf(points, 'stage.duration_ms')).toBe(sumOf(points, 'run.duration_ms'));
			expect(sumOf(points, 'failures.by_severity')).toBe(sumOf(points, 'failures.total'));
			expect(sumOf(points, 'failures.total')).toBe(user.failures?.length);
		});

		test('churn adds up with the comparable run before', () => {
			const before = SNAPSHOTS.slice(0, index).findLast(
				(other) => other.user.slug === user.slug && other.user.status !== 'paused',
			);
			const isCompared = before !== undefined && user.status !== 'paused';
			expect(has(points, 'failures.new')).toBe(isCompared);
			if (!isCompared) return;
			const [fresh, resolved, unchanged] = ['new', 'resolved', 'unchanged'].map((name) =>
				sumOf(points, `failures.${name}`),
			);
			expect((unchanged ?? 0) + (resolved ?? 0)).toBe(sumOf(before.points, 'failures.total'));
			expect((unchanged ?? 0) + (fresh ?? 0)).toBe(sumOf(points, 'failures.total'));
		});
	},
);
