import type { Feedback } from './feedback.ts';
import type { Picodollars } from './money.ts';

export const RUN_STATUSES = ['success', 'failed', 'paused', 'aborted'] as const;
export type FinishedStatus = (typeof RUN_STATUSES)[number];
export type RunStatus = FinishedStatus | 'running';

export const RUN_TYPES = ['feature', 'refinement'] as const;
export type RunType = (typeof RUN_TYPES)[number];

/** A stage that still runs when its run ends takes the status of the run. */
export type StageStatus = RunStatus | 'skipped';

export interface Tokens {
	readonly input: number;
	readonly output: number;
}

/** A step of a run. Times are Unix milliseconds; a duration is the time spent, summed over attempts. */
export interface Stage {
	readonly name: string;
	readonly status: StageStatus;
	readonly startedAtMs?: number | undefined;
	readonly completedAtMs?: number | undefined;
	readonly durationMs: number;
	readonly attempts: number;
	/** When the attempt that runs now began; absent when none runs. */
	readonly attemptStartedAtMs?: number | undefined;
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
	readonly feedback?: Feedback | undefined;
}

/** One pipeline execution for one feature. `stages` are in the order in which they were first touched. */
export interface Run {
	readonly runId: string;
	readonly slug: string;
	readonly type: RunType;
	readonly status: RunStatus;
	readonly startedAtMs: number;
	readonly completedAtMs?: number | undefined;
	readonly featureId?: string | undefined;
	readonly parentRunId?: string | undefined;
	readonly commitHash?: string | undefined;
	readonly failedStage?: string | undefined;
	readonly pausedAfter?: string | undefined;
	readonly feedbackWithheld: boolean;
	readonly stages: readonly Stage[];
}

/** Total duration in milliseconds; a clock that went back gives 0, never a negative figure. */
export function totalDurationMs(run: Pick<Run, 'startedAtMs' | 'completedAtMs'>, nowMs: number): number {
	return Math.max(0, (run.completedAtMs ?? nowMs) - run.startedAtMs);
}

/** The stages that did run: a skipped one is history, not work. */
export function executedStages(run: Run): readonly Stage[] {
	return run.stages.filter((stage) => stage.status !== 'skipped');
}

/** Exact sum of the costs that are known, or undefined where none is. */
export function totalCost(run: Run): Picodollars | undefined {
	const costs = run.stages.flatMap((stage) => (stage.cost === undefined ? [] : [stage.cost]));
	return costs.length === 0 ? undefined : costs.reduce((sum, cost) => sum + cost, 0n);
}
