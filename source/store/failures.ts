import type { Observation } from '../core/live/churn.ts';
import { SEVERITIES, type Severity } from '../core/metrics/labels.ts';
import type { FailureCount } from '../core/metrics/snapshot.ts';
import type { Database } from './database.ts';

interface OccurrenceRow {
	readonly fingerprint: string;
	readonly stage: string;
	readonly severity: Severity;
	readonly count: number;
}

const worse = (one: Severity, other: Severity): Severity =>
	SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other;

function byWeight(one: FailureCount, other: FailureCount): number {
	return (
		SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
		other.count - one.count ||
		(one.fingerprint < other.fingerprint ? -1 : 1)
	);
}

/** One entry per fingerprint, of the stage in whose log it stood last; the worst first. */
function merged(rows: readonly OccurrenceRow[]): readonly FailureCount[] {
	const failures = new Map<string, FailureCount>();
	for (const { fingerprint, stage, severity, count } of rows) {
		const known = failures.get(fingerprint);
		failures.set(fingerprint, {
			fingerprint,
			stage,
			severity: known ? worse(known.severity, severity) : severity,
			count: count + (known?.count ?? 0),
		});
	}
	return [...failures.values()].toSorted(byWeight);
}

/**
 * What the logs of a run showed; undefined where none was read. A stage was looked at where all of its logs were read to
 * their end. Every `run finish` asks for it, so nothing of the failures is loaded for it.
 */
export function readObservation(database: Database, runId: string): Observation | undefined {
	const stages = database
		.prepare('SELECT stage, MIN(is_whole) AS is_whole FROM failure_log WHERE run_id = ? GROUP BY stage ORDER BY stage')
		.all(runId) as unknown as { readonly stage: string; readonly is_whole: number }[];
	if (stages.length === 0) return undefined;
	const rows = database
		.prepare(
			`SELECT fingerprint, stage, severity, count FROM failure_log JOIN failure_occurrence ON log = position
			WHERE run_id = ? ORDER BY position`,
		)
		.all(runId) as unknown as OccurrenceRow[];
	return {
		stages: stages.flatMap(({ stage, is_whole: isWhole }) => (isWhole ? [stage] : [])),
		failures: merged(rows),
	};
}

/** The logs of a run that were read, from the project's root. */
export function readLogPaths(database: Database, runId: string): ReadonlySet<string> {
	const rows = database.prepare('SELECT path FROM failure_log WHERE run_id = ?').all(runId);
	return new Set(rows.map(({ path }) => String(path)));
}
