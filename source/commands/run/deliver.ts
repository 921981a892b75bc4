import { nowMs } from '../../adapters/clock.ts';
import type { Environment } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import { sinceProcessStartMs } from '../../adapters/runtime.ts';
import { deliveryMode, type SenderSettings, type SinkOrder, sinkOrder } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { resolveHeaders } from '../../core/settings/sink-headers.ts';
import { startBackground } from '../../delivery/start-background.ts';
import type { Database } from '../../store/database.ts';
import { hasLeftovers } from '../../store/leftovers.ts';
import { hasPendingSnapshots } from '../../store/live.ts';
import { hasDueEvents } from '../../store/outbox.ts';
import { hasForeignChange } from '../../store/published/changes.ts';
import type { Context } from '../spec.ts';
import { senderSettings, USER_AGENT } from '../workplace.ts';

export const SINK_FAILED = 'murmur8: telemetry sink failed (details: murmur8 telemetry status)';

/** What may be done for others now: nothing unless delivery is active. */
export function outletsOf(
	settings: ResolvedSettings,
	environment: Environment,
): {
	readonly sender?: SenderSettings;
	readonly queueSetting?: string;
	readonly sinks?: SinkOrder;
} {
	const mode = deliveryMode(settings);
	const sinks = sinkOrder(settings);
	const order = sinks && { sinks: { ...sinks, sinks: resolveHeaders(sinks.sinks, environment) } };
	if (mode.kind === 'inactive') return { ...order };
	return { ...order, sender: senderSettings(settings, mode.endpoint.url), queueSetting: settings.values.queuePath };
}

/**
 * Starts the process that publishes and delivers, if there is something to do: a change of ours, a published file that
 * another program wrote (seen by its size and time alone), or a due event.
 */
export function deliverInBackground(
	database: Database,
	project: Project,
	settings: ResolvedSettings,
	context: Context,
	hasChanged: boolean,
): void {
	const { sender, queueSetting, sinks } = outletsOf(settings, context.environment);
	const isDue = sender !== undefined && hasDueEvents(database, nowMs());
	const isForSinks = sinks !== undefined && hasPendingSnapshots(database);
	if (!hasChanged && !isDue && !isForSinks && !hasForeignChange(database, project, queueSetting)) return;
	startBackground({ project, sender, queueSetting, sinks, userAgent: USER_AGENT }, context.environment);
}

/** Says that something failed, and neither what nor where: whoever reads a CI log is not the operator. */
async function feedInline(
	database: Database,
	project: Project,
	sinks: SinkOrder,
	{ warn }: Context,
	limitMs: number,
): Promise<void> {
	const { feedConfiguredSinks } = await import('../../delivery/feed-sinks.ts');
	const remainingMs = () => limitMs - sinceProcessStartMs();
	const report = await feedConfiguredSinks({
		database,
		project,
		userAgent: USER_AGENT,
		sinks,
		printError: warn,
		remainingMs,
	});
	if (report && report.failures > 0) warn(SINK_FAILED);
}

/**
 * Delivers and publishes here and now, for places where no process outlives the job. What is left at the deadline stays
 * in the outbox.
 * @param countsFromMs when the deadline counts from, in milliseconds since this process was started
 */
export async function deliverInline(
	database: Database,
	project: Project,
	settings: ResolvedSettings,
	context: Context,
	countsFromMs: number,
): Promise<void> {
	const { sender, queueSetting, sinks } = outletsOf(settings, context.environment);
	const { ciWaitMs } = settings.values;
	const limitMs = countsFromMs + ciWaitMs;
	const isFeeding = sinks && ciWaitMs > 0 && hasPendingSnapshots(database);
	const fed = isFeeding ? feedInline(database, project, sinks, context, limitMs) : undefined;
	if (sender && ciWaitMs > 0 && hasDueEvents(database, nowMs())) {
		const { flushInline } = await import('../../delivery/inline.ts');
		const report = await flushInline(database, sender, USER_AGENT, limitMs);
		const stopped = report.stoppedBy ? `, stopped: ${report.stoppedBy}` : '';
		context.debug(`delivered ${report.delivered}, rejected ${report.rejected}${stopped}`);
	}
	await fed;
	const { syncPublished } = await import('../../store/published/sync.ts');
	await syncPublished(database, project, queueSetting, nowMs());
	// A runner that keeps its disk has no background process either.
	if (!hasLeftovers(database)) return;
	const { sweep } = await import('../../delivery/sweep.ts');
	sweep(database, nowMs());
}
