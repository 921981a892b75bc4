import { nowMs, sleep } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { deliveryMode, type SinkOrder } from '../../core/settings/delivery-mode.ts';
import { type FlushReport, flush } from '../../delivery/flush.ts';
import { send } from '../../delivery/send.ts';
import { type Database, openDatabase, openExistingDatabase } from '../../store/database.ts';
import { listOutbox } from '../../store/outbox.ts';
import { NO_FILE, queuePath, statOf } from '../../store/published/changes.ts';
import { publishQueue } from '../outbox/access.ts';
import { outletsOf, SINK_FAILED } from '../run/deliver.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { findProject, loadSettings, senderSettings, USER_AGENT } from '../workplace.ts';

const LONGEST_PASS_MS = 30_000;

/** What a pass in front of the user came to. */
export interface ForegroundReport extends FlushReport {
	readonly waiting: number;
}

/**
 * Delivers what is due, now, and publishes.
 * @throws UserError where nothing is sent
 */
export async function deliverNow(
	database: Database | undefined,
	project: Project,
	context: Context,
): Promise<ForegroundReport> {
	const settings = loadSettings(project, context.environment);
	const mode = deliveryMode(settings);
	if (mode.kind === 'inactive')
		throw new UserError(`nothing is sent: ${mode.message}`, 'See: murmur8 telemetry status');
	if (!database) return { delivered: 0, rejected: 0, isBusy: false, waiting: 0 };
	// What another program queued goes with it, as in the background.
	await publishQueue(database, project, context);
	const startedAt = performance.now();
	const remainingMs = () => LONGEST_PASS_MS - (performance.now() - startedAt);
	const report = await flush(
		{ database, send, nowMs, sleep, random: Math.random, remainingMs },
		senderSettings(settings, mode.endpoint.url),
		USER_AGENT,
	);
	await publishQueue(database, project, context);
	return { ...report, waiting: listOutbox(database).length };
}

/** Says what a pass came to. @returns the exit code */
export function showReport(report: ForegroundReport, isJson: boolean, context: Context): number {
	const { delivered, rejected, waiting, stoppedBy, isBusy } = report;
	if (isJson) context.print(JSON.stringify(report));
	else if (isBusy) context.print('Another process is delivering right now; see: murmur8 telemetry status');
	else {
		context.print(`delivered ${delivered}, rejected ${rejected}, waiting ${waiting}`);
		if (stoppedBy) context.print(`stopped: ${stoppedBy}`);
	}
	return waiting === 0 || isBusy ? 0 : 1;
}

/** Recording makes the database; where nothing was recorded here yet, another program may still have queued events. */
function openToDeliver(project: Project, context: Context): Database | undefined {
	const existing = openExistingDatabase(project.databasePath);
	if (existing) return existing;
	const settings = loadSettings(project, context.environment);
	const isQueued = statOf(queuePath(project, settings.values.queuePath)) !== NO_FILE;
	return deliveryMode(settings).kind === 'active' && isQueued ? openDatabase(project.databasePath) : undefined;
}

/** Gives what waits to the sinks, here, where somebody sees what is printed. */
async function feedNow(database: Database, project: Project, sinks: SinkOrder, context: Context): Promise<void> {
	const { feedConfiguredSinks } = await import('../../delivery/feed-sinks.ts');
	const startedAt = performance.now();
	const remainingMs = () => LONGEST_PASS_MS - (performance.now() - startedAt);
	const printError = context.warn;
	const report = await feedConfiguredSinks({
		database,
		project,
		userAgent: USER_AGENT,
		sinks,
		printError,
		remainingMs,
	});
	if (report && report.failures > 0) context.warn(SINK_FAILED);
}

/** `telemetry flush`: the same pass as in the background, in front of the user. */
export const telemetryFlush: Handler = async ({ flags }, context) => {
	const project = findProject(context);
	const settings = loadSettings(project, context.environment);
	const database = openToDeliver(project, context);
	try {
		// Each opt-in for itself: sinks want no endpoint, an endpoint no sinks.
		const order = outletsOf(settings, context.environment).sinks;
		if (order && database) await feedNow(database, project, order, context);
		if (order && deliveryMode(settings).kind === 'inactive') return 0;
		return showReport(await deliverNow(database, project, context), flags['json'] === true, context);
	} finally {
		database?.close();
	}
};
