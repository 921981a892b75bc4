import { existsSync, statSync } from 'node:fs';
import { monotonicMs, nowMs } from '../../adapters/clock.ts';
import type { Project } from '../../adapters/paths.ts';
import { isInTail } from '../../adapters/transcript.ts';
import type { HookInput } from '../../core/agents/hook-input.ts';
import { noteAgentEvent } from '../../lifecycle/agent-event.ts';
import { readAgentUsage } from '../../lifecycle/agent-usage.ts';
import { recordFeatureId } from '../../lifecycle/stage.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { createContext } from '../context.ts';
import { takeGlobalOptions } from '../global-options.ts';
import { targetRun } from '../run/target.ts';
import { loadPricing } from '../run/usage-flags.ts';
import type { Context } from '../spec.ts';
import { findProject } from '../workplace.ts';
import { readEvent } from './read-input.ts';

/** Of a transcript that grew by more, the rest is read at the next event. */
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_READING_MS = 1_000;
/** What can't be written now is done at the next event. */
const WAIT_FOR_LOCK_MS = 1_000;

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder that the session was started in: its shell may have wandered off since. */
function sessionFolder({ projectFolder, environment }: Context, cwd: string | undefined): string | undefined {
	const folders = [projectFolder, environment['CLAUDE_PROJECT_DIR'], cwd];
	return folders.find((folder) => folder !== undefined && folder !== '' && isFolder(folder));
}

function note(database: Database, project: Project, input: HookInput, context: Context): void {
	const runId = targetRun(database, project, {}, context);
	if (runId === undefined) {
		context.debug('no run in progress in this worktree');
		return;
	}
	const result = noteAgentEvent({
		database,
		runId,
		input,
		nowMs: nowMs(),
		isNamed: context.environment['MURMUR8_RUN_ID']?.trim() === runId,
		isMentioned: isInTail,
		existingPath: (paths) => paths.find((path) => existsSync(path)) ?? paths[0] ?? '',
	});
	if (result.kind === 'ignored') {
		context.debug(result.reason);
		return;
	}
	const budget = { bytes: MOST_BYTES, untilMs: monotonicMs() + LONGEST_READING_MS };
	const limits = { sessionId: input.sessionId, longestWaitMs: WAIT_FOR_LOCK_MS };
	readAgentUsage(database, runId, loadPricing(project), budget, limits);
	if (result.stageDone === 'alex') recordFeatureId(database, project, runId);
}

/**
 * `hook`: an event of an agent's program on stdin adds to the run in progress. It prints nothing, ends soon and makes no
 * database: sessions that are no pipelines leave no trace.
 * @throws anything; the entry sees to it that nobody hears of it
 */
export async function runHook(argv: readonly string[]): Promise<void> {
	const context = createContext();
	if (process.stdin.isTTY) {
		context.warn('murmur8: hook reads an event of an agent’s program on stdin; murmur8 init --skill sets it up');
		return;
	}
	try {
		const { projectFolder, configPath } = takeGlobalOptions(argv, context.cwd);
		const input = await readEvent(process.stdin);
		const folder = sessionFolder({ ...context, projectFolder }, input?.cwd);
		const project = findProject({ ...context, projectFolder: folder, configPath });
		const database = input && openExistingDatabase(project.databasePath);
		if (database) note(database, project, input, context);
		else context.debug(input ? 'nothing was recorded here yet' : 'no event of an agent on stdin');
	} catch (error) {
		context.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
	}
}
