import { join } from 'node:path';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { measureRun } from '../../source/core/metrics/measured-run.ts';
import type { Run } from '../../source/core/run.ts';
import { concludeRun } from '../../source/store/conclude.ts';
import { type Database, inTransaction, openDatabase } from '../../source/store/database.ts';
import { listRuns } from '../../source/store/runs.ts';
import { recordLongHistory } from './long-history.ts';

const MOST_FAILURES = 3;

function failuresOf({ failedStage, slug }: Run) {
	if (failedStage === undefined) return [];
	return Array.from({ length: MOST_FAILURES }, (_, index) => ({
		fingerprint: `sha256-${String(slug.length * (index + 1)).padStart(40, '0')}`,
		stage: failedStage,
		severity: 'error' as const,
		count: index + 1,
	}));
}

function conclude(database: Database, run: Run): void {
	concludeRun(database, {
		run: measureRun(run),
		producer: { kind: 'own', recorder: 'murmur8-cli/0.0.0', ci: undefined },
		observation: { stages: run.stages.map(({ name }) => name), failures: failuresOf(run) },
		sinks: undefined,
	});
}

/** Finished runs with their snapshots, as many of those as are kept. @param folder of a project */
export function recordServedHistory(folder: string, count: number, nowMs: number): void {
	recordLongHistory(folder, count, nowMs);
	const database = openDatabase(join(folder, DATABASE_FILE));
	try {
		inTransaction(database, () => {
			for (const run of listRuns(database, 1_100, false).toReversed()) conclude(database, run);
		});
	} finally {
		database.close();
	}
}
