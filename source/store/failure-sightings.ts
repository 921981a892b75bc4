import type { Severity } from '../core/metrics/labels.ts';
import type { Snapshot } from '../core/metrics/snapshot.ts';
import { failureTitle, type RunFailure } from '../core/run-failure.ts';
import type { ChurnFigures, FailureSighting } from '../core/watch/facts.ts';
import type { Database } from './database.ts';

const MOST_SIGHTINGS = 20_000;

/** Changes whenever a log was read, or a run is hidden or deleted. */
export function sightingsVersion(database: Database): string {
	const row = database
		.prepare(
			`SELECT COUNT(*) AS logs, MAX(position) AS newest, SUM(hidden) AS hidden
			FROM failure_log JOIN run USING (run_id)`,
		)
		.get();
	return JSON.stringify(row);
}

/** Where failures stood, newest first, by fingerprint. Runs that were cleared from the history are not told of. */
export function readSightings(database: Database): ReadonlyMap<string, readonly FailureSighting[]> {
	const rows = database
		.prepare(
			`SELECT fingerprint, run_id AS runId, slug, failure_log.stage AS stage, seen_ms AS seenMs, count
			FROM failure_log JOIN failure_occurrence ON log = position JOIN run USING (run_id)
			WHERE hidden = 0 ORDER BY position DESC LIMIT ?`,
		)
		.all(MOST_SIGHTINGS) as unknown as readonly (FailureSighting & { readonly fingerprint: string })[];
	return Map.groupBy(rows, ({ fingerprint }) => fingerprint);
}

/** How the run that was compared last stands against the one before it; each feature is compared with itself. */
export function newestChurn(database: Database): ChurnFigures | undefined {
	const row = database
		.prepare(
			`SELECT document FROM churn_scope JOIN snapshot USING (run_id) JOIN run USING (run_id)
			WHERE hidden = 0 ORDER BY timestamp_ms DESC LIMIT 1`,
		)
		.get();
	if (!row) return undefined;
	const { churn } = (JSON.parse(String(row['document'])) as Snapshot).user;
	return churn && { new: churn.new.length, resolved: churn.resolved.length, unchanged: churn.unchanged.length };
}

interface FailureRow {
	readonly fingerprint: string;
	readonly stage: string;
	readonly severity: Severity;
	readonly count: number;
	readonly class_name: string;
	readonly message: string;
	readonly frames: string;
	readonly sample: string;
	readonly file: string | null;
}

/** A failure of a run, and the file in which it came about as the log names it. */
export interface StoredFailure extends RunFailure {
	readonly file: string | undefined;
}

/** So many are shown of a run, the worst first. */
const MOST_SHOWN = 50;
const RANK = `CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END`;

/** What the logs of a run showed, the worst first. */
export function readRunFailures(database: Database, runId: string): readonly StoredFailure[] {
	const rows = database
		.prepare(
			`SELECT fingerprint, stage, severity, SUM(count) AS count, class_name, message, frames, sample, file,
				MIN(${RANK}) AS rank, MAX(position) AS newest
			FROM failure_log JOIN failure_occurrence ON log = position JOIN failure_group USING (fingerprint)
			WHERE run_id = ? GROUP BY fingerprint ORDER BY rank, count DESC, fingerprint LIMIT ?`,
		)
		.all(runId, MOST_SHOWN) as unknown as readonly FailureRow[];
	if (rows.length === 0) return [];
	const snapshot = database.prepare('SELECT document FROM snapshot WHERE run_id = ?').get(runId);
	const churn = snapshot && (JSON.parse(String(snapshot['document'])) as Snapshot).user.churn;
	const fresh = churn && new Set(churn.new);
	return rows.map(({ fingerprint, stage, severity, count, message, sample, ...row }) => ({
		fingerprint,
		title: failureTitle({ className: row.class_name, message, frames: JSON.parse(row.frames) as readonly string[] }),
		stage,
		severity,
		count,
		isNew: fresh?.has(fingerprint),
		sample,
		file: row.file ?? undefined,
	}));
}
