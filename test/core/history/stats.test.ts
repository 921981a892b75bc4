import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costSummary } from '../../../source/core/history/cost-summary.ts';
import { costJson, statsJson } from '../../../source/core/history/json.ts';
import { type HistoryRow, readHistoryRow } from '../../../source/core/history/row.ts';
import { historyStats } from '../../../source/core/history/stats.ts';
import { SEEDED } from '../property.ts';
import { parseTime, someEntry } from './entries.ts';

const readAll = (entries: readonly unknown[]): readonly HistoryRow[] =>
	entries.map((entry) => readHistoryRow(entry, parseTime));

const SAMPLE = readAll([
	{
		slug: 'a',
		status: 'success',
		totalDurationMs: 1_000,
		stages: { alex: { durationMs: 400, cost: 0.1 } },
		totalCost: 0.3,
	},
	{
		slug: 'b',
		status: 'success',
		totalDurationMs: 2_001,
		stages: { alex: { durationMs: 500 }, cass: { status: 'skipped', durationMs: 0 } },
	},
	{ slug: 'c', status: 'success', stages: { nigel: { durationMs: 7, tokens: { input: 1_000, output: 10 } } } },
	{ slug: 'd', status: 'failed', failedStage: 'nigel', totalDurationMs: 9, stages: { alex: {} } },
	{ slug: 'e', status: 'failed', failedStage: 'deploy', totalCost: '$0.20' },
	{ slug: 'f', status: 'failed' },
	{ slug: 'g', status: 'paused', pausedAfter: 'alex', failedStage: 'alex' },
	{ slug: 'h', status: 'user-aborted' },
	{ slug: 'i' },
	{ mode: 'murmuration', status: 'success', totalDurationMs: 1e9, features: [] },
	null,
]);

test('figures of runs', () => {
	expect(historyStats(SAMPLE)).toEqual({
		runs: 9,
		successes: 3,
		statuses: new Map([
			['success', 3],
			['failed', 3],
			['paused', 1],
			['user-aborted', 1],
			['unknown', 1],
		]),
		averageMs: 1_501,
		stages: [
			{ name: 'alex', count: 3, averageMs: 450, failures: 0 },
			{ name: 'cass', count: 0, averageMs: undefined, failures: 0 },
			{ name: 'nigel-spec', count: 0, averageMs: undefined, failures: 0 },
			{ name: 'nigel-tests', count: 0, averageMs: undefined, failures: 0 },
			{ name: 'codey-plan', count: 0, averageMs: undefined, failures: 0 },
			{ name: 'codey-implement', count: 0, averageMs: undefined, failures: 0 },
			{ name: 'nigel', count: 1, averageMs: 7, failures: 1 },
			{ name: 'deploy', count: 0, averageMs: undefined, failures: 1 },
		],
		mostCommonFailure: { stages: ['nigel', 'deploy'], count: 1 },
		batches: 1,
		unreadable: 1,
	});
});

test('figures of nothing', () => {
	expect(historyStats([])).toMatchObject({ runs: 0, successes: 0, averageMs: undefined, mostCommonFailure: undefined });
	expect(costSummary([])).toEqual({
		runs: 0,
		pricedRuns: 0,
		total: undefined,
		average: undefined,
		tokens: undefined,
		stages: [],
	});
	expect(JSON.parse(JSON.stringify(statsJson(historyStats([]))))).not.toHaveProperty('successRate');
});

test('cost of runs, exact', () => {
	const cents = 10n ** 10n;
	expect(costSummary(SAMPLE)).toEqual({
		runs: 9,
		pricedRuns: 2,
		total: 50n * cents,
		average: 25n * cents,
		tokens: { input: 1_000, output: 10 },
		stages: [
			{ name: 'alex', cost: 10n * cents, tokens: undefined },
			{ name: 'nigel', cost: undefined, tokens: { input: 1_000, output: 10 } },
		],
	});
	expect(costJson(costSummary(SAMPLE))).toMatchObject({ totalCost: 0.5, averageCost: 0.25, pricedRuns: 2 });
	// 0.1 + 0.2 is not 0.3 in floating point.
	expect(costSummary(readAll([{ totalCost: 0.1 }, { totalCost: 0.2 }])).total).toBe(30n * cents);
});

/** The same figures counted once more, the plain way, over the entries' rows. */
function countAgain(rows: readonly HistoryRow[]) {
	const runs = rows.filter((row) => row.kind === 'run');
	const mean = (values: readonly number[]) => {
		let sum = 0;
		for (const value of values) sum += value;
		return values.length === 0 ? undefined : Math.round(sum / values.length);
	};
	const numbers = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
	const ofStage = (name: string) =>
		runs.flatMap((row) => row.stages.filter((stage) => stage.name === name && stage.status !== 'skipped'));
	const failuresOf = (name: string) => runs.filter((row) => row.status === 'failed' && row.failedStage === name).length;
	return {
		successes: runs.filter(({ status }) => status === 'success').length,
		averageMs: mean(numbers(runs.filter(({ status }) => status === 'success').map(({ durationMs }) => durationMs))),
		stage: (name: string) => ({
			name,
			count: ofStage(name).length,
			averageMs: mean(numbers(ofStage(name).map(({ durationMs }) => durationMs))),
			failures: failuresOf(name),
		}),
		mostFailures: Math.max(
			0,
			...runs.map(({ failedStage }) => (failedStage === undefined ? 0 : failuresOf(failedStage))),
		),
		failuresOf,
		total: runs.reduce((sum, { cost }) => sum + (cost ?? 0n), 0n),
		stageCost: (name: string) =>
			runs
				.flatMap(({ stages }) => stages)
				.reduce((sum, stage) => sum + (stage.name === name ? (stage.cost ?? 0n) : 0n), 0n),
	};
}

test('figures equal an independent count', () => {
	fc.assert(
		fc.property(fc.array(someEntry, { maxLength: 30 }), (entries) => {
			const rows = readAll(entries);
			const [stats, cost, again] = [historyStats(rows), costSummary(rows), countAgain(rows)];
			expect(stats.successes).toBe(again.successes);
			expect(stats.averageMs).toBe(again.averageMs);
			expect([...stats.statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(stats.runs);
			expect(stats.runs + stats.batches + stats.unreadable).toBe(entries.length);
			for (const stage of stats.stages) expect(stage).toEqual(again.stage(stage.name));
			expect(stats.mostCommonFailure?.count ?? 0).toBe(again.mostFailures);
			for (const name of stats.mostCommonFailure?.stages ?? []) expect(again.failuresOf(name)).toBe(again.mostFailures);
			expect(cost.total ?? 0n).toBe(again.total);
			for (const stage of cost.stages) expect(stage.cost ?? 0n).toBe(again.stageCost(stage.name));
		}),
		{ ...SEEDED, numRuns: 1_000 },
	);
});
