import { type Baseline, type Comparison, compareRuns, type Observation } from '../core/live/churn.ts';
import type { Database } from './database.ts';

/** Scopes beyond these are compared with nothing: features that nobody has worked on for longest. */
const MOST_SCOPES = 1_000;

/** Keeps the scopes of the newest runs, and those whose run is not known (recorded reports). */
export function evictScopes(database: Database): void {
	if (Number(database.prepare('SELECT COUNT(*) AS count FROM churn_scope').get()?.['count']) <= MOST_SCOPES) return;
	database
		.prepare(
			`DELETE FROM churn_scope WHERE scope NOT IN
			(SELECT scope FROM churn_scope LEFT JOIN run USING (run_id) ORDER BY run.started_at_ms DESC NULLS FIRST LIMIT ?)`,
		)
		.run(MOST_SCOPES);
}

/** What a scope is known to have; undefined where nothing was recorded for it. */
export function readBaseline(database: Database, scope: string): Baseline | undefined {
	if (!database.prepare('SELECT 1 FROM churn_scope WHERE scope = ?').get(scope)) return undefined;
	const rows = database
		.prepare('SELECT fingerprint, stage FROM churn_fingerprint WHERE scope = ?')
		.all(scope) as unknown as { fingerprint: string; stage: string }[];
	return new Map(rows.map(({ fingerprint, stage }) => [fingerprint, stage]));
}

/**
 * Compares a run with the runs of its scope before it and moves the baseline, within the caller's transaction: two
 * producers at once see each other's baseline, never the same one.
 */
export function recordChurn(database: Database, scope: string, runId: string, observation: Observation): Comparison {
	const before = readBaseline(database, scope);
	const comparison = compareRuns(before, observation);
	database
		.prepare(
			'INSERT INTO churn_scope (scope, run_id) VALUES (?, ?) ON CONFLICT (scope) DO UPDATE SET run_id = excluded.run_id',
		)
		.run(scope, runId);
	const remove = database.prepare('DELETE FROM churn_fingerprint WHERE scope = ? AND fingerprint = ?');
	const put = database.prepare(
		`INSERT INTO churn_fingerprint (scope, fingerprint, stage) VALUES (?, ?, ?)
		ON CONFLICT (scope, fingerprint) DO UPDATE SET stage = excluded.stage`,
	);
	for (const fingerprint of comparison.churn?.resolved ?? []) remove.run(scope, fingerprint);
	for (const { fingerprint, stage } of observation.failures) put.run(scope, fingerprint, stage);
	return comparison;
}
