import { nowMs } from '../../adapters/clock.ts';
import { detectCi } from '../../adapters/environment.ts';
import type { Project } from '../../adapters/paths.ts';
import { sinceProcessStartMs } from '../../adapters/runtime.ts';
import type { FinishRequest } from '../../core/finish.ts';
import { recordFinish } from '../../lifecycle/finish.ts';
import { hasAgents } from '../../store/agents.ts';
import type { Database } from '../../store/database.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { loadSettings, RECORDER } from '../workplace.ts';
import { deliverInBackground, deliverInline } from './deliver.ts';
import { guarded } from './guard.ts';
import { hasNewLogs } from './run-logs.ts';
import { targetRun } from './target.ts';
import { environmentUsageEvents, loadPricing } from './usage-flags.ts';

/** @throws UserError where both are given */
export function readDeliveryFlags(flags: Flags): void {
	if (flags['wait'] && flags['no-wait'])
		throw new UserError('--wait and --no-wait exclude each other', 'Give one of them');
}

function readRequest(flags: Flags): FinishRequest {
	if (!flags['status']) {
		throw new UserError('--status is missing', 'Say how the run ended: murmur8 run finish --status success');
	}
	readDeliveryFlags(flags);
	const text = (name: string) => textFlag(flags, name);
	return {
		status: flags['status'] as FinishRequest['status'],
		failedStage: text('failed-stage'),
		pausedAfter: text('paused-after'),
		type: text('type') as FinishRequest['type'],
		parentRunId: text('parent-run'),
		commitHash: text('commit'),
		feedbackWithheld: flags['no-feedback'] === true,
	};
}

/** Runners kill what a job leaves behind and throw its disk away, so there the event is sent before the end. */
function sendsInline(flags: Flags, context: Context): boolean {
	return flags['wait'] === true || (!flags['no-wait'] && detectCi(context.environment) !== undefined);
}

export interface Finishing {
	readonly database: Database;
	readonly project: Project;
	readonly flags: Flags;
	readonly context: Context;
	readonly runId: string;
	readonly request: FinishRequest;
	/** When the time that delivery may take began, in milliseconds since this process was started. */
	readonly countsFromMs: number;
}

/** Usage that can't be read costs the usage, never the end of the run. */
async function readNewestUsage(database: Database, project: Project, { debug }: Context, runId: string): Promise<void> {
	if (!hasAgents(database, runId)) return;
	try {
		const { readAgents } = await import('./read-agents.ts');
		readAgents(database, project, runId);
	} catch (error) {
		debug(`transcripts: ${String(error)}`);
	}
}

/** Ends a run and has its event delivered: what `run finish` does, and `run exec` for what it wrapped. */
export async function finishAndDeliver(finishing: Finishing): Promise<void> {
	const { database, project, flags, context, runId, request, countsFromMs } = finishing;
	const { environment } = context;
	const settings = loadSettings(project, environment, flags);
	for (const { message } of settings.problems) context.debug(message);
	await readNewestUsage(database, project, context, runId);
	const usageEvents = environmentUsageEvents(context);
	const pricing = loadPricing(project);
	const tools = {
		database,
		project,
		environment,
		settings,
		usageEvents,
		pricing,
		recorder: RECORDER,
		nowMs: nowMs(),
	};
	const result = await recordFinish(tools, runId, request);
	context.debug(`run ${runId}: ${result.kind}${result.kind === 'ignored' ? ` (${result.reason})` : ''}`);
	if (sendsInline(flags, context)) await deliverInline(database, project, settings, context, countsFromMs);
	else deliverInBackground(database, project, settings, context, result.kind !== 'ignored');
}

/**
 * Reads the logs that the run brings. Where it brings none, nothing of the failures is loaded.
 * @returns when the time that delivery may take begins, in milliseconds since this process was started
 */
async function readLogs(place: Omit<Finishing, 'request' | 'countsFromMs'>): Promise<number> {
	const { database, project, flags, context, runId } = place;
	if (textFlag(flags, 'log') === undefined && !hasNewLogs(database, project, runId)) return 0;
	const { values } = loadSettings(project, context.environment, flags);
	if (values.audience === 'off') {
		context.debug('audience is off: no log is read');
		return 0;
	}
	const { noteRunLogs } = await import('./finish-logs.ts');
	await noteRunLogs(place);
	return sinceProcessStartMs();
}

/** `run finish --status …` */
export const runFinish: Handler = async ({ flags }, context) => {
	const request = readRequest(flags);
	await guarded(context, async (database, project) => {
		const runId = targetRun(database, project, flags, context);
		if (runId === undefined) return context.debug('no run in progress in this worktree');
		const place = { database, project, flags, context, runId };
		const countsFromMs = await readLogs(place);
		await finishAndDeliver({ ...place, request, countsFromMs });
	});
	return 0;
};
