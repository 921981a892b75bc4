import type { FinishedStatus, Run, RunType, Stage } from './run.ts';
import { addUsage, closeStage, type StageUsage } from './stage-change.ts';

/** How a run ended, as its pipeline says. What is absent is worked out or stays as it was. */
export interface FinishRequest {
	readonly status: FinishedStatus;
	readonly failedStage?: string | undefined;
	readonly pausedAfter?: string | undefined;
	readonly type?: RunType | undefined;
	readonly parentRunId?: string | undefined;
	readonly commitHash?: string | undefined;
	readonly featureId?: string | undefined;
	readonly feedbackWithheld: boolean;
}

/** Usage events count only for a stage whose usage was not given by flags: the same call must not count twice. */
function fillUsage(stage: Stage, usage: StageUsage | undefined): Stage {
	const hasUsage = stage.tokens !== undefined || stage.cost !== undefined;
	return hasUsage || usage === undefined ? stage : addUsage(stage, usage);
}

/** The last stage, by the order in which they ran, with one of these statuses. */
function lastStage(stages: readonly Stage[], ...statuses: readonly string[]): string | undefined {
	return stages.findLast((stage) => statuses.includes(stage.status))?.name;
}

/** The run as it is once it has ended at `nowMs`. */
export function finishRun(
	run: Run,
	request: FinishRequest,
	usage: ReadonlyMap<string, StageUsage>,
	nowMs: number,
): Run {
	const { status } = request;
	const stages = run.stages.map((stage) => fillUsage(closeStage(stage, run, status, nowMs), usage.get(stage.name)));
	return {
		...run,
		status,
		completedAtMs: Math.max(nowMs, run.startedAtMs),
		type: request.type ?? run.type,
		parentRunId: request.parentRunId ?? run.parentRunId,
		commitHash: request.commitHash ?? run.commitHash,
		featureId: request.featureId ?? run.featureId,
		failedStage: status === 'failed' ? (request.failedStage ?? lastStage(stages, 'failed')) : undefined,
		pausedAfter: status === 'paused' ? (request.pausedAfter ?? lastStage(stages, 'paused', 'success')) : undefined,
		feedbackWithheld: request.feedbackWithheld,
		stages,
	};
}
