import type { Project } from '../../adapters/paths.ts';
import type { Database } from '../../store/database.ts';
import { findRunInProgress } from '../../store/runs.ts';
import { type Context, type Flags, textFlag } from '../spec.ts';

/** The run that a command means: `--run`, else `MURMUR8_RUN_ID`, else the newest in progress in this worktree. */
export function targetRun(database: Database, project: Project, flags: Flags, context: Context): string | undefined {
	const named = textFlag(flags, 'run') ?? context.environment['MURMUR8_RUN_ID']?.trim();
	if (named) return named;
	return findRunInProgress(database, project.root);
}
