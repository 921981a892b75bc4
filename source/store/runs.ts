import type { Feedback } from '../core/feedback.ts';
import type { Run, RunStatus, RunType, Stage, StageStatus } from '../core/run.ts';
import { type Database, orNull, orUndefined } from './database.ts';

interface RunRow {
	readonly run_id: string;
	readonly slug: string;
	readonly type: RunType;
	readonly status: RunStatus;
	readonly started_at_ms: number;
	readonly completed_at_ms: number | null;
	readonly feature_id: string | null;
	readonly parent_run_id: string | null;
	readonly commit_hash: string | null;
	readonly failed_stage: string | null;
	readonly paused_after: string | null;
	readonly feedback_withheld: number;
}

interface StageRow {
	readonly name: string;
	readonly status: StageStatus;
	readonly started_at_ms: number | null;
	readonly attempt_started_at_ms: number | null;
	readonly completed_at_ms: number | null;
	readonly duration_ms: number;
	readonly attempts: number;
	readonly tokens_input: number | null;
	readonly tokens_output: number | null;
	readonly cost: string | null;
	readonly feedback: string | null;
}

/** The cost as text: as a number it would lose digits beyond 2⁵³ picodollars. */
const STAGE_COLUMNS = `name, status, started_at_ms, attempt_started_at_ms, completed_at_ms, duration_ms, attempts,
	tokens_input, tokens_output, CAST(cost_picodollars AS TEXT) AS cost, feedback`;

function toStage(row: StageRow): Stage {
	const hasTokens = row.tokens_input !== null || row.tokens_output !== null;
	return {
		name: row.name,
		status: row.status,
		startedAtMs: orUndefined(row.started_at_ms),
		attemptStartedAtMs: orUndefined(row.attempt_started_at_ms),
		completedAtMs: orUndefined(row.completed_at_ms),
		durationMs: row.duration_ms,
		attempts: row.attempts,
		tokens: hasTokens ? { input: row.tokens_input ?? 0, output: row.tokens_output ?? 0 } : undefined,
		cost: row.cost === null ? undefined : BigInt(row.cost),
		feedback: row.feedback === null ? undefined : (JSON.parse(row.feedback) as Feedback),
	};
}

function readStages(database: Database, runId: string): readonly Stage[] {
	const rows = database.prepare(`SELECT ${STAGE_COLUMNS} FROM stage WHERE run_id = ? ORDER BY position`).all(runId);
	return (rows as unknown as StageRow[]).map(toStage);
}

/** The stages of many runs at once. @param runIds as a JSON array */
function readAllStages(database: Database, runIds: string): ReadonlyMap<string, readonly Stage[]> {
	const rows = database
		.prepare(
			`SELECT run_id, ${STAGE_COLUMNS} FROM stage WHERE run_id IN (SELECT value FROM json_each(?))
			ORDER BY run_id, position`,
		)
		.all(runIds) as unknown as (StageRow & { readonly run_id: string })[];
	const stages = new Map<string, Stage[]>();
	for (const row of rows) {
		const own = stages.get(row.run_id);
		if (own) own.push(toStage(row));
		else stages.set(row.run_id, [toStage(row)]);
	}
	return stages;
}

function toRun(row: RunRow, stages: readonly Stage[]): Run {
	return {
		runId: row.run_id,
		slug: row.slug,
		type: row.type,
		status: row.status,
		startedAtMs: row.started_at_ms,
		completedAtMs: orUndefined(row.completed_at_ms),
		featureId: orUndefined(row.feature_id),
		parentRunId: orUndefined(row.parent_run_id),
		commitHash: orUndefined(row.commit_hash),
		failedStage: orUndefined(row.failed_stage),
		pausedAfter: orUndefined(row.paused_after),
		feedbackWithheld: row.feedback_withheld !== 0,
		stages,
	};
}

export function readRun(database: Database, runId: string): Run | undefined {
	const row = database.prepare('SELECT * FROM run WHERE run_id = ?').get(runId) as unknown as RunRow | undefined;
	return row && toRun(row, readStages(database, runId));
}

/** Many runs at once, in two statements however many they are; those that are not there are left out. */
export function readRuns(database: Database, runIds: readonly string[]): ReadonlyMap<string, Run> {
	if (runIds.length === 0) return new Map();
	const ids = JSON.stringify(runIds);
	const rows = database
		.prepare('SELECT * FROM run WHERE run_id IN (SELECT value FROM json_each(?))')
		.all(ids) as unknown as RunRow[];
	const stages = readAllStages(database, ids);
	return new Map(rows.map((row) => [row.run_id, toRun(row, stages.get(row.run_id) ?? [])]));
}

/** The newest run in progress in a worktree. */
export function findRunInProgress(database: Database, worktree: string): string | undefined {
	const row = database
		.prepare(
			`SELECT run_id FROM run WHERE worktree = ? AND status = 'running' ORDER BY started_at_ms DESC, rowid DESC LIMIT 1`,
		)
		.get(worktree);
	return row?.['run_id'] as string | undefined;
}

/** Runs in progress of one slug in one worktree, oldest first. */
export function findUnfinishedRuns(database: Database, worktree: string, slug: string): readonly string[] {
	const rows = database
		.prepare(`SELECT run_id FROM run WHERE worktree = ? AND status = 'running' AND slug = ? ORDER BY started_at_ms`)
		.all(worktree, slug);
	return rows.map((row) => row['run_id'] as string);
}

/** The newest runs first, those in progress included. */
export function listRuns(database: Database, limit: number, onlyInProgress: boolean): readonly Run[] {
	const where = onlyInProgress ? `WHERE status = 'running'` : '';
	const rows = database
		.prepare(`SELECT * FROM run ${where} ORDER BY started_at_ms DESC, rowid DESC LIMIT ?`)
		.all(limit);
	return (rows as unknown as RunRow[]).map((row) => toRun(row, readStages(database, row.run_id)));
}

/** Identities of the finished runs whose feedback is to stay on this machine. */
export function listRunsWithoutFeedback(database: Database): ReadonlySet<string> {
	const rows = database.prepare(`SELECT run_id FROM run WHERE feedback_withheld <> 0 AND status <> 'running'`).all();
	return new Set(rows.map((row) => `run:${String(row['run_id'])}`));
}

/** Runs in progress in any worktree, those that began first come first. @param limit of the newest */
export function listRunsInProgress(
	database: Database,
	limit: number,
): readonly { readonly run: Run; readonly worktree: string }[] {
	const rows = database
		.prepare(`SELECT * FROM run WHERE status = 'running' ORDER BY started_at_ms DESC, rowid DESC LIMIT ?`)
		.all(limit) as unknown as (RunRow & { readonly worktree: string })[];
	return rows.map((row) => ({ run: toRun(row, readStages(database, row.run_id)), worktree: row.worktree })).reverse();
}

export function insertRun(database: Database, run: Run, worktree: string): void {
	database
		.prepare(
			`INSERT INTO run (run_id, slug, type, status, worktree, started_at_ms, feature_id, parent_run_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.run(
			run.runId,
			run.slug,
			run.type,
			run.status,
			worktree,
			run.startedAtMs,
			orNull(run.featureId),
			orNull(run.parentRunId),
		);
}

/** Writes everything of a run but its stages. */
export function updateRun(database: Database, run: Run): void {
	database
		.prepare(
			`UPDATE run SET type = ?, status = ?, completed_at_ms = ?, feature_id = ?, parent_run_id = ?, commit_hash = ?,
			failed_stage = ?, paused_after = ?, feedback_withheld = ? WHERE run_id = ?`,
		)
		.run(
			run.type,
			run.status,
			orNull(run.completedAtMs),
			orNull(run.featureId),
			orNull(run.parentRunId),
			orNull(run.commitHash),
			orNull(run.failedStage),
			orNull(run.pausedAfter),
			run.feedbackWithheld ? 1 : 0,
			run.runId,
		);
}

export function setFeatureId(database: Database, runId: string, featureId: string): void {
	database.prepare('UPDATE run SET feature_id = ? WHERE run_id = ?').run(featureId, runId);
}

/** Inserts a stage behind the ones the run has, or updates it in its place. */
export function putStage(database: Database, runId: string, stage: Stage): void {
	database
		.prepare(
			// Plain `?` only: Node 22 takes `?1` for a named parameter and binds nothing to it.
			`INSERT INTO stage (run_id, name, position, status, started_at_ms, attempt_started_at_ms, completed_at_ms,
				duration_ms, attempts, tokens_input, tokens_output, cost_picodollars, feedback)
			VALUES (?, ?, (SELECT COALESCE(MAX(position), -1) + 1 FROM stage WHERE run_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (run_id, name) DO UPDATE SET status = excluded.status, started_at_ms = excluded.started_at_ms,
				attempt_started_at_ms = excluded.attempt_started_at_ms, completed_at_ms = excluded.completed_at_ms,
				duration_ms = excluded.duration_ms, attempts = excluded.attempts, tokens_input = excluded.tokens_input,
				tokens_output = excluded.tokens_output, cost_picodollars = excluded.cost_picodollars,
				feedback = excluded.feedback`,
		)
		.run(
			runId,
			stage.name,
			runId,
			stage.status,
			orNull(stage.startedAtMs),
			orNull(stage.attemptStartedAtMs),
			orNull(stage.completedAtMs),
			stage.durationMs,
			stage.attempts,
			orNull(stage.tokens?.input),
			orNull(stage.tokens?.output),
			orNull(stage.cost),
			stage.feedback === undefined ? null : JSON.stringify(stage.feedback),
		);
}
