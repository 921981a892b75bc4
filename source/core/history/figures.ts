import type { Picodollars } from '../money.ts';
import type { HistoryRecord } from './record.ts';

/** What a number of runs came to. */
export interface HistoryFigures {
	readonly runs: number;
	readonly successes: number;
	/** Runs by status, the most frequent first. */
	readonly statuses: readonly (readonly [status: string, count: number])[];
	/** Of the durations that are known: half are at most the median, 95 of 100 at most the other. */
	readonly medianMs: number | undefined;
	readonly p95Ms: number | undefined;
	readonly cost: Picodollars | undefined;
	readonly averageCost: Picodollars | undefined;
	readonly tokens: number | undefined;
	/** Failed runs by the stage that failed, the most frequent first. */
	readonly failures: readonly (readonly [stage: string, count: number])[];
	/** Durations of the newest runs, oldest first; undefined where one is not known. */
	readonly trendMs: readonly (number | undefined)[];
}

const TREND_RUNS = 60;

/** The value at a share of sorted values, by the nearest rank. */
function percentile(sorted: readonly number[], share: number): number | undefined {
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function countBy(texts: readonly string[]): readonly (readonly [string, number])[] {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return [...counts].sort(([, one], [, other]) => other - one);
}

/** @param records in any order; batches and what is unreadable are no runs */
export function historyFigures(records: readonly HistoryRecord[]): HistoryFigures {
	const runs = records.filter(({ kind }) => kind === 'run');
	const durations = runs.flatMap(({ durationMs }) => durationMs ?? []).sort((one, other) => one - other);
	const costs = runs.flatMap(({ cost }) => cost ?? []);
	const cost = costs.length === 0 ? undefined : costs.reduce((sum, one) => sum + one, 0n);
	const tokens = runs.flatMap(({ tokens: known }) => known ?? []);
	const newest = runs.toSorted((one, other) => (other.timeMs ?? 0) - (one.timeMs ?? 0)).slice(0, TREND_RUNS);
	return {
		runs: runs.length,
		successes: runs.filter(({ status }) => status === 'success').length,
		statuses: countBy(runs.map(({ status }) => status || 'unknown')),
		medianMs: percentile(durations, 0.5),
		p95Ms: percentile(durations, 0.95),
		cost,
		averageCost: cost === undefined ? undefined : cost / BigInt(costs.length),
		tokens: tokens.length === 0 ? undefined : tokens.reduce((sum, one) => sum + one, 0),
		failures: countBy(runs.flatMap(({ status, stage }) => (status === 'failed' ? [stage || 'unknown'] : []))),
		trendMs: newest.map(({ durationMs }) => durationMs).reverse(),
	};
}
