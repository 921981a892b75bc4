import { join } from 'node:path';
import { COMMIT_FORMAT, CommitLog, type Committer } from '../failures/owners/commit-log.ts';
import { childProcess } from './builtin.ts';
import type { Environment } from './environment.ts';
import { readSmallFile } from './files.ts';
import { findGitTop, readGitFolders } from './paths.ts';
import { randomUuid } from './random-id.ts';

/** Who has not touched a file for so long does not know it any more. */
const MOST_COMMITS = 30_000;
const DEADLINE_MS = 10_000;

export type CommittersReading =
	| { readonly kind: 'read'; readonly committers: ReadonlyMap<string, readonly Committer[]> }
	/** git is not installed, there is no repository or no commit, or git refuses to read it. */
	| { readonly kind: 'unavailable' };

const ALLOWED = ['PATH', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP', 'XDG_CONFIG_HOME'] as const;

/** No variable of the user's leads git elsewhere; nothing is fetched, asked or written. */
function gitEnvironment(environment: Environment): Record<string, string> {
	const kept = ALLOWED.flatMap((name) => {
		const value = environment[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(kept),
		LC_ALL: 'C',
		GIT_TERMINAL_PROMPT: '0',
		GIT_OPTIONAL_LOCKS: '0',
		// Objects that a partial clone lacks stay away.
		GIT_NO_LAZY_FETCH: '1',
		GIT_ALLOW_PROTOCOL: '',
	};
}

/** The commits where a shallow clone ends: git shows all files as theirs. */
function shallowEnds(folder: string): ReadonlySet<string> {
	const top = findGitTop(folder);
	const folders = top === undefined ? undefined : readGitFolders(top);
	const text = folders ? readSmallFile(join(folders.commonDir, 'shallow')) : undefined;
	return new Set(text?.split('\n').filter((line) => line !== ''));
}

/**
 * The last authors of files, in one pass of `git log` that ends as soon as all of them are known. Names of files never
 * reach git's command line: all of history is read until then, at most its last 30,000 commits.
 * @param folder of a checkout
 * @param files from `folder`, with `/`
 */
export async function readCommitters(
	folder: string,
	files: readonly string[],
	environment: Environment,
): Promise<CommittersReading> {
	const mark = `${randomUuid()} `;
	const log = new CommitLog(files, mark, shallowEnds(folder));
	if (log.isComplete) return { kind: 'read', committers: log.committers() };
	const args = [
		'--no-pager',
		// A user's setting would start gpg for each commit.
		...['-c', 'log.showSignature=false'],
		...['log', '-z', '--name-only', '--no-renames', '--relative', '--encoding=UTF-8'],
		...[`--max-count=${MOST_COMMITS}`, `--format=${mark}${COMMIT_FORMAT}`, 'HEAD', '--'],
	];
	return new Promise((done) => {
		const child = childProcess().spawn('git', args, {
			cwd: folder,
			env: gitEnvironment(environment),
			stdio: ['ignore', 'pipe', 'ignore'],
			timeout: DEADLINE_MS,
			windowsHide: true,
		});
		child.stdout.setEncoding('utf8');
		child.stdout.on('data', (text: string) => {
			log.push(text);
			if (log.isComplete) child.kill();
		});
		child.on('error', () => done({ kind: 'unavailable' }));
		child.on('close', (exitCode) => {
			const committers = log.committers();
			// What was read before the end, the deadline or an object that is missing holds all the same.
			const isRefused = exitCode !== null && exitCode !== 0 && committers.size === 0;
			done(isRefused ? { kind: 'unavailable' } : { kind: 'read', committers });
		});
	});
}
