import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommitters } from '../../source/adapters/git-committers.ts';
import { createGit, type Git } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';

interface Repository {
	readonly git: Git;
	readonly top: string;
	readonly environment: Readonly<Record<string, string>>;
	/** Writes files and commits them as somebody. */
	readonly commit: (who: string, ...files: readonly (string | Buffer)[]) => string;
}

let count = 0;

function createRepository(...args: readonly string[]): Repository {
	const git = createGit();
	const top = git.init(realpathSync(temporaryFolder()), 'top', ...args);
	return {
		git,
		top,
		environment: { PATH: process.env['PATH'] ?? '', HOME: git.home },
		commit: (who, ...files) => {
			for (const file of files) {
				const path = Buffer.concat([Buffer.from(`${top}/`), Buffer.from(file)]);
				if (typeof file === 'string') mkdirSync(dirname(join(top, file)), { recursive: true });
				writeFileSync(path, `${++count}`);
			}
			git.run(top, 'add', '--all');
			const author = `${who} <${who.toLowerCase().replaceAll(/[^a-z]/g, '')}@example.invalid>`;
			git.run(top, 'commit', '--quiet', '--allow-empty', '--message', 'm', '--author', author);
			return git.run(top, 'rev-parse', 'HEAD');
		},
	};
}

async function namesOf(
	{ top, environment }: Pick<Repository, 'top' | 'environment'>,
	...files: readonly string[]
): Promise<Readonly<Record<string, readonly string[]>> | string> {
	const reading = await readCommitters(top, files, environment);
	if (reading.kind !== 'read') return reading.kind;
	return Object.fromEntries(Array.from(reading.committers, ([file, people]) => [file, people.map(({ name }) => name)]));
}

describe('the last authors of a file', () => {
	test('are those of its last three commits, the last one first, without repeats', async () => {
		const repository = createRepository();
		for (const who of ['Old', 'Bob', 'Ada', 'Bob']) repository.commit(who, 'x.ts');
		repository.commit('Eve', 'y.ts');
		repository.commit('Nobody');
		expect(await namesOf(repository, 'x.ts', 'y.ts', 'z.ts')).toEqual({ 'x.ts': ['Bob', 'Ada'], 'y.ts': ['Eve'] });
	});

	test('leave programs out', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		repository.commit('dependabot[bot]', 'x.ts');
		repository.commit('renovate', 'x.ts');
		expect(await namesOf(repository, 'x.ts')).toEqual({ 'x.ts': ['Ada'] });
	});

	test('are found by names from the folder of the project', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'packages/api/x.ts');
		repository.commit('Bob', 'x.ts');
		const inside = { ...repository, top: join(repository.top, 'packages', 'api') };
		expect(await namesOf(inside, 'x.ts')).toEqual({ 'x.ts': ['Ada'] });
	});

	test('have the names of the mail map', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		repository.commit('Bob', '.mailmap');
		writeFileSync(join(repository.top, '.mailmap'), 'Ada Lovelace <lovelace@example.invalid> <ada@example.invalid>\n');
		expect(await namesOf(repository, 'x.ts')).toEqual({ 'x.ts': ['Ada Lovelace'] });
	});

	test('are those of a worktree’s branch', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		repository.git.run(repository.top, 'worktree', 'add', '--quiet', '../linked', '-b', 'topic');
		const linked = { ...repository, top: join(dirname(repository.top), 'linked') };
		expect(await namesOf(linked, 'x.ts')).toEqual({ 'x.ts': ['Ada'] });
	});
});

describe('hostile names', () => {
	test.each([
		'-rf',
		'--output=pwned',
		'new\nline.ts',
		'\nfirst.ts',
		'quo"te\'s.ts',
		'tab\t.ts',
		'*.ts',
		':(top)x.ts',
		'grüße/ß.ts',
		'\u001b[31mred.ts',
		'@',
	])('%j', async (name) => {
		const repository = createRepository();
		repository.commit('Eve', 'x.ts');
		repository.commit('Ada', name);
		repository.commit('Bob', 'other.ts');
		expect(await namesOf(repository, name)).toEqual({ [name]: ['Ada'] });
		expect(existsSync(join(repository.top, 'pwned'))).toBe(false);
	});

	test('bytes that are no UTF-8 stand beside others', async () => {
		const repository = createRepository();
		repository.commit('Ada', Buffer.from([0xff, 0xfe, 0x0a, 0x2e]), 'x.ts');
		expect(await namesOf(repository, 'x.ts', '\0', '', '../x', '/etc/passwd')).toEqual({ 'x.ts': ['Ada'] });
	});

	test('a file that is called as a commit is shown', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		repository.commit('Bob', 'commit 0000', 'Eve', 'eve@example.invalid', 'zz');
		expect(await namesOf(repository, 'x.ts', 'zz')).toEqual({ 'x.ts': ['Ada'], zz: ['Bob'] });
	});

	test('members of every object', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'constructor');
		expect(await namesOf(repository, 'constructor', 'toString')).toEqual({ constructor: ['Ada'] });
	});
});

describe('hostile places', () => {
	test('no repository', async () => {
		const environment = { PATH: process.env['PATH'] ?? '', HOME: temporaryFolder() };
		expect(await namesOf({ top: temporaryFolder(), environment }, 'x.ts')).toBe('unavailable');
	});

	test('no folder', async () => {
		const environment = { PATH: process.env['PATH'] ?? '' };
		expect(await namesOf({ top: join(temporaryFolder(), 'gone'), environment }, 'x.ts')).toBe('unavailable');
	});

	test('no git', async () => {
		const { top } = createRepository();
		expect(await namesOf({ top, environment: { PATH: temporaryFolder() } }, 'x.ts')).toBe('unavailable');
	});

	test('no commit', async () => {
		expect(await namesOf(createRepository(), 'x.ts')).toBe('unavailable');
	});

	test('nothing asked: git is not even started', async () => {
		expect(await namesOf({ top: temporaryFolder(), environment: {} })).toEqual({});
	});

	test('a repository of SHA-256', async () => {
		const repository = createRepository('--object-format=sha256');
		repository.commit('Ada', 'x.ts');
		expect(await namesOf(repository, 'x.ts')).toEqual({ 'x.ts': ['Ada'] });
	});

	test('where a shallow clone ends nobody is credited with all files', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		repository.commit('Bob', 'y.ts');
		repository.commit('Eve', 'z.ts');
		const clone = join(dirname(repository.top), 'clone');
		repository.git.run(dirname(repository.top), 'clone', '--quiet', '--depth', '2', `file://${repository.top}`, clone);
		expect(await namesOf({ ...repository, top: clone }, 'x.ts', 'y.ts', 'z.ts')).toEqual({ 'z.ts': ['Eve'] });
	});

	test('objects that are missing', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		const first = repository.git.run(repository.top, 'rev-parse', 'HEAD^{tree}');
		repository.commit('Bob', 'y.ts');
		repository.commit('Eve', 'z.ts');
		execFileSync('rm', ['-f', join(repository.top, '.git', 'objects', first.slice(0, 2), first.slice(2))]);
		expect(await namesOf(repository, 'x.ts', 'z.ts')).toEqual({ 'z.ts': ['Eve'] });
	});

	test('neither variables nor settings of the user lead elsewhere or start anything', async () => {
		const repository = createRepository();
		repository.commit('Ada', 'x.ts');
		const other = createRepository();
		other.commit('Eve', 'x.ts');
		const trap = join(repository.git.home, 'trap.sh');
		const sprung = join(repository.git.home, 'sprung');
		writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`, { mode: 0o755 });
		for (const name of ['gpg.program', 'core.pager', 'diff.external', 'core.fsmonitor', 'core.sshCommand']) {
			repository.git.run(repository.top, 'config', name, trap);
		}
		repository.git.run(repository.top, 'config', 'log.showSignature', 'true');
		repository.git.run(repository.top, 'config', 'alias.log', `!${trap}`);
		const environment = {
			...repository.environment,
			GIT_DIR: join(other.top, '.git'),
			GIT_EXTERNAL_DIFF: trap,
			GIT_PAGER: trap,
			GIT_TRACE: join(repository.git.home, 'sprung'),
		};
		expect(await namesOf({ ...repository, environment }, 'x.ts')).toEqual({ 'x.ts': ['Ada'] });
		expect(existsSync(sprung)).toBe(false);
	});
});
