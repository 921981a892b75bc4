import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { nowMs } from '../../adapters/clock.ts';
import { findSetAside } from '../../adapters/doctor-files.ts';
import type { Project } from '../../adapters/paths.ts';
import { removeKeptLog } from '../../adapters/remove-kept-log.ts';
import { plural } from '../../core/plural.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { listKeptLogs } from '../../store/kept-logs.ts';
import { historyPath, queuePath } from '../../store/published/changes.ts';
import { type PurgeReport, purge } from '../../store/purge.ts';
import { canAsk, confirm } from '../history/confirm.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';

/** Copies of published files that could not be parsed hold what those held. */
function removeCopies(path: string): void {
	for (const copy of findSetAside(dirname(path)))
		if (copy.startsWith(`${path}.corrupt-`)) rmSync(copy, { force: true });
}

/** What other programs wrote is taken over first, so that it goes as well; afterwards the files say what is left. */
async function purgeAll(
	database: Database,
	project: Project,
	queueSetting: string,
	includesHistory: boolean,
): Promise<PurgeReport> {
	const { syncPublished } = await import('../../store/published/sync.ts');
	await syncPublished(database, project, queueSetting, nowMs());
	for (const log of listKeptLogs(database)) removeKeptLog(log);
	const report = purge(database, includesHistory);
	await syncPublished(database, project, queueSetting, nowMs());
	removeCopies(queuePath(project, queueSetting));
	if (includesHistory) removeCopies(historyPath(project));
	return report;
}

function mayPurge(includesHistory: boolean, context: Context): boolean {
	if (!canAsk()) throw new UserError('nobody can be asked here', 'To delete for good: murmur8 telemetry purge --force');
	const what = `undelivered events, delivery log and audit${includesHistory ? ', and the history' : ''}`;
	if (confirm(`This deletes ${what} of this project for good. Continue?`)) return true;
	context.print('Nothing was deleted.');
	return false;
}

/** `telemetry purge` */
export const telemetryPurge: Handler = async ({ flags }, context) => {
	const includesHistory = flags['history'] === true;
	const project = findProject(context);
	if (!flags['force'] && !mayPurge(includesHistory, context)) return 0;
	const database = openExistingDatabase(project.databasePath);
	if (!database) {
		context.print('Nothing is stored here.');
		return 0;
	}
	try {
		const { queuePath: setting } = loadSettings(project, context.environment).values;
		const { events, runs } = await purgeAll(database, project, setting, includesHistory);
		context.print(`deleted: ${plural(events, 'undelivered event')}, delivery log, live state, audit, kept logs`);
		if (includesHistory) context.print(`deleted: ${plural(runs, 'run')} of the history`);
	} finally {
		database.close();
	}
	return 0;
};
