import type { MeasuredRun } from '../metrics/measured-run.ts';
import { type Picodollars, toDollars } from '../money.ts';
import { mean, quantile } from './numbers.ts';
import {
	type Anomaly,
	anomalies,
	type Bottleneck,
	bottlenecks,
	byStage,
	type Calibration,
	calibration,
	type FailurePattern,
	failurePatterns,
} from './stages.ts';

/** The older half of the runs against the newer one; of an odd number the one in the middle is newer. */
export interface Trend {
	readonly what: 'success rate' | 'median duration' | 'average cost';
	readonly unit: 'share' | 'ms' | 'dollars';
	readonly older: number | undefined;
	readonly newer: number | undefined;
}

export interface CostInsight {
	/** Dollars. */
	readonly total: number;
	/** Runs whose cost is known. */
	readonly pricedRuns: number;
	readonly perRun: number;
	/** What was spent for each run that succeeded, failed ones included; undefined where none did. */
	readonly perSuccess: number | undefined;
	/** By stage, the dearest first. */
	readonly stages: readonly { readonly stage: string; readonly cost: number; readonly share: number }[];
}

export interface Insights {
	readonly runs: number;
	readonly successRate: number | undefined;
	readonly bottlenecks: readonly Bottleneck[];
	readonly failures: readonly FailurePattern[];
	readonly anomalies: readonly Anomaly[];
	readonly trends: readonly Trend[];
	readonly calibration: readonly Calibration[];
	readonly cost: CostInsight | undefined;
}

const sum = (costs: readonly Picodollars[]) => costs.reduce((one, other) => one + other, 0n);

const stageCosts = (run: MeasuredRun) => run.stages.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
const costsOf = (run: MeasuredRun) => (run.cost === undefined ? stageCosts(run) : [run.cost]);
const runCost = (run: MeasuredRun) => {
	const costs = costsOf(run);
	return costs.length === 0 ? [] : [toDollars(sum(costs))];
};

const successRate = (runs: readonly MeasuredRun[]) => mean(runs.map(({ status }) => (status === 'success' ? 1 : 0)));

/** Halves of fewer runs say nothing. */
const FEWEST = 4;

function trends(runs: readonly MeasuredRun[]): readonly Trend[] {
	if (runs.length < FEWEST) return [];
	const sorted = runs.toSorted((one, other) => one.completedAtMs - other.completedAtMs);
	const middle = Math.floor(sorted.length / 2);
	const halves = { older: sorted.slice(0, middle), newer: sorted.slice(middle) };
	const compare = (pick: (half: readonly MeasuredRun[]) => number | undefined) => ({
		older: pick(halves.older),
		newer: pick(halves.newer),
	});
	const median = (half: readonly MeasuredRun[]) =>
		quantile(
			half.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs])),
			0.5,
		);
	return [
		{ what: 'success rate', unit: 'share', ...compare(successRate) },
		{ what: 'median duration', unit: 'ms', ...compare(median) },
		{ what: 'average cost', unit: 'dollars', ...compare((half) => mean(half.flatMap(runCost))) },
	];
}

function costInsight(runs: readonly MeasuredRun[]): CostInsight | undefined {
	const priced = runs.filter((run) => costsOf(run).length > 0);
	if (priced.length === 0) return undefined;
	const total = sum(priced.flatMap(costsOf));
	const successes = runs.filter(({ status }) => status === 'success').length;
	const stages = [...byStage(runs)].flatMap(([stage, all]) => {
		const costs = all.flatMap(({ stage: { cost } }) => (cost === undefined ? [] : [cost]));
		return costs.length === 0 ? [] : [{ stage, cost: toDollars(sum(costs)) }];
	});
	const dollars = toDollars(total);
	return {
		total: dollars,
		pricedRuns: priced.length,
		perRun: dollars / priced.length,
		perSuccess: successes === 0 ? undefined : dollars / successes,
		stages: stages
			.map((each) => ({ ...each, share: dollars === 0 ? 0 : each.cost / dollars }))
			.sort((one, other) => other.cost - one.cost),
	};
}

/** What finished runs say together, in whatever order they come. Stages are canonical ones and `other`. */
export function computeInsights(runs: readonly MeasuredRun[]): Insights {
	return {
		runs: runs.length,
		successRate: successRate(runs),
		bottlenecks: bottlenecks(runs),
		failures: failurePatterns(runs),
		anomalies: anomalies(runs),
		trends: trends(runs),
		calibration: calibration(runs),
		cost: costInsight(runs),
	};
}
