import { nowMs } from '../../adapters/clock.ts';
import { detectCi } from '../../adapters/environment.ts';
import type { FinishRequest } from '../../core/finish.ts';
import { recordFinish } from '../../lifecycle/finish.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { loadSettings, RECORDER } from '../workplace.ts';
import { deliverInBackground, deliverInline } from './deliver.ts';
import { guarded } from './guard.ts';
import { targetRun } from './target.ts';
import { environmentUsageEvents, loadPricing } from './usage-flags.ts';

function readRequest(flags: Flags): FinishRequest {
	if (!flags['status']) {
		throw new UserError('--status is missing', 'Say how the run ended: murmur8 run finish --status success');
	}
	if (flags['wait'] && flags['no-wait'])
		throw new UserError('--wait and --no-wait exclude each other', 'Give one of them');
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

/** `run finish --status …` */
export const runFinish: Handler = async ({ flags }, context) => {
	const request = readRequest(flags);
	await guarded(context, async (database, project) => {
		const runId = targetRun(database, project, flags, context);
		if (runId === undefined) return context.debug('no run in progress in this worktree');
		const settings = loadSettings(project, context.environment, flags);
		for (const { message } of settings.problems) context.debug(message);
		const usageEvents = environmentUsageEvents(context);
		const pricing = loadPricing(project);
		const { environment } = context;
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
		if (sendsInline(flags, context)) await deliverInline(database, project, settings, context);
		else deliverInBackground(database, project, settings, context, result.kind !== 'ignored');
	});
	return 0;
};
