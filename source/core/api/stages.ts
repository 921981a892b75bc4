import { LABELS } from '../metrics/labels.ts';
import type { Point } from '../metrics/point.ts';
import type { MetricName } from '../metrics/registry.ts';
import { median, ownPoints, quantile, type SeenSnapshot, sumOf } from './values.ts';

export interface StageFigures {
	readonly stage: string;
	/** Runs in which it ran. */
	readonly runs: number;
	readonly failed: number;
	readonly medianMs?: number;
	readonly p95Ms?: number;
	readonly attempts?: number;
	readonly inputTokens?: number;
	readonly outputTokens?: number;
	readonly costUsd?: number;
	/** Mean of the ratings, 1 to 5. */
	readonly rating?: number;
}

const given = <Name extends string>(name: Name, value: number | undefined) =>
	value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: number });

type StagePoints = ReadonlyMap<string, readonly Point[]>;

const keyOf = (name: string, stage: string | undefined) => `${name} ${stage}`;

function figuresOf(stage: string, points: StagePoints): StageFigures | undefined {
	const all = (name: MetricName) => points.get(keyOf(name, stage)) ?? [];
	// Every stage that ran has this one.
	const errors = all('murmur8.stage.error_total');
	if (errors.length === 0) return undefined;
	const durations = all('murmur8.stage.duration_ms').map(({ value }) => value);
	const tokens = Map.groupBy(all('murmur8.stage.tokens'), ({ labels }) => labels['direction']);
	const ratings = all('murmur8.feedback.rating');
	const rated = sumOf(ratings);
	return {
		stage,
		runs: errors.length,
		failed: errors.filter(({ value }) => value > 0).length,
		...given('medianMs', median(durations)),
		...given('p95Ms', quantile(durations, 0.95)),
		...given('attempts', sumOf(all('murmur8.stage.attempts'))),
		...given('inputTokens', sumOf(tokens.get('input') ?? [])),
		...given('outputTokens', sumOf(tokens.get('output') ?? [])),
		...given('costUsd', sumOf(all('murmur8.stage.cost_usd'))),
		...given('rating', rated === undefined ? undefined : rated / ratings.length),
	};
}

/** What each stage took, in the order of the pipeline; a stage that never ran is not among them. */
export function stageFigures(snapshots: readonly SeenSnapshot[]): readonly StageFigures[] {
	const points = Map.groupBy(snapshots.flatMap(ownPoints), ({ name, labels }) => keyOf(name, labels['stage']));
	return LABELS.stage.flatMap((stage) => figuresOf(stage, points) ?? []);
}
