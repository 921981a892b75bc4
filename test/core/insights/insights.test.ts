import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { computeInsights } from '../../../source/core/insights/insights.ts';
import { mean, medianDeviation, quantile } from '../../../source/core/insights/numbers.ts';
import { seedRuns } from '../../../source/core/live/seed.ts';
import { measureEntry } from '../../../source/core/metrics/measured-entry.ts';
import type { MeasuredRun, MeasuredStage } from '../../../source/core/metrics/measured-run.ts';
import { measureRun } from '../../../source/core/metrics/measured-run.ts';
import { toDollars } from '../../../source/core/money.ts';
import { RUN_STATUSES } from '../../../source/core/run.ts';
import { renderInsights } from '../../../source/render/insights-text.ts';
import { likelyEntry, parseTime } from '../history/entries.ts';
import { oddName, oddText } from '../property.ts';

const formatTime = (ms: number) => new Date(ms).toISOString();
const END_MS = 1_767_225_600_000;

test.each([
	[[], 0.5, undefined],
	[[7], 0.95, 7],
	[[3, 1, 2], 0.5, 2],
	[[4, 1, 3, 2], 0.5, 2],
	[[4, 1, 3, 2], 1, 4],
	[[4, 1, 3, 2], 0, 1],
])('the quantile of %j at %s', (values, share, expected) => {
	expect(quantile(values, share)).toBe(expected);
});

test('means and deviations', () => {
	expect([mean([]), mean([1, 2])]).toEqual([undefined, 1.5]);
	expect(medianDeviation([1, 2, 3, 4, 100], 3)).toBe(1);
});

const stage: fc.Arbitrary<MeasuredStage> = fc.record(
	{
		name: fc.oneof(fc.constantFrom('alex', 'cass', 'nigel', 'nigel-spec', 'nigel-tests', 'codey-implement'), oddName),
		status: fc.constantFrom('success', 'failed'),
		durationMs: fc.oneof(fc.nat({ max: 9_999 }), fc.constant(1_000), fc.constant(999_999)),
		rating: fc.integer({ min: 1, max: 5 }),
		cost: fc.bigInt({ min: 0n, max: 10n ** 13n }),
	},
	{ requiredKeys: ['name'] },
);
const run: fc.Arbitrary<MeasuredRun> = fc.record(
	{
		runId: fc.uuid(),
		slug: oddText,
		status: fc.constantFrom(...RUN_STATUSES, 'odd'),
		completedAtMs: fc.nat({ max: 50 }),
		durationMs: fc.nat(),
		failedStage: fc.constantFrom('alex', 'nigel', 'made-up'),
		cost: fc.bigInt({ min: 0n, max: 10n ** 13n }),
		stages: fc.array(stage, { maxLength: 6 }),
	},
	{ requiredKeys: ['runId', 'status', 'completedAtMs', 'stages'] },
);
const entry = likelyEntry.map((raw) => measureEntry(raw, 'id', 5, parseTime)).filter((found) => found !== undefined);

const CANONICAL = ['alex', 'cass', 'nigel-spec', 'nigel-tests', 'codey-plan', 'codey-implement'];
const canonical = (name: string) => {
	const key = name.trim().toLowerCase();
	const full = key === 'nigel' ? 'nigel-tests' : key === 'codey' ? 'codey-implement' : key;
	return CANONICAL.includes(full) ? full : 'other';
};

/** The same figures, counted one run after the other. */
function countByHand(runs: readonly MeasuredRun[]) {
	const times: Record<string, number[]> = {};
	const fails: Record<string, number> = {};
	const rated: Record<string, number[]> = {};
	let [cost, priced, succeeded] = [0n, 0, 0];
	for (const one of runs) {
		if (one.status === 'success') succeeded++;
		let own: bigint | undefined = one.cost;
		let sum: bigint | undefined;
		for (const each of one.stages) {
			const name = canonical(each.name);
			if (each.durationMs !== undefined) times[name] = [...(times[name] ?? []), each.durationMs];
			if (each.rating !== undefined) rated[name] = [...(rated[name] ?? []), each.rating];
			if (each.cost !== undefined) sum = (sum ?? 0n) + each.cost;
		}
		own ??= sum;
		if (own !== undefined) {
			cost += own;
			priced++;
		}
		if (one.status !== 'failed') continue;
		const failed = one.failedStage ?? one.stages.filter(({ status }) => status === 'failed').at(-1)?.name;
		if (failed !== undefined) fails[canonical(failed)] = (fails[canonical(failed)] ?? 0) + 1;
	}
	return { times, fails, rated, cost, priced, succeeded };
}

describe('of any thousand histories', () => {
	test('every figure is what counting by hand gives', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(run, entry), { maxLength: 14 }), (runs) => {
				const insights = computeInsights(runs);
				const { times, fails, rated, cost, priced, succeeded } = countByHand(runs);
				const all = Object.values(times)
					.flat()
					.reduce((one, other) => one + other, 0);
				expect(insights.bottlenecks.map(({ stage: name }) => name).toSorted()).toEqual(Object.keys(times).toSorted());
				for (const { stage: name, count, medianMs, p95Ms, share } of insights.bottlenecks) {
					const sorted = (times[name] ?? []).toSorted((one, other) => one - other);
					expect([count, medianMs, p95Ms]).toEqual([
						sorted.length,
						sorted[Math.ceil(sorted.length / 2) - 1],
						sorted[Math.ceil(sorted.length * 0.95) - 1],
					]);
					expect(share).toBeCloseTo(all === 0 ? 0 : sorted.reduce((one, other) => one + other, 0) / all, 9);
				}
				expect(Object.fromEntries(insights.failures.map(({ stage: name, failures }) => [name, failures]))).toEqual(
					fails,
				);
				for (const { rate, runs: of, failures } of insights.failures) {
					expect(rate).toBeLessThanOrEqual(1);
					expect(rate).toBe(failures / of);
				}
				for (const { stage: name, ratings, average } of insights.calibration) {
					expect(ratings).toBe(rated[name]?.length);
					expect(average).toBeCloseTo((rated[name] ?? []).reduce((one, other) => one + other, 0) / ratings, 9);
				}
				expect(insights.calibration).toHaveLength(Object.keys(rated).length);
				expect(insights.cost?.pricedRuns ?? 0).toBe(priced);
				if (insights.cost) {
					expect(insights.cost.total).toBe(toDollars(cost));
					expect(insights.cost.perSuccess).toBe(succeeded === 0 ? undefined : toDollars(cost) / succeeded);
				}
				expect(insights.successRate).toBe(runs.length === 0 ? undefined : succeeded / runs.length);
				for (const { stage: name, durationMs, usualMs } of insights.anomalies) {
					expect(durationMs).toBeGreaterThan(1.5 * usualMs);
					expect(times[name]?.length).toBeGreaterThanOrEqual(5);
				}
				const [rate] = insights.trends;
				if (rate) {
					const older = runs
						.toSorted((one, other) => one.completedAtMs - other.completedAtMs)
						.slice(0, Math.floor(runs.length / 2));
					expect(rate.older).toBe(older.filter(({ status }) => status === 'success').length / older.length);
				}
				expect(insights.trends).toHaveLength(runs.length < 4 ? 0 : 3);
				// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal must not get
				expect(renderInsights(insights, formatTime)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
			}),
			{ seed: 20_260_411, numRuns: 1_000 },
		);
	});
});

test('a stage that took much longer than it usually does is found, newest first', () => {
	const times = [100, 110, 90, 105, 95, 1_000, 100, 400];
	const runs = times.map((durationMs, index) => ({
		runId: `r${index}`,
		status: 'success',
		completedAtMs: index,
		stages: [{ name: 'alex', durationMs }],
	}));
	expect(computeInsights(runs).anomalies).toEqual([
		{ runId: 'r7', slug: undefined, stage: 'alex', atMs: 7, durationMs: 400, usualMs: 100 },
		{ runId: 'r5', slug: undefined, stage: 'alex', atMs: 5, durationMs: 1_000, usualMs: 100 },
	]);
	expect(computeInsights(runs.slice(3, 7)).anomalies).toEqual([]);
});

test.each([
	[[4, 5, 4], [2, 1, 2], 'predicts'],
	[[4, 4, 4], [4, 4, 4], 'does not predict'],
	[[4, 5, 4], [2, 1], 'too few ratings'],
])('ratings %j of successful runs and %j of others: %s', (success, others, verdict) => {
	const of = (status: string) => (rating: number) => ({
		runId: 'r',
		status,
		completedAtMs: 1,
		stages: [{ name: 'cass', rating }],
	});
	const runs = [...success.map(of('success')), ...others.map(of('failed'))];
	expect(computeInsights(runs).calibration).toMatchObject([{ stage: 'cass', verdict }]);
});

test('as text: the demonstration, one run, none', () => {
	const text = renderInsights(computeInsights(seedRuns(END_MS).map(measureRun)), formatTime);
	expect(text).toMatch(/^14 runs, 64 % successful\n\nBottlenecks\n {2}codey-implement +57 % of the time +median 10:45/);
	expect(text).toMatch(/\nFailures\n {2}codey-implement +2 of 11 runs +18 %\n {2}nigel-tests +2 of 13 runs/);
	expect(text).toMatch(/\nTrends \(older half → newer half\)\n {2}success rate +57 % → 71 %/);
	expect(renderInsights(computeInsights([]), formatTime)).toBe('No finished runs yet; insights come with them.');
	const one = renderInsights(
		computeInsights([{ runId: 'r', status: 'paused', completedAtMs: 1, stages: [] }]),
		formatTime,
	);
	expect(one).toMatch(/^1 run, 0 % successful/);
	expect(one).toContain('four runs are needed');
});
