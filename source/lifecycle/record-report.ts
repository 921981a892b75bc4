import { detectCi, type Environment } from '../adapters/environment.ts';
import type { Observation } from '../core/live/churn.ts';
import { REPORT_TYPE } from '../core/metrics/measured-run.ts';
import { sinkOrder } from '../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import { concludeRun } from '../store/conclude.ts';
import { addToCounter, RECORDER_ERRORS } from '../store/counters.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { hasSnapshot } from '../store/live.ts';

/** A report that later ones are compared with. */
export interface RecordedReport {
	/** The same for the same sources: a report that is recorded twice counts once. */
	readonly id: string;
	readonly nowMs: number;
	readonly observation: Observation;
}

/**
 * Records a report as every finished run is recorded, in one transaction: churn, snapshot, and its mark for the sinks.
 * A report is no run of a pipeline, so it has no place in the history and makes no event.
 * @returns whether it was new
 * @throws where the database can't be written
 */
export function recordReport(
	{
		database,
		settings,
		environment,
		recorder,
	}: {
		readonly database: Database;
		readonly settings: ResolvedSettings;
		readonly environment: Environment;
		readonly recorder: string;
	},
	{ id, nowMs, observation }: RecordedReport,
): boolean {
	return inTransaction(database, () => {
		if (hasSnapshot(database, id)) return false;
		if (settings.problems.length > 0 && settings.values.audience !== 'off') {
			addToCounter(database, `${RECORDER_ERRORS}settings`, 1);
		}
		concludeRun(database, {
			run: { runId: id, type: REPORT_TYPE, status: 'success', completedAtMs: nowMs, stages: [] },
			producer: { kind: 'own', recorder, ci: detectCi(environment) },
			observation,
			sinks: sinkOrder(settings),
		});
		return true;
	});
}
