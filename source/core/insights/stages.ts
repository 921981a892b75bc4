import { stageLabel } from '../metrics/labels.ts';
import type { MeasuredRun, MeasuredStage } from '../metrics/measured-run.ts';
import { CANONICAL_STAGES } from '../stages.ts';
import { mean, medianDeviation, quantile } from './numbers.ts';

/** A stage of a run, under its canonical name or `other`. */
interface StageOfRun {
	readonly run: MeasuredRun;
	readonly stage: MeasuredStage;
}

/** Stages by canonical name, in the order of the pipeline, those of other names together behind them. */
export function byStage(runs: readonly MeasuredRun[]): ReadonlyMap<string, readonly StageOfRun[]> {
	const all = runs.flatMap((run) => run.stages.map((stage) => ({ run, stage })));
	const groups = Map.groupBy(all, ({ stage }) => stageLabel(stage.name));
	return new Map(
		[...CANONICAL_STAGES, 'other'].flatMap((name) => {
			const found = groups.get(name);
			return found ? [[name, found] as const] : [];
		}),
	);
}

const durationsOf = (stages: readonly StageOfRun[]) =>
	stages.flatMap(({ stage }) => (stage.durationMs === undefined ? [] : [stage.durationMs]));

export interface Bottleneck {
	readonly stage: string;
	/** Times it ran and its duration is known. */
	readonly count: number;
	readonly medianMs: number;
	/** What one in twenty takes longer than. */
	readonly p95Ms: number;
	/** Its part of all the time that all stages took, 0 to 1. */
	readonly share: number;
}

/** Where the time goes, the largest part first. */
export function bottlenecks(runs: readonly MeasuredRun[]): readonly Bottleneck[] {
	const known = [...byStage(runs)].flatMap(([stage, found]) => {
		const durations = durationsOf(found);
		return durations.length === 0 ? [] : [{ stage, durations, total: durations.reduce((sum, ms) => sum + ms, 0) }];
	});
	const all = known.reduce((sum, { total }) => sum + total, 0);
	return known
		.map(({ stage, durations, total }) => ({
			stage,
			count: durations.length,
			medianMs: quantile(durations, 0.5) ?? 0,
			p95Ms: quantile(durations, 0.95) ?? 0,
			share: all === 0 ? 0 : total / all,
		}))
		.sort((one, other) => other.share - one.share);
}

export interface FailurePattern {
	readonly stage: string;
	/** Failed runs that it failed. */
	readonly failures: number;
	/** Runs in which it ran, as far as that is known. */
	readonly runs: number;
	/** 0 to 1. */
	readonly rate: number;
}

/** The stage that failed a run: as it is written, else the last one that failed. */
function failedStageOf({ failedStage, stages }: MeasuredRun): string | undefined {
	const name = failedStage ?? stages.findLast(({ status }) => status === 'failed')?.name;
	return name === undefined ? undefined : stageLabel(name);
}

/** Which stages fail runs, the most frequent first. */
export function failurePatterns(runs: readonly MeasuredRun[]): readonly FailurePattern[] {
	const failed = runs.filter(({ status }) => status === 'failed').flatMap((run) => failedStageOf(run) ?? []);
	const counts = Map.groupBy(failed, (stage) => stage);
	return [...counts]
		.map(([stage, { length: failures }]) => {
			const ran = runs.filter((run) => run.stages.some(({ name }) => stageLabel(name) === stage)).length;
			// A run that names a stage which it does not list has run it all the same.
			const of = Math.max(ran, failures);
			return { stage, failures, runs: of, rate: failures / of };
		})
		.sort((one, other) => other.failures - one.failures || other.rate - one.rate);
}

export interface Anomaly {
	readonly runId: string;
	readonly slug: string | undefined;
	readonly stage: string;
	readonly atMs: number;
	readonly durationMs: number;
	/** What the stage usually takes. */
	readonly usualMs: number;
}

/** Of fewer there is no usual. */
const FEWEST = 5;
const MOST_ANOMALIES = 20;
/** A median deviation is so many times smaller than a standard deviation, of values that scatter normally. */
const NORMAL = 1.4826;

/** Stages that took much longer than they usually do: by three deviations, and half as long again. Newest first. */
export function anomalies(runs: readonly MeasuredRun[]): readonly Anomaly[] {
	const found = [...byStage(runs)].flatMap(([stage, all]) => {
		const durations = durationsOf(all);
		const usualMs = quantile(durations, 0.5) ?? 0;
		if (durations.length < FEWEST) return [];
		const limitMs = Math.max(usualMs + 3 * NORMAL * medianDeviation(durations, usualMs), 1.5 * usualMs);
		return all.flatMap(({ run, stage: { durationMs = 0 } }): readonly Anomaly[] =>
			durationMs > limitMs
				? [{ runId: run.runId, slug: run.slug, stage, atMs: run.completedAtMs, durationMs, usualMs }]
				: [],
		);
	});
	return found.sort((one, other) => other.atMs - one.atMs).slice(0, MOST_ANOMALIES);
}

export interface Calibration {
	readonly stage: string;
	readonly ratings: number;
	readonly average: number;
	/** Average of runs that succeeded, and of all others; undefined where there are none. */
	readonly whenSuccess: number | undefined;
	readonly whenNot: number | undefined;
	/** Whether a low rating goes with a run that does not succeed. */
	readonly verdict: 'predicts' | 'does not predict' | 'too few ratings';
}

const FEWEST_RATINGS = 3;
/** A difference that ratings from 1 to 5 show at all. */
const LEAST_DIFFERENCE = 0.5;

/** Whether what agents say of each other's work has anything to do with how runs end. */
export function calibration(runs: readonly MeasuredRun[]): readonly Calibration[] {
	return [...byStage(runs)].flatMap(([stage, all]): readonly Calibration[] => {
		const ratingsOf = (isWanted: (status: string) => boolean) =>
			all.flatMap(({ run, stage: { rating } }) => (rating !== undefined && isWanted(run.status) ? [rating] : []));
		const [every, success, others] = [
			ratingsOf(() => true),
			ratingsOf((status) => status === 'success'),
			ratingsOf((status) => status !== 'success'),
		];
		const average = mean(every);
		if (average === undefined) return [];
		const [whenSuccess, whenNot] = [mean(success), mean(others)];
		const isKnown = success.length >= FEWEST_RATINGS && others.length >= FEWEST_RATINGS;
		const isPredictive = (whenSuccess ?? 0) - (whenNot ?? 0) >= LEAST_DIFFERENCE;
		const verdict = isKnown ? (isPredictive ? 'predicts' : 'does not predict') : 'too few ratings';
		return [{ stage, ratings: every.length, average, whenSuccess, whenNot, verdict }];
	});
}
