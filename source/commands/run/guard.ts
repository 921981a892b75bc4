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
 */
export async function guarded(
	context: Context,
	work: (database: Database, project: Project) => void | Promise<void>,
): Promise<void> {
	let database: Database | undefined;
	try {
		const project = findProject(context);
		database = openDatabase(project.databasePath);
		await work(database, project);
	} catch (error) {
		context.debug(describe(error));
	} finally {
		database?.close();
	}
}
