import { realpathSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { nowMs } from '../../adapters/clock.ts';
import { findSources } from '../../adapters/sources/find-sources.ts';
import { errorText } from '../../core/error-text.ts';
import { stageOfLog, WHOLE_RUN } from '../../core/log-stage.ts';
import { toPrintableLine } from '../../core/text.ts';
import type { JobType } from '../../failures/groups/occurrence.ts';
import { noteLog } from '../../lifecycle/note-log.ts';
import { addToCounter, RECORDER_ERRORS } from '../../store/counters.ts';
import { readLogPaths } from '../../store/failures.ts';
import { markLogRead } from '../../store/kept-logs.ts';
import { readRun } from '../../store/runs.ts';
import { textFlag } from '../spec.ts';
import type { Finishing } from './finish.ts';
import { notedWords } from './noted-words.ts';
import { runLogsFolder } from './run-logs.ts';
import { prepareSanitising } from './sanitising.ts';

/** A run that leaves more behind is not waited for. */
const MOST_LOGS = 200;

type Place = Pick<Finishing, 'database' | 'project' | 'flags' | 'context' | 'runId'>;

/** The logs that were named, and those in the run's own folder that were not read yet. */
function logsOf({ database, project, flags, context, runId }: Place, say: (text: string) => void): readonly string[] {
	const root = realpathSync(project.root);
	const named = textFlag(flags, 'log');
	const folder = join(root, runLogsFolder(runId));
	const optIn = named === undefined ? [] : [named];
	const { sources, skipped } = findSources({ root, cwd: context.cwd, optIn, named: [folder] });
	for (const { path, reason } of skipped) if (path !== folder) say(`${toPrintableLine(path, 200)} ${reason}`);
	const known = readLogPaths(database, runId);
	const fresh = sources.filter((path) => !known.has(relative(root, path)));
	if (fresh.length > MOST_LOGS) say(`of ${fresh.length} logs the first ${MOST_LOGS} are read`);
	return fresh.slice(0, MOST_LOGS);
}

/**
 * Reads what the logs of a run say that failed, before it ends. A log that can't be read costs what it would have told,
 * never the run.
 */
export async function noteRunLogs(place: Place): Promise<void> {
	const { database, project, flags, context, runId } = place;
	const { environment, debug, warn } = context;
	// Who named a log is told why nothing is known of it.
	const say = textFlag(flags, 'log') === undefined ? debug : (text: string) => warn(`murmur8: ${text}`);
	try {
		const run = readRun(database, runId);
		if (run?.status !== 'running') return;
		const failed = textFlag(flags, 'failed-stage') ?? run.stages.findLast(({ status }) => status === 'failed')?.name;
		const tools = { database, project, environment, ...prepareSanitising(context), nowMs: nowMs() };
		const own = join(realpathSync(project.root), runLogsFolder(runId)) + sep;
		for (const path of logsOf(place, say)) {
			const otherwise = path.startsWith(own) ? WHOLE_RUN : (failed ?? WHOLE_RUN);
			const noted = await noteLog(tools, {
				runId,
				path,
				stageOf: (named) => named ?? stageOfLog(basename(path), run, otherwise),
				jobType: textFlag(flags, 'job-type') as JobType | undefined,
				isWhole: true,
			});
			if (noted.kind === 'unreadable') say(`${toPrintableLine(path, 200)} ${noted.reason}`);
			else {
				markLogRead(database, path);
				debug(notedWords(noted));
			}
		}
	} catch (error) {
		say(`a log is not read: ${errorText(error)}`);
		addToCounter(database, `${RECORDER_ERRORS}failure-log`, 1);
	}
}
