import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { deliveryMode } from '../../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../../core/settings/resolve.ts';
import { startBackground } from '../../delivery/start-background.ts';
import type { Database } from '../../store/database.ts';
import { hasDueEvents } from '../../store/outbox.ts';
import type { Context } from '../spec.ts';
import { senderSettings, USER_AGENT } from '../workplace.ts';

/** What delivery has to do now; undefined where it is inactive or nothing is due. */
function dueWork(database: Database, settings: ResolvedSettings) {
	const mode = deliveryMode(settings);
	return mode.kind === 'active' && hasDueEvents(database, nowMs())
		? senderSettings(settings, mode.endpoint.url)
		: undefined;
}

/** Starts the process that delivers, if there is something to deliver. */
export function deliverInBackground(
	database: Database,
	project: Project,
	settings: ResolvedSettings,
	context: Context,
): void {
	const sender = dueWork(database, settings);
	if (!sender) return;
	const { databasePath } = project;
	startBackground({ databasePath, settings: sender, userAgent: USER_AGENT }, project.dataRoot, context.environment);
}

/**
 * Delivers here and now, for places where no process outlives the job. The deadline counts from the start of this
 * process; what is left then stays in the outbox.
 */
export async function deliverInline(database: Database, settings: ResolvedSettings, context: Context): Promise<void> {
	const sender = dueWork(database, settings);
	if (!sender || settings.values.ciWaitMs === 0) return;
	const { flushInline } = await import('../../delivery/inline.ts');
	const report = await flushInline(database, sender, USER_AGENT, settings.values.ciWaitMs);
	context.debug(
		`delivered ${report.delivered}, rejected ${report.rejected}${report.stoppedBy ? `, stopped: ${report.stoppedBy}` : ''}`,
	);
}
