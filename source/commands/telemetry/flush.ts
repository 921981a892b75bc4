import { nowMs, sleep } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import { flush } from '../../delivery/flush.ts';
import { send } from '../../delivery/send.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { listOutbox } from '../../store/outbox.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings, senderSettings, USER_AGENT } from '../workplace.ts';

const LONGEST_PASS_MS = 30_000;

/** The queue file follows; where it can't be written, the events are delivered all the same. */
async function publish(database: Database, project: Project, queueSetting: string, context: Context): Promise<void> {
	try {
		const { syncPublished } = await import('../../store/published/sync.ts');
		await syncPublished(database, project, queueSetting, nowMs());
	} catch (error) {
		context.debug(`the published files are not up to date: ${error instanceof Error ? error.message : String(error)}`);
	}
}

/** `telemetry flush`: the same pass as in the background, in front of the user. */
export const telemetryFlush: Handler = async ({ flags }, context) => {
	const project = findProject(context);
	const settings = loadSettings(project, context.environment);
	const mode = deliveryMode(settings);
	if (mode.kind === 'inactive')
		throw new UserError(`nothing is sent: ${mode.message}`, 'See: murmur8 telemetry status');
	const database = openExistingDatabase(project.databasePath);
	try {
		const startedAt = performance.now();
		const remainingMs = () => LONGEST_PASS_MS - (performance.now() - startedAt);
		const report = database
			? await flush(
					{ database, send, nowMs, sleep, random: Math.random, remainingMs },
					senderSettings(settings, mode.endpoint.url),
					USER_AGENT,
				)
			: { delivered: 0, rejected: 0, isBusy: false };
		if (database) await publish(database, project, settings.values.queuePath, context);
		const waiting = database ? listOutbox(database).length : 0;
		if (flags['json']) context.print(JSON.stringify({ ...report, waiting }));
		else if (report.isBusy) context.print('Another process is delivering right now; see: murmur8 telemetry status');
		else {
			context.print(`delivered ${report.delivered}, rejected ${report.rejected}, waiting ${waiting}`);
			if (report.stoppedBy) context.print(`stopped: ${report.stoppedBy}`);
		}
		return waiting === 0 || report.isBusy ? 0 : 1;
	} finally {
		database?.close();
	}
};
