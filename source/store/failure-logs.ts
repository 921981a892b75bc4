import type { Severity } from '../core/metrics/labels.ts';
import type { LogContext } from '../failures/groups/occurrence.ts';
import type { SeenFailure } from '../failures/groups/rollup.ts';
import { type Database, orNull } from './database.ts';

/** A log of a run that was read. */
export interface ReadLog {
	readonly runId: string;
	readonly stage: string;
	/** Of its content: a log that is read twice counts once. */
	readonly digest: string;
	/** From the project's root. */
	readonly path: string;
	readonly context: LogContext;
	/** Whether all of it was read: what then was not found in it is not there any more. */
	readonly isWhole: boolean;
}

/** A failure of one log; text and file are those of its group, the log's own among them. */
export interface LoggedFailure extends Pick<SeenFailure, 'fingerprint' | 'className' | 'message' | 'frames'> {
	readonly sample: string;
	readonly file: string | undefined;
	/** In this log. */
	readonly count: number;
	readonly severity: Severity;
}

/** The newest logs are kept; severity, trends and what was seen first look no further back. */
const MOST_LOGS = 1_000;

function evict(database: Database): void {
	const { changes } = database
		.prepare(
			`DELETE FROM failure_log WHERE position <=
			(SELECT position FROM failure_log ORDER BY position DESC LIMIT 1 OFFSET ?)`,
		)
		.run(MOST_LOGS);
	if (Number(changes) > 0) {
		database.exec('DELETE FROM failure_group WHERE fingerprint NOT IN (SELECT fingerprint FROM failure_occurrence)');
	}
}

/** Stores what was found in a log, within the caller's transaction; false where it was read before. */
export function putLog(database: Database, log: ReadLog, failures: readonly LoggedFailure[]): boolean {
	const { runId, stage, digest, path, isWhole, context } = log;
	const { changes, lastInsertRowid } = database
		.prepare(
			`INSERT INTO failure_log (run_id, stage, digest, path, seen_ms, job_type, job_id, is_main, commit_hash, is_whole)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		)
		.run(
			runId,
			stage,
			digest,
			path,
			context.seenMs,
			context.jobType,
			orNull(context.jobId),
			context.isMain ? 1 : 0,
			orNull(context.commit),
			isWhole ? 1 : 0,
		);
	if (Number(changes) === 0) return false;
	const putGroup = database.prepare(
		`INSERT INTO failure_group (fingerprint, class_name, message, frames, sample, file) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (fingerprint) DO UPDATE SET sample = excluded.sample, file = excluded.file`,
	);
	const putOccurrence = database.prepare(
		'INSERT INTO failure_occurrence (log, fingerprint, severity, count) VALUES (?, ?, ?, ?)',
	);
	for (const { fingerprint, className, message, frames, sample, file, severity, count } of failures) {
		putGroup.run(fingerprint, className, message, JSON.stringify(frames), sample, orNull(file));
		putOccurrence.run(lastInsertRowid, fingerprint, severity, count);
	}
	evict(database);
	return true;
}
