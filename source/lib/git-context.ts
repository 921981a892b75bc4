import { resolve } from 'node:path';
import { readHeadCommit, readIdentity } from '../adapters/git.ts';

/** What git says of a folder; null where it says nothing. */
export interface GitContext {
	/** `user.name`. */
	readonly gitUser: string | null;
	/** `user.email`. */
	readonly gitEmail: string | null;
	/** URL of the remote `origin`, without user name, password or token. */
	readonly repoUrl: string | null;
	/** Last part of that URL, without `.git`. */
	readonly repoName: string | null;
	/** The commit that HEAD names. */
	readonly commitHash: string | null;
	/** Who receivers of the flat wire are told: the name, else the e-mail address. */
	readonly gitHubUser: string | null;
}

/**
 * Who works in a folder, and in which repository. Never throws: without git, outside a repository and in a folder that
 * is not there the parts are null. The variables of CI systems count for nothing here.
 */
export function resolveGitContext(cwd: string): GitContext {
	const folder = resolve(cwd);
	const { gitUser = null, gitEmail = null, repoUrl = null, repoName = null } = readIdentity(folder, {}, '', undefined);
	const commitHash = readHeadCommit(folder) ?? null;
	return { gitUser, gitEmail, repoUrl, repoName, commitHash, gitHubUser: gitUser ?? gitEmail };
}
