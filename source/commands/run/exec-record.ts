import { nowMs } from '../../adapters/clock.ts';
import { randomUuid } from '../../adapters/random-id.ts';
import type { FinishedStatus, RunType } from '../../core/run.ts';
import { recordStart } from '../../lifecycle/start.ts';
import type { Database } from '../../store/database.ts';
import { type Context, textFlag } from '../spec.ts';
import { findProject, loadSettings } from '../workplace.ts';
import { deliverInBackground } from './deliver.ts';
import type { ExecCall } from './exec-call.ts';
import { finishAndDeliver } from './finish.ts';
import { guarded } from './guard.ts';
import { noteStage } from './stage.ts';
import { targetRun } from './target.ts';
import { readUsageFlags } from './usage-flags.ts';

/** What is recorded already when the command starts. */
export interface Begun {
	readonly runId: string | undefined;
	readonly database?: Database;
	/** Whether the history is another one now. */
	readonly hasChanged?: boolean;
}

/** Before the command, which may look for its run at once. */
export async function begin({ slug, stage, flags }: ExecCall, context: Context): Promise<Begun> {
	let begun: Begun = { runId: slug === undefined ? undefined : randomUuid() };
	await guarded(context, (database, project) => {
		let { runId } = begun;
		let hasChanged = false;
		if (slug === undefined) runId = targetRun(database, project, flags, context);
		else if (runId !== undefined) {
			const type = (textFlag(flags, 'type') ?? 'feature') as RunType;
			const parentRunId = textFlag(flags, 'parent-run');
			hasChanged = recordStart(database, project, { runId, slug, type, parentRunId }, nowMs());
		}
		if (runId === undefined) context.debug('no run in progress in this worktree');
		else if (stage !== undefined) noteStage({ database, project, context, runId }, stage, 'start', readUsageFlags({}));
		begun = { runId, database, hasChanged };
	});
	return begun;
}

/** While the command runs: what waits is sent, as by `run start`, and the database is nobody's hindrance. */
export async function letGo(
	{ database, hasChanged = false }: Begun,
	{ slug }: ExecCall,
	context: Context,
): Promise<void> {
	try {
		if (!database) return;
		const project = findProject(context);
		if (slug !== undefined) {
			deliverInBackground(database, project, loadSettings(project, context.environment), context, hasChanged);
		}
		database.close();
	} catch (error) {
		context.debug(String(error));
	}
}

export interface Ended {
	readonly runId: string;
	readonly status: FinishedStatus;
	readonly countsFromMs: number;
}

/** After the command: its stage has ended, and its run, if that began with it. */
export async function conclude(
	{ runId, status, countsFromMs }: Ended,
	call: ExecCall,
	context: Context,
): Promise<void> {
	const { slug, stage, usage, flags } = call;
	await guarded(context, async (database, project) => {
		if (stage !== undefined) {
			noteStage({ database, project, context, runId }, stage, status === 'success' ? 'done' : 'failed', usage);
		}
		if (slug === undefined) return;
		const request = { status, feedbackWithheld: false } as const;
		await finishAndDeliver({ database, project, flags, context, runId, request, countsFromMs });
	});
}
