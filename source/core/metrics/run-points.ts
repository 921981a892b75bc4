import { type Picodollars, toDollars } from '../money.ts';
import type { Tokens } from '../run.ts';
import { labelValue, stageLabel, stepLabel } from './labels.ts';
import type { MeasuredRun, MeasuredStage } from './measured-run.ts';
import { type Point, pointsOf } from './point.ts';

function sum(values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter((value) => value !== undefined);
	return known.length === 0 ? undefined : known.reduce((one, other) => one + other, 0);
}

function sumCosts(costs: readonly (Picodollars | undefined)[]): number | undefined {
	const known = costs.filter((cost) => cost !== undefined);
	return known.length === 0 ? undefined : toDollars(known.reduce((one, other) => one + other, 0n));
}

const DIRECTIONS = ['input', 'output'] as const satisfies (keyof Tokens)[];

/** Stages by their label: all that no label knows are one series. */
function byLabel(stages: readonly MeasuredStage[]): ReadonlyMap<string, readonly MeasuredStage[]> {
	return Map.groupBy(stages, ({ name }) => stageLabel(name));
}

function pointsOfStage(stage: string, stages: readonly MeasuredStage[], atMs: number): readonly Point[] {
	const each = <T>(pick: (one: MeasuredStage) => T): readonly T[] => stages.map(pick);
	const failed = stages.filter(({ status }) => status === 'failed').length;
	const rating = each((one) => one.rating).findLast((value) => value !== undefined);
	return [
		...pointsOf('murmur8.stage.duration_ms', { stage, step: stepLabel(stage) }, sum(each((s) => s.durationMs)), atMs),
		...pointsOf('murmur8.stage.error_total', { stage }, failed, atMs),
		...DIRECTIONS.flatMap((direction) =>
			pointsOf('murmur8.stage.tokens', { stage, direction }, sum(each((one) => one.tokens?.[direction])), atMs),
		),
		...pointsOf('murmur8.stage.cost_usd', { stage }, sumCosts(each((one) => one.cost)), atMs),
		...pointsOf('murmur8.stage.attempts', { stage }, sum(each((one) => one.attempts)), atMs),
		...pointsOf('murmur8.feedback.rating', { stage }, rating, atMs),
	];
}

/** The metrics of a finished run and its stages. A status or stage that no label knows becomes `other`. */
export function runPoints(run: MeasuredRun): readonly Point[] {
	const { status, durationMs, stages, cost, completedAtMs: atMs } = run;
	const costs = cost === undefined ? stages.map((stage) => stage.cost) : [cost];
	return [
		...pointsOf('murmur8.run.total', { status: labelValue('status', status) }, 1, atMs),
		...pointsOf('murmur8.run.duration_ms', {}, durationMs, atMs),
		...DIRECTIONS.flatMap((direction) =>
			pointsOf('murmur8.run.tokens', { direction }, sum(stages.map(({ tokens }) => tokens?.[direction])), atMs),
		),
		...pointsOf('murmur8.run.cost_usd', {}, sumCosts(costs), atMs),
		...[...byLabel(stages)].flatMap(([stage, same]) => pointsOfStage(stage, same, atMs)),
	];
}
