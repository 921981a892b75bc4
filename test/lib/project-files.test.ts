import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isUuidV4 } from '../../source/core/uuid.ts';
import { ensureDotenv, ensureFeatureId, ensureGitignore, resolveGitContext } from '../../source/lib/index.ts';
import { createGit, type Git } from '../support/git.ts';
import { createKey } from '../support/portal.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

describe('ensureFeatureId', () => {
	const specIn = (folder: string) => join(folder, 'FEATURE_SPEC.md');

	test('writes an id once and keeps every other byte', () => {
		const spec = specIn(temporaryFolder());
		writeFileSync(spec, '---\r\ntitle: Log in\r\n---\r\n# Log in\r\n');
		const id = ensureFeatureId(spec);
		expect(isUuidV4(id)).toBe(true);
		expect(ensureFeatureId(spec)).toBe(id);
		expect(readFileSync(spec, 'utf8')).toBe(`---\r\nfeatureId: ${id}\r\ntitle: Log in\r\n---\r\n# Log in\r\n`);
	});

	test('never changes an id', () => {
		const spec = specIn(temporaryFolder());
		writeFileSync(spec, '---\nfeatureId: mine\n---\n');
		expect(ensureFeatureId(spec)).toBe('mine');
	});

	test('says that there is no spec', () => {
		expect(() => ensureFeatureId(specIn(temporaryFolder()))).toThrow('ENOENT');
	});

	test.each<[string, (path: string) => void]>([
		['folder', (path) => mkdirSync(path)],
		['FIFO', makeFifo],
	])('refuses a %s', (_, make) => {
		const spec = specIn(temporaryFolder());
		make(spec);
		expect(() => ensureFeatureId(spec)).toThrow('FEATURE_SPEC.md is not a regular file');
	});
});

test('ensureDotenv and ensureGitignore change a folder once', () => {
	const folder = temporaryFolder();
	expect([ensureDotenv(folder), ensureGitignore(folder)]).toEqual([true, true]);
	expect([ensureDotenv(folder), ensureGitignore(folder)]).toEqual([false, false]);
	expect(readFileSync(join(folder, '.env'), 'utf8')).toContain('MURMUR8_TELEMETRY_URL');
	expect(readFileSync(join(folder, '.gitignore'), 'utf8').split('\n')).toContain('.env');
});

describe('resolveGitContext', () => {
	const UNKNOWN = {
		gitUser: null,
		gitEmail: null,
		repoUrl: null,
		repoName: null,
		commitHash: null,
		gitHubUser: null,
	};
	let git: Git;

	beforeEach(() => {
		git = createGit();
		vi.stubEnv('HOME', git.home);
		vi.stubEnv('XDG_CONFIG_HOME', git.home);
		vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
	});

	afterEach(() => {
		vi.unstubAllEnvs();
	});

	test('says what git says, without credentials', () => {
		const top = git.init(temporaryFolder(), 'top');
		git.run(top, 'config', 'user.name', 'Ada');
		git.run(top, 'config', 'user.email', 'ada@example.invalid');
		git.run(top, 'remote', 'add', 'origin', `https://ada:${createKey()}@git.example.invalid/acme/notes.git`);
		const commitHash = git.commit(top);
		expect(resolveGitContext(top)).toEqual({
			gitUser: 'Ada',
			gitEmail: 'ada@example.invalid',
			repoUrl: 'https://git.example.invalid/acme/notes.git',
			repoName: 'notes',
			commitHash,
			gitHubUser: 'Ada',
		});
	});

	test('passes over the variables of CI systems', () => {
		vi.stubEnv('GITHUB_ACTOR', 'octocat');
		expect(resolveGitContext(git.init(temporaryFolder(), 'top'))).toEqual(UNKNOWN);
	});

	test('is null outside a repository and where nothing is', () => {
		const folder = temporaryFolder();
		expect(resolveGitContext(folder)).toEqual(UNKNOWN);
		expect(resolveGitContext(join(folder, 'gone'))).toEqual(UNKNOWN);
	});
});
