import { statSync } from 'node:fs';
import { nowMs } from '../../adapters/clock.ts';
import type { ByteTail } from '../../core/byte-tail.ts';
import { errorText } from '../../core/error-text.ts';
import { WHOLE_RUN } from '../../core/log-stage.ts';
import type { JobType } from '../../failures/groups/occurrence.ts';
import { noteLog } from '../../lifecycle/note-log.ts';
import { markLogRead, putKeptLog } from '../../store/kept-logs.ts';
import { type Context, textFlag } from '../spec.ts';
import { findProject } from '../workplace.ts';
import type { ExecCall } from './exec-call.ts';
import { guarded } from './guard.ts';
import { notedWords } from './noted-words.ts';
import { type KeptOutput, keepOutput } from './output-log.ts';
import { prepareSanitising, type Sanitising } from './sanitising.ts';

/** The output of a command that has ended. */
export interface Output {
	readonly tail: ByteTail;
	readonly runId: string;
	/** Whether both of its outputs were seen. */
	readonly isAll: boolean;
}

/** Keeps the output as a log of the run, and notes what failed in it. Trouble never shows in the command's own end. */
export async function keepAndRead(output: Output, call: ExecCall, context: Context): Promise<void> {
	const { stage, flags } = call;
	let sanitising: Sanitising;
	let kept: KeptOutput;
	try {
		sanitising = prepareSanitising(context);
		kept = keepOutput(output.tail, { project: findProject(context), runId: output.runId, stage }, sanitising);
	} catch (error) {
		const text = `the output is not kept: ${errorText(error)}`;
		if (flags['log']) context.warn(`murmur8: ${text}`);
		else context.debug(text);
		return;
	}
	const { path, isCut } = kept;
	context.debug('the output is kept');
	await guarded(context, async (database, project) => {
		const { size: sizeBytes, mtimeMs: modifiedMs } = statSync(path);
		putKeptLog(database, { path, root: project.root, sizeBytes, modifiedMs, keptAtMs: nowMs(), isRead: false });
		const tools = { database, project, environment: context.environment, ...sanitising, nowMs: nowMs() };
		const noted = await noteLog(tools, {
			runId: output.runId,
			path,
			stageOf: () => stage ?? WHOLE_RUN,
			jobType: textFlag(flags, 'job-type') as JobType | undefined,
			isWhole: output.isAll && !isCut,
		});
		if (noted.kind !== 'unreadable') markLogRead(database, path);
		context.debug(notedWords(noted));
	});
}
