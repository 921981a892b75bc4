import type { Picodollars } from '../money.ts';
import { executedStages, type Run, type Tokens, totalDurationMs } from '../run.ts';

/** What is measured of a stage that ran; what is unknown is absent. */
export interface MeasuredStage {
	readonly name: string;
	readonly status?: string | undefined;
	readonly startedAtMs?: number | undefined;
	readonly completedAtMs?: number | undefined;
	readonly durationMs?: number | undefined;
	readonly attempts?: number | undefined;
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
	readonly rating?: number | undefined;
}

/** The type of a triage report: it has failures to tell of, but is no run of a pipeline. */
export const REPORT_TYPE = 'triage-report';

/** A finished run as metrics see it, whoever recorded it. Stages that were skipped are not among its stages. */
export interface MeasuredRun {
	readonly runId: string;
	readonly slug?: string | undefined;
	readonly featureId?: string | undefined;
	readonly type?: string | undefined;
	readonly status: string;
	readonly startedAtMs?: number | undefined;
	readonly completedAtMs: number;
	readonly durationMs?: number | undefined;
	readonly failedStage?: string | undefined;
	readonly pausedAfter?: string | undefined;
	readonly parentRunId?: string | undefined;
	readonly commitHash?: string | undefined;
	/** Where it was written down for the run as a whole; else it is the sum of its stages. */
	readonly cost?: Picodollars | undefined;
	readonly stages: readonly MeasuredStage[];
}

/** A finished run of ours. Feedback that is withheld from events is withheld from metrics. */
export function measureRun(run: Run): MeasuredRun {
	const { runId, slug, featureId, type, status, startedAtMs, failedStage, pausedAfter, parentRunId, commitHash } = run;
	const completedAtMs = run.completedAtMs ?? startedAtMs;
	const ends = { startedAtMs, completedAtMs, durationMs: totalDurationMs(run, completedAtMs) };
	const facts = { runId, slug, featureId, type, status, failedStage, pausedAfter, parentRunId, commitHash };
	const stages = executedStages(run).map(({ feedback, attemptStartedAtMs: _running, ...stage }) => ({
		...stage,
		rating: run.feedbackWithheld ? undefined : feedback?.rating,
	}));
	return { ...facts, ...ends, stages };
}
