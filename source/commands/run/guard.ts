import type { Project } from '../../adapters/paths.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import type { Context } from '../spec.ts';
import { findProject } from '../workplace.ts';

function describe(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Does a `run` command's work. Whatever goes wrong in it (database, disk, files) is told to `MURMUR8_DEBUG` and to
 * nobody else: a pipeline must not fail because it is being recorded.
 *
 * The database stays open: what is committed is on the disk, and the last one to close it folds the log into it, two
 * more syncs that every stage of a pipeline would wait for. The background process closes it, and so do the views.
 */
export async function guarded(
	context: Context,
	work: (database: Database, project: Project) => void | Promise<void>,
): Promise<void> {
	try {
		const project = findProject(context);
		await work(openDatabase(project.databasePath), project);
	} catch (error) {
		context.debug(describe(error));
	}
}
