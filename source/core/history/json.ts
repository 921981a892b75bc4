import { toDollars } from '../money.ts';
import type { CostSummary } from './cost-summary.ts';
import type { HistoryStats } from './stats.ts';

/** `history --stats --json`: durations in milliseconds, the rate from 0 to 1. */
export function statsJson({ statuses, runs, successes, averageMs, ...rest }: HistoryStats): object {
	return {
		runs,
		successRate: runs === 0 ? undefined : successes / runs,
		statuses: Object.fromEntries(statuses),
		averageDurationMs: averageMs,
		...rest,
	};
}

/** `history --cost --json`: costs in dollars. */
export function costJson({ total, average, stages, ...rest }: CostSummary): object {
	const dollars = (cost: bigint | undefined) => (cost === undefined ? undefined : toDollars(cost));
	return {
		...rest,
		totalCost: dollars(total),
		averageCost: dollars(average),
		stages: stages.map(({ cost, ...stage }) => ({ ...stage, cost: dollars(cost) })),
	};
}
