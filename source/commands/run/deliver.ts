import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { deliveryMode, type SenderSettings } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { startBackground } from '../../delivery/start-background.ts';
import type { Database } from '../../store/database.ts';
import { hasDueEvents } from '../../store/outbox.ts';
import { hasForeignChange } from '../../store/published/changes.ts';
import type { Context } from '../spec.ts';
import { senderSettings, USER_AGENT } from '../workplace.ts';

/** What may be done for others now: nothing unless delivery is active. */
export function outletsOf(settings: ResolvedSettings): {
	readonly sender?: SenderSettings;
	readonly queueSetting?: string;
} {
	const mode = deliveryMode(settings);
	if (mode.kind === 'inactive') return {};
	return { sender: senderSettings(settings, mode.endpoint.url), queueSetting: settings.values.queuePath };
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
	const { sender, queueSetting } = outletsOf(settings);
	const isDue = sender !== undefined && hasDueEvents(database, nowMs());
	if (!hasChanged && !isDue && !hasForeignChange(database, project, queueSetting)) return;
	startBackground({ project, sender, queueSetting, userAgent: USER_AGENT }, context.environment);
}

/**
 * Delivers and publishes here and now, for places where no process outlives the job. The deadline counts from the
 * start of this process; what is left then stays in the outbox.
 */
export async function deliverInline(
	database: Database,
	project: Project,
	settings: ResolvedSettings,
	context: Context,
): Promise<void> {
	const { sender, queueSetting } = outletsOf(settings);
	const { ciWaitMs } = settings.values;
	if (sender && ciWaitMs > 0 && hasDueEvents(database, nowMs())) {
		const { flushInline } = await import('../../delivery/inline.ts');
		const report = await flushInline(database, sender, USER_AGENT, ciWaitMs);
		const stopped = report.stoppedBy ? `, stopped: ${report.stoppedBy}` : '';
		context.debug(`delivered ${report.delivered}, rejected ${report.rejected}${stopped}`);
	}
	const { syncPublished } = await import('../../store/published/sync.ts');
	await syncPublished(database, project, queueSetting, nowMs());
}
