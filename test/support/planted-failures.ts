import { join } from 'node:path';
import type { FailureCount } from '../../source/core/metrics/snapshot.ts';
import { openDatabase } from '../../source/store/database.ts';
import { putSnapshot, readSnapshotForSinks } from '../../source/store/live.ts';
import type { Sandbox } from './sandbox.ts';

/** Puts failures into what was measured of a recorded run, as its logs would have. */
export function plantFailures({ project }: Sandbox, runId: string, failures: readonly FailureCount[]): void {
	const database = openDatabase(join(project, '.claude', 'murmur8.db'));
	try {
		const found = readSnapshotForSinks(database, runId);
		if (!found) throw new Error(`nothing was measured of ${runId}`);
		const { snapshot } = found;
		putSnapshot(database, { snapshot: { ...snapshot, user: { ...snapshot.user, failures } } });
	} finally {
		database.close();
	}
}
