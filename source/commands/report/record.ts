import { crypto } from '../../adapters/builtin.ts';
import { detectCi } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import type { Evidence } from '../../failures/report/evidence.ts';
import { observe } from '../../failures/report/observed.ts';
import type { Report } from '../../failures/report/report.ts';
import { recordReport } from '../../lifecycle/record-report.ts';
import { putAuditLine } from '../../store/audit.ts';
import { type Database, openDatabase, openExistingDatabase } from '../../store/database.ts';
import { deliverInBackground, deliverInline } from '../run/deliver.ts';
import { type Context, UserError } from '../spec.ts';
import { loadSettings, RECORDER } from '../workplace.ts';

/** A UUID that the same sources give again. */
function idOf({ sources, sinceMs }: Evidence): string {
	const digest = crypto()
		.createHash('sha256')
		.update(JSON.stringify([sinceMs ?? null, ...sources.keys()]))
		.digest('hex');
	return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/**
 * Makes this the report that later ones are compared with, and gives its figures to the sinks.
 * @returns whether that is new
 * @throws UserError where the database can't be written
 */
export async function record(evidence: Evidence, nowMs: number, project: Project, context: Context): Promise<boolean> {
	const { environment } = context;
	const settings = loadSettings(project, environment);
	let database: Database;
	let isNew: boolean;
	try {
		database = openDatabase(project.databasePath);
		const tools = { database, settings, environment, recorder: RECORDER };
		isNew = recordReport(tools, { id: idOf(evidence), nowMs, observation: observe(evidence, nowMs) });
	} catch (error) {
		context.debug(String(error));
		throw new UserError(
			"the report can't be recorded; it is compared with the one before, still",
			'See: murmur8 doctor',
			1,
		);
	}
	if (detectCi(environment) === undefined) deliverInBackground(database, project, settings, context, isNew);
	else await deliverInline(database, project, settings, context, 0);
	return isNew;
}

/** A line of the audit, where there is a place for it; under `off` nothing is noted. */
export function noteWritten({ replaced }: Report, atMs: number, project: Project, context: Context): void {
	if (loadSettings(project, context.environment).values.audience === 'off') return;
	try {
		const database = openExistingDatabase(project.databasePath);
		if (!database) return;
		const details = Object.fromEntries(Object.entries(replaced).map(([rule, count]) => [rule, String(count)]));
		putAuditLine(database, { atMs, event: 'report_written', details });
		database.close();
	} catch (error) {
		context.debug(String(error));
	}
}
