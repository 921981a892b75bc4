import type { Picodollars } from '../money.ts';
import type { Tokens } from '../run.ts';
import { CANONICAL_STAGES } from '../stages.ts';
import { addCosts, addTokens, type HistoryRow } from './row.ts';

export interface StageCost {
	readonly name: string;
	readonly cost?: Picodollars | undefined;
	readonly tokens?: Tokens | undefined;
}

export interface CostSummary {
	readonly runs: number;
	/** Runs whose cost is known: the average is over these. */
	readonly pricedRuns: number;
	readonly total?: Picodollars | undefined;
	readonly average?: Picodollars | undefined;
	readonly tokens?: Tokens | undefined;
	/** Stages of which cost or tokens are known, the canonical ones first. */
	readonly stages: readonly StageCost[];
}

/** Half a picodollar rounds up. */
function divide(total: Picodollars, count: number): Picodollars {
	const divisor = BigInt(count);
	return (2n * total + divisor) / (2n * divisor);
}

function addStages(rows: readonly HistoryRow[]): readonly StageCost[] {
	const stages = new Map<string, StageCost>(CANONICAL_STAGES.map((name) => [name, { name }]));
	for (const { name, cost, tokens } of rows.flatMap((row) => row.stages)) {
		const sum = stages.get(name);
		stages.set(name, { name, cost: addCosts(sum?.cost, cost), tokens: addTokens(sum?.tokens, tokens) });
	}
	return [...stages.values()].filter(({ cost, tokens }) => cost !== undefined || tokens !== undefined);
}

/** What is known of the cost of runs; a batch repeats the cost of its features and is left out. Sums are exact. */
export function costSummary(entries: readonly HistoryRow[]): CostSummary {
	const rows = entries.filter(({ kind }) => kind === 'run');
	const costs = rows.flatMap(({ cost }) => (cost === undefined ? [] : [cost]));
	const total = costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0n);
	return {
		runs: rows.length,
		pricedRuns: costs.length,
		total,
		average: total === undefined ? undefined : divide(total, costs.length),
		tokens: rows.map(({ tokens }) => tokens).reduce(addTokens, undefined),
		stages: addStages(rows),
	};
}
