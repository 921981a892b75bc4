import { join } from 'node:path';
import type { Environment } from './environment.ts';
import { readSmallFile } from './files.ts';
import { findGitTop, readGitFolders } from './paths.ts';

/** Where and on which branch something runs. */
export interface Workplace {
	/** Of the CI system; only where it is a plain number, which tells nothing by itself. */
	readonly jobId: string | undefined;
	readonly isMain: boolean;
}

const JOB_VARIABLES = [
	'GITHUB_RUN_ID',
	'CI_JOB_ID',
	'BUILD_BUILDID',
	'CIRCLE_BUILD_NUM',
	'BITBUCKET_BUILD_NUMBER',
	'BUILD_NUMBER',
] as const;

/** A CI job has no branch checked out: its own variables name the one that it is for. */
const BRANCH_VARIABLES = [
	'CI_COMMIT_BRANCH',
	'BRANCH_NAME',
	'BUILD_SOURCEBRANCHNAME',
	'CIRCLE_BRANCH',
	'BUILDKITE_BRANCH',
	'BITBUCKET_BRANCH',
] as const;

const MAIN_NAMES: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

function gitHubBranch(environment: Environment): string | undefined {
	// Of a pull request it is the number, of a tag its name.
	return environment['GITHUB_REF_TYPE'] === 'branch' && !environment['GITHUB_HEAD_REF']
		? environment['GITHUB_REF_NAME']
		: undefined;
}

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

/** Reads git's files; starts nothing. */
export function readWorkplace(folder: string, environment: Environment): Workplace {
	const { current, main } = readBranches(folder);
	const named = gitHubBranch(environment) ?? BRANCH_VARIABLES.map((name) => environment[name]).find(Boolean);
	const branch = named ?? current;
	const principal = environment['CI_DEFAULT_BRANCH'] ?? main;
	const jobId = JOB_VARIABLES.map((name) => environment[name]).find((id) => id !== undefined && /^\d{1,20}$/.test(id));
	return {
		jobId,
		isMain: branch !== undefined && (principal === undefined ? MAIN_NAMES.has(branch) : branch === principal),
	};
}
