import { ensureFeatureId } from '../adapters/feature-id-file.ts';
import type { Project } from '../adapters/paths.ts';
import type { Feedback } from '../core/feedback.ts';
import type { Run, Stage } from '../core/run.ts';
import { addUsage, applyStageEvent, newStage, type StageEvent, type StageUsage } from '../core/stage-change.ts';
import { unmarkMeasured } from '../store/agents.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { putStage, readRun, setFeatureId } from '../store/runs.ts';

/** Changes one stage of a run in progress, in a transaction; false where the run is unknown or has ended. */
function changeStage(
	database: Database,
	runId: string,
	name: string,
	change: (stage: Stage, run: Run) => Stage,
): boolean {
	const run = readRun(database, runId);
	if (run?.status !== 'running') return false;
	const stage = run.stages.find((candidate) => candidate.name === name) ?? newStage(name);
	putStage(database, runId, change(stage, run));
	return true;
}

/** What is told of a stage takes the place of what was read from transcripts: the same tokens must not count twice. */
function addTold(database: Database, runId: string, stage: Stage, usage: StageUsage): Stage {
	const isTold = usage.tokens !== undefined || usage.cost !== undefined;
	const wasMeasured = isTold && unmarkMeasured(database, runId, stage.name);
	return addUsage(wasMeasured ? { ...stage, tokens: undefined, cost: undefined } : stage, usage);
}

/** `recordStage` within a transaction of the caller's. */
export function putStageEvent(
	database: Database,
	runId: string,
	name: string,
	event: StageEvent,
	usage: StageUsage,
	nowMs: number,
): boolean {
	return changeStage(database, runId, name, (stage, run) =>
		addTold(database, runId, applyStageEvent(stage, event, run, nowMs), usage),
	);
}

/** Notes that a stage began, ended or was skipped, and what it used. @throws where the database can't be written */
export function recordStage(
	database: Database,
	runId: string,
	name: string,
	event: StageEvent,
	usage: StageUsage,
	nowMs: number,
	longestWaitMs?: number,
): boolean {
	const work = () => putStageEvent(database, runId, name, event, usage, nowMs);
	return inTransaction(database, work, longestWaitMs);
}

/** Stores what was said of a stage; the last word counts. @throws where the database can't be written */
export function recordFeedback(database: Database, runId: string, name: string, feedback: Feedback): boolean {
	return inTransaction(database, () => changeStage(database, runId, name, (stage) => ({ ...stage, feedback })));
}

/** The spec is `alex`'s work: once that stage is done, it gets its id. */
export function recordFeatureId(database: Database, project: Project, runId: string): void {
	const run = readRun(database, runId);
	if (!run) return;
	const featureId = ensureFeatureId(project.root, run.slug);
	if (featureId !== undefined && featureId !== run.featureId) setFeatureId(database, runId, featureId);
}
