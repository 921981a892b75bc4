import { nowMs } from '../../adapters/clock.ts';
import { STAGE_EVENTS, type StageEvent } from '../../core/stage-change.ts';
import { recordFeatureId, recordStage } from '../../lifecycle/stage.ts';
import { type Handler, UserError } from '../spec.ts';
import { guarded } from './guard.ts';
import { targetRun } from './target.ts';
import { readUsageFlags, stageUsage } from './usage-flags.ts';

/** `run stage <stage> start|done|failed|skipped` */
export const runStage: Handler = async ({ positionals, flags }, context) => {
	const [stage = '', event = ''] = positionals.map((positional) => positional.trim());
	if (stage === '') throw new UserError('the stage is blank', 'Name it: murmur8 run stage alex start');
	if (!(STAGE_EVENTS as readonly string[]).includes(event)) {
		throw new UserError(`unknown event ${JSON.stringify(event)}`, `It must be one of: ${STAGE_EVENTS.join(', ')}`);
	}
	const given = readUsageFlags(flags);
	await guarded(context, (database, project) => {
		const runId = targetRun(database, project, flags, context);
		if (runId === undefined) return context.debug('no run in progress in this worktree');
		const usage = stageUsage(given, stage, project, context);
		if (!recordStage(database, runId, stage, event as StageEvent, usage, nowMs())) {
			context.debug(`no run ${runId} in progress`);
		} else if (stage === 'alex' && event === 'done') recordFeatureId(database, project, runId);
	});
	return 0;
};
