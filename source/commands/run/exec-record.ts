import { nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import type { FinishedStatus, RunType } from '../../core/run.ts';
import { recordStart } from '../../lifecycle/start.ts';
import type { Database } from '../../store/database.ts';
import { readRun } from '../../store/runs.ts';
import { type Context, textFlag } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { deliverInBackground } from './deliver.ts';
import type { ExecCall } from './exec-call.ts';
import { finishAndDeliver } from './finish.ts';
import { guarded } from './guard.ts';
import { noteStage, type StageMoment } from './stage.ts';
import { targetRun } from './target.ts';
import { readUsageFlags } from './usage-flags.ts';

/** How long the start of a command waits for its record. What can't be noted by then is noted when it has ended. */
const PATIENCE_MS = 500;

/** What is recorded already when the command starts. */
export interface Begun {
	readonly runId: string | undefined;
	readonly startedAtMs: number;
	/** Whether its start, and that of its stage, are in the database. */
	readonly isNoted: boolean;
	readonly database?: Database;
	/** Whether the history is another one now. */
	readonly hasChanged?: boolean;
}

interface Place {
	readonly database: Database;
	readonly project: Project;
	readonly context: Context;
	readonly runId: string;
}

/** @returns whether the history is another one now */
function noteStart(place: Place, { slug, stage, flags }: ExecCall, moment: StageMoment): boolean {
	const { database, project, runId } = place;
	let hasChanged = false;
	if (slug !== undefined) {
		const type = (textFlag(flags, 'type') ?? 'feature') as RunType;
		const request = { runId, slug, type, parentRunId: textFlag(flags, 'parent-run') };
		hasChanged = recordStart(database, project, request, moment.atMs, moment.longestWaitMs);
	}
	if (stage !== undefined) noteStage(place, stage, 'start', readUsageFlags({}), moment);
	return hasChanged;
}

/** Before the command, which may look for its run at once. */
export async function begin(call: ExecCall, context: Context): Promise<Begun> {
	const { slug, flags } = call;
	const startedAtMs = nowMs();
	let begun: Begun = { runId: slug === undefined ? undefined : randomUuid(), startedAtMs, isNoted: false };
	await guarded(context, (database, project) => {
		const runId = begun.runId ?? targetRun(database, project, flags, context);
		if (runId === undefined) return context.debug('no run in progress in this worktree');
		begun = { ...begun, runId, database };
		const moment = { atMs: startedAtMs, longestWaitMs: PATIENCE_MS };
		const hasChanged = noteStart({ database, project, context, runId }, call, moment);
		begun = { ...begun, isNoted: true, hasChanged };
	});
	return begun;
}

/** While the command runs: what waits is sent, as by `run start`. The database stays open, as by all `run` commands. */
export function letGo({ database, hasChanged = false }: Begun, { slug }: ExecCall, context: Context): void {
	try {
		if (!database) return;
		const project = findProject(context);
		if (slug !== undefined) {
			deliverInBackground(database, project, loadSettings(project, context.environment), context, hasChanged);
		}
	} catch (error) {
		context.debug(String(error));
	}
}

export interface Ended {
	readonly begun: Begun;
	readonly runId: string;
	readonly status: FinishedStatus;
	readonly countsFromMs: number;
}

/** After the command: its stage has ended, and its run, if that began with it. */
export async function conclude(
	{ begun, runId, status, countsFromMs }: Ended,
	call: ExecCall,
	context: Context,
): Promise<void> {
	const { slug, stage, usage, flags } = call;
	await guarded(context, async (database, project) => {
		if (!begun.isNoted) {
			const rest = readRun(database, runId) ? { ...call, slug: undefined } : call;
			noteStart({ database, project, context, runId }, rest, { atMs: begun.startedAtMs });
		}
		if (stage !== undefined) {
			noteStage({ database, project, context, runId }, stage, status === 'success' ? 'done' : 'failed', usage);
		}
		if (slug === undefined) return;
		const request = { status, feedbackWithheld: false } as const;
		await finishAndDeliver({ database, project, flags, context, runId, request, countsFromMs });
	});
}
