import { nowMs, toIso } from '../../adapters/clock.ts';
import { formatAge, formatDuration } from '../../core/format.ts';
import { formatDollars, toDollars } from '../../core/money.ts';
import { type Run, totalCost, totalDurationMs } from '../../core/run.ts';
import { toPrintableLine } from '../../core/text.ts';
import { renderTable } from '../../render/table.ts';
import { openExistingDatabase } from '../../store/database.ts';
import { listRuns } from '../../store/runs.ts';
import { type Handler, UserError } from '../spec.ts';
import { findProject } from '../workplace.ts';

const DEFAULT_LIMIT = 20;

function toJson(run: Run, now: number): object {
	const cost = totalCost(run);
	return {
		runId: run.runId,
		slug: run.slug,
		status: run.status,
		type: run.type,
		startedAt: toIso(run.startedAtMs),
		completedAt: run.completedAtMs === undefined ? undefined : toIso(run.completedAtMs),
		totalDurationMs: totalDurationMs(run, now),
		featureId: run.featureId,
		parentRunId: run.parentRunId,
		commitHash: run.commitHash,
		failedStage: run.failedStage,
		pausedAfter: run.pausedAfter,
		totalCost: cost === undefined ? undefined : toDollars(cost),
		stages: run.stages.map((stage) => ({
			name: stage.name,
			status: stage.status,
			durationMs: stage.durationMs,
			startedAt: stage.startedAtMs === undefined ? undefined : toIso(stage.startedAtMs),
			completedAt: stage.completedAtMs === undefined ? undefined : toIso(stage.completedAtMs),
			attempts: stage.attempts,
			tokens: stage.tokens,
			cost: stage.cost === undefined ? undefined : toDollars(stage.cost),
			feedback: stage.feedback,
		})),
	};
}

function toRow(run: Run, now: number): readonly string[] {
	const cost = totalCost(run);
	const current = run.stages.findLast((stage) => stage.status === 'running')?.name;
	return [
		toPrintableLine(run.slug, 40),
		run.status,
		toPrintableLine(run.failedStage ?? run.pausedAfter ?? current ?? '', 24),
		formatDuration(totalDurationMs(run, now)),
		cost === undefined ? '' : formatDollars(cost),
		formatAge(run.startedAtMs, now),
		run.runId,
	];
}

/** `run list` */
export const runList: Handler = ({ flags }, context) => {
	const limit = flags['limit'] === undefined ? DEFAULT_LIMIT : Number(flags['limit']);
	if (!Number.isSafeInteger(limit) || limit < 1)
		throw new UserError('--limit is no whole number', 'Give one: --limit 50');
	const database = openExistingDatabase(findProject(context).databasePath);
	const runs = database ? listRuns(database, limit, flags['in-progress'] === true) : [];
	database?.close();
	const now = nowMs();
	if (flags['json']) context.print(JSON.stringify(runs.map((run) => toJson(run, now))));
	else if (runs.length === 0) context.print('No runs recorded here. Begin one: murmur8 run start <slug>');
	else {
		const header = ['SLUG', 'STATUS', 'STAGE', 'DURATION', 'COST', 'STARTED', 'RUN'];
		context.print(renderTable([header, ...runs.map((run) => toRow(run, now))]));
	}
	return 0;
};
