import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claudeFile, findGitTop, readGitFolders, resolveProject } from '../../source/adapters/paths.ts';
import { createGit, type Git } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/** A repository with one commit and a worktree that is linked to it. */
function linkedWorktree(git: Git, ...initArguments: readonly string[]) {
	const base = realpathSync(temporaryFolder());
	const main = git.init(base, 'main', ...initArguments);
	git.commit(main);
	const linked = join(base, 'linked');
	git.run(main, 'worktree', 'add', '--quiet', linked, '-b', 'feature');
	return { base, main, linked };
}

const touch = (folder: string, ...path: readonly string[]) => {
	mkdirSync(join(folder, ...path.slice(0, -1)), { recursive: true });
	writeFileSync(join(folder, ...path), '');
};

describe('a linked worktree', () => {
	test('without its own takes .env and database of the main one', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		expect(resolveProject(linked, git.home)).toEqual({
			root: linked,
			dataRoot: main,
			databasePath: join(main, '.claude', 'murmur8.db'),
			dotenvPath: join(main, '.env'),
		});
	});

	test('has its own of each where it has one', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		touch(linked, '.env');
		expect(resolveProject(linked, git.home)).toMatchObject({ dataRoot: main, dotenvPath: join(linked, '.env') });
		rmSync(join(linked, '.env'));
		touch(linked, '.claude', 'murmur8.db');
		expect(resolveProject(linked, git.home)).toMatchObject({ dataRoot: linked, dotenvPath: join(main, '.env') });
	});

	test('with a .claude but no database in it takes that of the main one', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		mkdirSync(join(linked, '.claude'));
		expect(resolveProject(linked, git.home)).toMatchObject({ root: linked, dataRoot: main });
	});

	test('takes a settings file of the main one until it has its own', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		const find = () => claudeFile(resolveProject(linked, git.home), 'cost-config.json');
		expect(find()).toBe(join(main, '.claude', 'cost-config.json'));
		touch(linked, '.claude', 'cost-config.json');
		expect(find()).toBe(join(linked, '.claude', 'cost-config.json'));
	});

	test('of a project in a folder below the top finds the same folder', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		for (const top of [main, linked]) mkdirSync(join(top, 'app', '.blueprint', 'features'), { recursive: true });
		expect(resolveProject(join(linked, 'app', '.blueprint'), git.home)).toMatchObject({
			root: join(linked, 'app'),
			dataRoot: join(main, 'app'),
		});
	});

	test('of a project that the main one does not have keeps what it makes', () => {
		const git = createGit();
		const { linked } = linkedWorktree(git);
		mkdirSync(join(linked, 'new', '.blueprint'), { recursive: true });
		const root = join(linked, 'new');
		expect(resolveProject(root, git.home)).toMatchObject({ root, dataRoot: root, dotenvPath: join(root, '.env') });
	});

	test('inside the main one is a checkout of its own', () => {
		const git = createGit();
		const { main } = linkedWorktree(git);
		const inner = join(main, '.worktrees', 'inner');
		git.run(main, 'worktree', 'add', '--quiet', inner, '-b', 'inner');
		mkdirSync(join(main, '.claude'));
		expect(resolveProject(inner, git.home)).toMatchObject({ root: inner, dataRoot: main });
	});
});

describe('there is no main worktree', () => {
	test('in the main one itself', () => {
		const git = createGit();
		const { main } = linkedWorktree(git);
		expect(resolveProject(main, git.home)).toMatchObject({ root: main, dataRoot: main });
	});

	test('in a submodule', () => {
		const git = createGit();
		const base = realpathSync(temporaryFolder());
		git.commit(git.init(base, 'library'));
		const parent = git.init(base, 'parent');
		git.commit(parent);
		git.run(parent, 'submodule', '--quiet', 'add', join(base, 'library'), 'library');
		mkdirSync(join(parent, '.claude'));
		const root = join(parent, 'library');
		expect(resolveProject(root, git.home)).toMatchObject({ root, dataRoot: root, dotenvPath: join(root, '.env') });
	});

	test('behind a bare repository', () => {
		const git = createGit();
		const { base, main } = linkedWorktree(git);
		git.run(base, 'clone', '--quiet', '--bare', main, 'store.git');
		const root = join(base, 'checkout');
		git.run(join(base, 'store.git'), 'worktree', 'add', '--quiet', root, 'main');
		expect(resolveProject(root, git.home)).toMatchObject({ root, dataRoot: root, dotenvPath: join(root, '.env') });
	});

	test('where git keeps its folder elsewhere', () => {
		const git = createGit();
		const base = realpathSync(temporaryFolder());
		const root = git.init(base, 'checkout', `--separate-git-dir=${join(base, 'kept')}`);
		expect(resolveProject(root, git.home)).toMatchObject({ root, dataRoot: root });
		expect(readGitFolders(root)).toEqual({ gitDir: join(base, 'kept'), commonDir: join(base, 'kept') });
	});

	test('any more: it was removed', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		rmSync(main, { recursive: true });
		expect(resolveProject(linked, git.home)).toMatchObject({ root: linked, dataRoot: linked });
	});
});

describe('git’s pointers', () => {
	test('lead to the folders that git itself names', () => {
		const git = createGit();
		const { main, linked } = linkedWorktree(git);
		for (const top of [main, linked]) {
			const ask = (what: string) => realpathSync(git.run(top, 'rev-parse', '--path-format=absolute', what));
			expect(readGitFolders(top)).toEqual({ gitDir: ask('--git-dir'), commonDir: ask('--git-common-dir') });
			expect(findGitTop(top)).toBe(top);
		}
	});

	test.each(['', 'nonsense', 'gitdir:', 'gitdir: \n'])('of %j lead nowhere', (content) => {
		const base = temporaryFolder();
		writeFileSync(join(base, '.git'), content);
		expect(readGitFolders(base)).toBeUndefined();
		expect(resolveProject(base, '').dataRoot).toBe(realpathSync(base));
	});

	test('are missing outside a repository', () => {
		expect(readGitFolders(temporaryFolder())).toBeUndefined();
	});
});
