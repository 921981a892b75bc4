import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import type { Environment } from '../adapters/environment.ts';
import { readHeadCommit } from '../adapters/git.ts';
import { readWorkplace } from '../adapters/job-workplace.ts';
import type { Project } from '../adapters/paths.ts';
import { type ReadSource, readSource } from '../adapters/sources/read-source.ts';
import { BoundedRollup } from '../failures/groups/bounded-rollup.ts';
import type { JobType, LogContext } from '../failures/groups/occurrence.ts';
import { mergeRollups, type Rollup } from '../failures/groups/rollup.ts';
import { severityBucket, severityOf, severityParts } from '../failures/groups/severity.ts';
import type { Engine } from '../failures/sanitise/scan/engine.ts';
import type { FoundFailure } from '../failures/sources/found-failure.ts';
import { occurrenceOfFailure } from '../failures/sources/occurrence.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { type LoggedFailure, putLog } from '../store/failure-logs.ts';
import { readTotalsOf } from '../store/failure-totals.ts';
import { readRun } from '../store/runs.ts';

export interface NoteTools {
	readonly database: Database;
	readonly project: Project;
	readonly environment: Environment;
	/** Of the sanitiser, with the user's rules. */
	readonly engine: Engine;
	/** Values that it leaves as they are. */
	readonly allowed: ReadonlySet<string>;
	readonly nowMs: number;
}

/** A log of a run that opted in. */
export interface RunLog {
	readonly runId: string;
	/** Absolute, without symlinks. */
	readonly path: string;
	/** @param named the stage that the job file beside the log names */
	readonly stageOf: (named: string | undefined) => string;
	/** Undefined: what the job file or the format tells. */
	readonly jobType: JobType | undefined;
	/** Whether the file holds all that there was. */
	readonly isWhole: boolean;
}

/** What became of a log. */
export type NotedLog =
	| { readonly kind: 'noted'; readonly failures: number; readonly isWhole: boolean; readonly source: ReadSource }
	/** Read before, or of a run that is not there or has ended. */
	| { readonly kind: 'ignored'; readonly reason: string }
	| { readonly kind: 'unreadable'; readonly reason: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What of a log's surroundings is known without it. */
function surroundings({ project, environment, nowMs }: NoteTools): Omit<LogContext, 'jobType'> {
	const { jobId, isMain } = readWorkplace(project.root, environment);
	const commit = readHeadCommit(project.root);
	return { seenMs: nowMs, isMain, ...(jobId && { jobId }), ...(commit && { commit }) };
}

/** Text and severity are of all that is known of a failure, the count is of this log. */
function toLogged(found: Rollup, known: Rollup, nowMs: number): readonly LoggedFailure[] {
	const all = mergeRollups(known, found);
	return [...found.values()].map((own) => {
		const group = all.get(own.fingerprint) ?? own;
		return { ...group, count: own.count, severity: severityBucket(severityOf(severityParts(group, nowMs))) };
	});
}

/**
 * Reads a log of a run in progress and stores what failed in it. The run itself is not touched: what its logs showed is
 * put together when it ends.
 * @throws where the database fails
 */
export async function noteLog(tools: NoteTools, log: RunLog): Promise<NotedLog> {
	const { database, project, engine, allowed, nowMs } = tools;
	const { runId, path } = log;
	const bounded = new BoundedRollup();
	const around = surroundings(tools);
	// The job's own facts are known when all is read, and are the same for all of a log.
	const onFailure = ({ trace }: FoundFailure) =>
		bounded.add(occurrenceOfFailure({ trace }, { ...around, jobType: 'other' }, sha256));
	const source = await readSource(path, { engine, allowed, parseTime: Date.parse, onFailure });
	if (source.kind === 'unreadable') return source;
	const { jobType = source.jobType, stage: named, endedMs: _ended, ...job } = source.job;
	const stage = log.stageOf(named);
	const context: LogContext = { ...around, ...job, jobType: log.jobType ?? jobType, stage };
	const isWhole = log.isWhole && source.format !== 'binary' && source.problems.length === 0 && !bounded.isFull;
	const rollup = bounded.rollup(context);
	return inTransaction(database, (): NotedLog => {
		if (readRun(database, runId)?.status !== 'running') return { kind: 'ignored', reason: 'its run has ended' };
		const failures = toLogged(rollup, readTotalsOf(database, rollup.keys()), nowMs);
		const read = { runId, stage, digest: source.id, path: relative(project.root, path), context, isWhole };
		if (!putLog(database, read, failures)) return { kind: 'ignored', reason: 'it was read before' };
		return { kind: 'noted', failures: failures.length, isWhole, source };
	});
}
