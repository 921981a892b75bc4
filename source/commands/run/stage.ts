import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { STAGE_EVENTS, type StageEvent } from '../../core/stage-change.ts';
import { recordFeatureId, recordStage } from '../../lifecycle/stage.ts';
import type { Database } from '../../store/database.ts';
import { type Context, type Handler, UserError } from '../spec.ts';
import { guarded } from './guard.ts';
import { targetRun } from './target.ts';
import { readUsageFlags, stageUsage, type UsageFlags } from './usage-flags.ts';

export interface StagePlace {
	readonly database: Database;
	readonly project: Project;
	readonly context: Context;
	readonly runId: string;
}

/** When it happened (Unix ms), and how long its record may wait for its turn. */
export interface StageMoment {
	readonly atMs: number;
	readonly longestWaitMs?: number;
}

/** Records what happened to a stage, with what it used. @throws where the database can't be written */
export function noteStage(
	place: StagePlace,
	stage: string,
	event: StageEvent,
	given: UsageFlags,
	{ atMs, longestWaitMs }: StageMoment = { atMs: nowMs() },
): void {
	const { database, project, context, runId } = place;
	const usage = stageUsage(given, stage, project, context);
	const isNoted = recordStage(database, runId, stage, event, usage, atMs, longestWaitMs);
	if (!isNoted) context.debug(`no run ${runId} in progress`);
	else if (stage === 'alex' && event === 'done') recordFeatureId(database, project, runId);
}

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
		noteStage({ database, project, context, runId }, stage, event as StageEvent, given);
	});
	return 0;
};
