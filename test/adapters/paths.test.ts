import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveProject } from '../../source/adapters/paths.ts';
import { createGit } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/** A row: folders that exist below the base, where git tops are, where the command runs, which root it finds. */
interface Row {
	readonly name: string;
	readonly folders: readonly string[];
	readonly git?: readonly string[];
	readonly home?: string;
	readonly cwd: string;
	readonly root: string;
}

const ROWS: readonly Row[] = [
	{ name: 'the nearest .blueprint', folders: ['a/.blueprint', 'a/b/.blueprint', 'a/b/c'], cwd: 'a/b/c', root: 'a/b' },
	{ name: 'the nearest .claude', folders: ['a/.claude', 'a/b/c'], cwd: 'a/b/c', root: 'a' },
	{ name: 'the nearest of either', folders: ['a/.blueprint', 'a/b/.claude'], cwd: 'a/b', root: 'a/b' },
	{ name: 'the folder itself', folders: ['a/.claude', 'a/.blueprint'], cwd: 'a', root: 'a' },
	{ name: 'a marker in the git top', folders: ['a/.blueprint', 'a/b'], git: ['a'], cwd: 'a/b', root: 'a' },
	{ name: 'nothing above the git top', folders: ['.blueprint', 'a/b'], git: ['a'], cwd: 'a/b', root: 'a' },
	{ name: 'a marker below the git top', folders: ['a/b/.claude', 'a/b/c'], git: ['a'], cwd: 'a/b/c', root: 'a/b' },
	{ name: 'the inner git top', folders: ['a/.claude', 'a/b/c'], git: ['a', 'a/b'], cwd: 'a/b/c', root: 'a/b' },
	{ name: 'the git top without a marker', folders: ['a/b/c'], git: ['a'], cwd: 'a/b/c', root: 'a' },
	{ name: 'not the home folder', folders: ['.claude', 'a/b'], home: '.', cwd: 'a/b', root: 'a/b' },
	{ name: 'a project below home', folders: ['.claude', 'a/.claude', 'a/b'], home: '.', cwd: 'a/b', root: 'a' },
	{ name: 'the git top below home', folders: ['.claude', 'a/b'], git: ['a'], home: '.', cwd: 'a/b', root: 'a' },
	{ name: 'a project whose home is unknown', folders: ['.claude', 'a'], home: '', cwd: 'a', root: '.' },
];

describe('the project root is', () => {
	test.each(ROWS)('$name', ({ folders, git: tops = [], home, cwd, root }) => {
		const base = realpathSync(temporaryFolder());
		for (const folder of folders) mkdirSync(join(base, folder), { recursive: true });
		const git = createGit();
		for (const top of tops) git.init(base, top);
		const project = resolveProject(join(base, cwd), home === undefined ? git.home : home && join(base, home));
		expect(project).toEqual({
			root: join(base, root),
			dataRoot: join(base, root),
			databasePath: join(base, root, '.claude', 'murmur8.db'),
			dotenvPath: join(base, root, '.env'),
		});
	});

	test('the working directory where there is nothing else', () => {
		const base = realpathSync(temporaryFolder());
		expect(resolveProject(base, '').root).toBe(base);
	});

	test('the real folder where the way there is a symlink', () => {
		const base = realpathSync(temporaryFolder());
		mkdirSync(join(base, 'real', '.claude'), { recursive: true });
		mkdirSync(join(base, 'real', 'inner'));
		symlinkSync('real', join(base, 'link'));
		expect(resolveProject(join(base, 'link', 'inner'), '').root).toBe(join(base, 'real'));
	});

	test('not the home folder, should home be a symlink', () => {
		const base = realpathSync(temporaryFolder());
		mkdirSync(join(base, 'real', '.claude'), { recursive: true });
		mkdirSync(join(base, 'real', 'inner'));
		symlinkSync('real', join(base, 'home'));
		expect(resolveProject(join(base, 'real', 'inner'), join(base, 'home')).root).toBe(join(base, 'real', 'inner'));
	});

	test('the place that was named, should the folder be gone', () => {
		const base = realpathSync(temporaryFolder());
		expect(resolveProject(join(base, 'gone'), '').root).toBe(join(base, 'gone'));
	});
});
