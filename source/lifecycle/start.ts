import { ensureFeatureId } from '../adapters/feature-id-file.ts';
import type { Project } from '../adapters/paths.ts';
import { finishRun } from '../core/finish.ts';
import { measureRun } from '../core/metrics/measured-run.ts';
import type { Run, RunType } from '../core/run.ts';
import { concludeRun } from '../store/conclude.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { readObservation } from '../store/failures.ts';
import { absorbEntry } from '../store/history.ts';
import { requestPublishing } from '../store/published/changes.ts';
import { findUnfinishedRuns, insertRun, putStage, readRun, updateRun } from '../store/runs.ts';

export interface StartRequest {
	readonly runId: string;
	readonly slug: string;
	readonly type: RunType;
	readonly parentRunId?: string | undefined;
}

/** A run of the same feature in the same worktree that never ended: its pipeline crashed. It is history, not an event. */
function abortUnfinished(database: Database, worktree: string, slug: string, nowMs: number): boolean {
	const unfinished = findUnfinishedRuns(database, worktree, slug);
	for (const runId of unfinished) {
		const run = readRun(database, runId);
		if (!run) continue;
		const aborted = finishRun(run, { status: 'aborted', feedbackWithheld: run.feedbackWithheld }, new Map(), nowMs);
		updateRun(database, aborted);
		for (const stage of aborted.stages) putStage(database, runId, stage);
		absorbEntry(database, runId);
		// Which version of this program began it is not known.
		const producer = { kind: 'own', recorder: undefined, ci: undefined } as const;
		concludeRun(database, {
			run: measureRun(aborted),
			producer,
			observation: readObservation(database, runId),
			sinks: undefined,
		});
	}
	if (unfinished.length > 0) requestPublishing(database);
	return unfinished.length > 0;
}

/**
 * Records that a run began.
 * @param longestWaitMs how long it waits for its turn to write; else as long as an end that can't be repeated
 * @returns whether an older run was aborted, which changes the history
 * @throws where the database can't be written
 */
export function recordStart(
	database: Database,
	project: Project,
	request: StartRequest,
	nowMs: number,
	longestWaitMs?: number,
): boolean {
	const { slug } = request;
	let featureId: string | undefined;
	try {
		featureId = ensureFeatureId(project.root, slug);
	} catch {
		// A spec that can't be written costs the id, never the run.
	}
	const run: Run = {
		...request,
		status: 'running',
		startedAtMs: nowMs,
		featureId,
		feedbackWithheld: false,
		stages: [],
	};
	return inTransaction(
		database,
		() => {
			const hasAborted = abortUnfinished(database, project.root, slug, nowMs);
			insertRun(database, run, project.root);
			return hasAborted;
		},
		longestWaitMs,
	);
}
