import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../adapters/paths.ts';
import { OPTED_IN } from '../../adapters/sources/opted-in.ts';
import { toFileName } from '../../core/log-stage.ts';
import type { Database } from '../../store/database.ts';
import { readLogPaths } from '../../store/failures.ts';

/** The folder of a run's own logs, from the project's root. */
export const runLogsFolder = (runId: string): string => join(OPTED_IN, toFileName(runId));

/**
 * Whether the folder of a run holds a log that was not read yet. Every `run finish` asks: where there is no such folder,
 * it costs one look.
 */
export function hasNewLogs(database: Database, { root }: Project, runId: string): boolean {
	const folder = runLogsFolder(runId);
	let names: readonly string[];
	try {
		names = readdirSync(join(root, folder));
	} catch {
		return false;
	}
	const known = readLogPaths(database, runId);
	return names.some((name) => !known.has(join(folder, name)));
}
