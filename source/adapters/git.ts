import { basename, dirname, join } from 'node:path';
import type { CiJob } from '../core/ci/job.ts';
import type { Identity } from '../core/payload/envelope.ts';
import { childProcess, os } from './builtin.ts';
import { detectCi, type Environment } from './environment.ts';
import { readRegularFile, readSmallFile } from './files.ts';
import { findGitTop, readGitFolders } from './paths.ts';

/** A repository with half a million refs. */
const LARGEST_PACKED_REFS = 64 * 1024 * 1024;
const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

function packedRef(commonDir: string, name: string): string | undefined {
	const refs = readRegularFile(join(commonDir, 'packed-refs'), LARGEST_PACKED_REFS)?.toString('utf8') ?? '';
	for (const line of refs.split('\n')) {
		if (line.endsWith(` ${name}`)) return line.slice(0, -name.length - 1);
	}
	return undefined;
}

/**
 * The commit that HEAD names, read from git's files: starting git would cost each `run finish` several milliseconds.
 * Undefined outside a repository, before the first commit, and with the reftable format.
 */
export function readHeadCommit(folder: string): string | undefined {
	const top = findGitTop(folder);
	const folders = top === undefined ? undefined : readGitFolders(top);
	if (!folders) return undefined;
	const head = readSmallFile(join(folders.gitDir, 'HEAD'))?.trim() ?? '';
	const name = /^ref: (refs\/\S+)$/.exec(head)?.[1];
	if (name?.includes('..')) return undefined;
	const hash = name
		? (readSmallFile(join(folders.gitDir, name)) ?? readSmallFile(join(folders.commonDir, name)))?.trim() ||
			packedRef(folders.commonDir, name)
		: head;
	return hash !== undefined && HASH.test(hash) ? hash : undefined;
}

/** The remote URL without user name, password or token. */
function withoutCredentials(remote: string): string {
	// Up to the last `@` of the authority: a password may hold one.
	return remote.replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, '$1');
}

/** `name` of `git@host:owner/name.git`, `https://host/owner/name`, `/srv/name.git/`. */
function repositoryName(remote: string): string | undefined {
	const path = remote.replace(/(?<![/\\])[/\\]+$/, '');
	return /(?<![^/:\\])[^/:\\]+$/.exec(path)?.[0].replace(/(?<=.)\.git$/, '');
}

/** git's answer to one `git config`; without a shell, without git and outside a repository simply empty. */
function readGitConfig(folder: string): ReadonlyMap<string, string> {
	const pattern = '^(user\\.(name|email)|remote\\.origin\\.url)$';
	try {
		const output = childProcess().execFileSync('git', ['config', '--null', '--get-regexp', pattern], {
			cwd: folder,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
			timeout: 2_000,
			windowsHide: true,
		});
		// A key that is set twice (global and local) comes twice; the last one holds, in git as here.
		return new Map(
			output.split('\0').flatMap((entry) => {
				const end = entry.indexOf('\n');
				return end < 0 ? [] : [[entry.slice(0, end), entry.slice(end + 1)] as const];
			}),
		);
	} catch {
		return new Map();
	}
}

/** Whether git hands a file on with its repository. Starts git once; no where there is none. */
export function isTracked(path: string): boolean {
	try {
		const options = { cwd: dirname(path), stdio: 'ignore', timeout: 2_000, windowsHide: true } as const;
		childProcess().execFileSync('git', ['ls-files', '--error-unmatch', '--', basename(path)], options);
		return true;
	} catch {
		return false;
	}
}

const given = (text: string | undefined) => (text === undefined || text.trim() === '' ? undefined : text.trim());

/**
 * Who runs this, where. Only for audiences that see operator data: it starts git once.
 * @param ciJob what the CI system says, where there is one
 */
export function readIdentity(
	folder: string,
	environment: Environment,
	recorder: string,
	ciJob: CiJob | undefined,
): Identity {
	const config = readGitConfig(folder);
	const remote = given(config.get('remote.origin.url'));
	const repoUrl = remote && withoutCredentials(remote);
	const parts = {
		gitUser:
			given(environment['GITHUB_ACTOR']) ??
			given(environment['GITHUB_USER']) ??
			ciJob?.actor ??
			given(config.get('user.name')),
		gitEmail: given(config.get('user.email')),
		repoUrl,
		repoName: repoUrl && repositoryName(repoUrl),
		host: given(os().hostname()),
		ci: detectCi(environment),
		ciJob,
		recorder,
	};
	return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as unknown as Identity;
}
