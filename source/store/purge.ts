import { forgetEndedRuns } from './agents.ts';
import { type Database, inTransaction } from './database.ts';

/** Everything that is kept for telemetry alone. Claims are of processes that work right now. */
const TELEMETRY_TABLES = [
	'outbox',
	'dead_letter',
	'delivery',
	'remote_id',
	'counter',
	'audit',
	'snapshot',
	'kept_log',
	'churn_fingerprint',
	'churn_scope',
	'failure_occurrence',
	'failure_log',
	'failure_group',
	'sink_series',
	'sink_source',
	'sink_result',
] as const;

export interface PurgeReport {
	/** Events that were not delivered. */
	readonly events: number;
	readonly runs: number;
}

const count = (database: Database, sql: string) => Number(database.prepare(sql).get()?.['count']);

/**
 * Deletes all stored telemetry, with `includesHistory` the finished runs too, cleared ones included. Runs in progress
 * stay. The pages are overwritten and the file shrinks, so that nothing can be read from it afterwards.
 */
export function purge(database: Database, includesHistory: boolean): PurgeReport {
	database.exec('PRAGMA secure_delete = ON');
	const report = inTransaction(database, () => {
		const events = count(
			database,
			'SELECT (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM dead_letter) AS count',
		);
		const runs = count(
			database,
			`SELECT (SELECT COUNT(*) FROM run WHERE status <> 'running') + (SELECT COUNT(*) FROM foreign_entry) AS count`,
		);
		for (const table of TELEMETRY_TABLES) database.exec(`DELETE FROM ${table}`);
		forgetEndedRuns(database);
		if (includesHistory) database.exec(`DELETE FROM run WHERE status <> 'running'; DELETE FROM foreign_entry`);
		return { events, runs: includesHistory ? runs : 0 };
	});
	database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
	return report;
}
