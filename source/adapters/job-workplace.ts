import { join } from 'node:path';
import { readCiJob } from '../core/ci/read-job.ts';
import { detectCi, type Environment } from './environment.ts';
import { readSmallFile } from './files.ts';
import { findGitTop, readGitFolders } from './paths.ts';

/** Where and on which branch something runs. */
export interface Workplace {
	/** Of the CI system; only where it is a plain number, which tells nothing by itself. */
	readonly jobId: string | undefined;
	readonly isMain: boolean;
}

const MAIN_NAMES: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

interface Branches {
	readonly current: string | undefined;
	/** The default branch, where the clone knows it. */
	readonly main: string | undefined;
}

function readBranches(folder: string): Branches {
	const top = findGitTop(folder);
	const folders = top === undefined ? undefined : readGitFolders(top);
	if (!folders) return { current: undefined, main: undefined };
	const head = readSmallFile(join(folders.gitDir, 'HEAD')) ?? '';
	const remote = readSmallFile(join(folders.commonDir, 'refs', 'remotes', 'origin', 'HEAD')) ?? '';
	return {
		current: /^ref: refs\/heads\/(\S+)/.exec(head)?.[1],
		main: /^ref: refs\/remotes\/origin\/(\S+)/.exec(remote)?.[1],
	};
}

/**
 * Reads git's files; starts nothing. A CI job has a commit checked out, no branch: its system names the one that it is
 * for. That of a pull request is no main branch, whatever its name is where it came from.
 */
export function readWorkplace(folder: string, environment: Environment): Workplace {
	const { current, main } = readBranches(folder);
	const system = detectCi(environment);
	const job = (system && readCiJob(system, environment)) ?? {};
	const branch = job.pullRequest === undefined ? (job.branch ?? current) : undefined;
	const principal = environment['CI_DEFAULT_BRANCH'] ?? main;
	return {
		jobId: [job.jobId, job.runId].find((id) => id !== undefined && /^\d{1,20}$/.test(id)),
		isMain: branch !== undefined && (principal === undefined ? MAIN_NAMES.has(branch) : branch === principal),
	};
}
