import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readIdentity } from '../../source/adapters/git.ts';
import { createGit, type Git } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const RECORDER = 'murmur8-cli/0.0.0';

let git: Git;

/** git is started with this process's environment, which must not be that of the machine's user. */
beforeEach(() => {
	git = createGit();
	vi.stubEnv('HOME', git.home);
	vi.stubEnv('XDG_CONFIG_HOME', git.home);
	vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});

afterEach(() => {
	vi.unstubAllEnvs();
});

function repository(remote?: string): string {
	const top = git.init(temporaryFolder(), 'top');
	git.run(top, 'config', 'user.name', 'Ada');
	git.run(top, 'config', 'user.email', 'ada@example.invalid');
	if (remote !== undefined) git.run(top, 'remote', 'add', 'origin', remote);
	return top;
}

describe('who and where', () => {
	test('is what git, the CI and the machine say', () => {
		const top = repository('https://git.example.invalid/acme/notes.git');
		expect(readIdentity(top, { GITLAB_CI: 'true' }, RECORDER, undefined)).toEqual({
			gitUser: 'Ada',
			gitEmail: 'ada@example.invalid',
			repoUrl: 'https://git.example.invalid/acme/notes.git',
			repoName: 'notes',
			host: hostname(),
			ci: 'gitlab',
			recorder: RECORDER,
		});
	});

	test('is absent where it is unknown', () => {
		const top = git.init(temporaryFolder(), 'top');
		expect(readIdentity(top, {}, RECORDER, undefined)).toEqual({ host: hostname(), recorder: RECORDER });
		expect(readIdentity(temporaryFolder(), {}, RECORDER, undefined)).toEqual({ host: hostname(), recorder: RECORDER });
	});

	test.each([
		[{ GITHUB_ACTOR: 'octocat', GITHUB_USER: 'other' }, 'octocat'],
		[{ GITHUB_USER: 'other' }, 'other'],
		[{ GITHUB_ACTOR: ' ' }, 'Ada'],
	])('is in %j the user %s', (environment, gitUser) => {
		expect(readIdentity(repository(), environment, RECORDER, undefined)).toMatchObject({ gitUser });
	});

	test('is in CI what the system says, and who started the job', () => {
		const ciJob = { job: 'feature', actor: 'grace' };
		expect(readIdentity(repository(), { GITLAB_CI: 'true' }, RECORDER, ciJob)).toMatchObject({
			gitUser: 'grace',
			ci: 'gitlab',
			ciJob,
		});
	});

	test('the setting of the repository wins over that of the user', () => {
		git.run(git.home, 'config', '--global', 'user.name', 'Global');
		git.run(git.home, 'config', '--global', 'user.email', 'global@example.invalid');
		const top = repository();
		git.run(top, 'config', '--unset', 'user.email');
		expect(readIdentity(top, {}, RECORDER, undefined)).toMatchObject({
			gitUser: 'Ada',
			gitEmail: 'global@example.invalid',
		});
	});
});

describe('the URL of the remote', () => {
	const place = 'git.example.invalid/acme/notes.git';

	test.each([
		[`https://user:SECRET@${place}`, `https://${place}`],
		[`https://SECRET@${place}`, `https://${place}`],
		[`https://user:p@SECRET@${place}`, `https://${place}`],
		[`https://user:SECRET%40x@${place}`, `https://${place}`],
		[`http://user:SECRET@${place}`, `http://${place}`],
		[`HTTPS://user:SECRET@${place}`, `HTTPS://${place}`],
		[`ssh://git:SECRET@${place}`, `ssh://${place}`],
		[`https://${place}`, `https://${place}`],
		['git@git.example.invalid:acme/notes.git', 'git@git.example.invalid:acme/notes.git'],
		['../notes.git', '../notes.git'],
	])('%s is told as %s', (remote, repoUrl) => {
		const secret = randomBytes(12).toString('hex');
		const identity = readIdentity(repository(remote.replace('SECRET', secret)), {}, RECORDER, undefined);
		expect(identity).toMatchObject({ repoUrl, repoName: 'notes' });
		expect(JSON.stringify(identity)).not.toContain(secret);
	});

	test.each([
		['https://git.example.invalid/acme/notes', 'notes'],
		['https://git.example.invalid/acme/notes/', 'notes'],
		['https://git.example.invalid/acme/notes.git/', 'notes'],
		['https://git.example.invalid/acme/my.notes.git', 'my.notes'],
		['git@git.example.invalid:notes.git', 'notes'],
		['C:\\git\\notes.git', 'notes'],
	])('%s names the repository %s', (remote, repoName) => {
		expect(readIdentity(repository(remote), {}, RECORDER, undefined)).toMatchObject({ repoName });
	});
});

test('without git on the PATH there is an identity all the same', () => {
	const top = repository('https://git.example.invalid/acme/notes.git');
	vi.stubEnv('PATH', temporaryFolder());
	expect(readIdentity(top, { GITHUB_ACTOR: 'octocat' }, RECORDER, undefined)).toEqual({
		gitUser: 'octocat',
		host: hostname(),
		recorder: RECORDER,
	});
});
