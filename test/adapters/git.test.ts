import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHeadCommit } from '../../source/adapters/git.ts';
import { createGit } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

describe('the commit of HEAD is what git says', () => {
	test('from a loose ref, in the top and below', () => {
		const git = createGit();
		const top = git.init(temporaryFolder(), 'top');
		const hash = git.commit(top);
		mkdirSync(join(top, 'a', 'b'), { recursive: true });
		expect([readHeadCommit(top), readHeadCommit(join(top, 'a', 'b'))]).toEqual([hash, hash]);
	});

	test('from packed refs, with names that end alike and with tags that point on', () => {
		const git = createGit();
		const top = git.init(temporaryFolder(), 'top');
		git.commit(top, 'one');
		git.run(top, 'branch', 'x/main');
		git.run(top, 'tag', '--annotate', '--message', 'release', 'v1');
		const hash = git.commit(top, 'two');
		git.run(top, 'pack-refs', '--all');
		expect(readHeadCommit(top)).toBe(hash);
		git.run(top, 'checkout', '--quiet', 'x/main');
		expect(readHeadCommit(top)).toBe(git.run(top, 'rev-parse', 'HEAD'));
		expect(readHeadCommit(top)).not.toBe(hash);
	});

	test('from a loose ref that is newer than the packed one', () => {
		const git = createGit();
		const top = git.init(temporaryFolder(), 'top');
		git.commit(top, 'one');
		git.run(top, 'pack-refs', '--all');
		const hash = git.commit(top, 'two');
		expect(readHeadCommit(top)).toBe(hash);
	});

	test('detached', () => {
		const git = createGit();
		const top = git.init(temporaryFolder(), 'top');
		const hash = git.commit(top, 'one');
		git.commit(top, 'two');
		git.run(top, 'checkout', '--quiet', hash);
		expect(readHeadCommit(top)).toBe(hash);
	});

	test.each([[], ['pack-refs', '--all']])('in a linked worktree, behind %j', (...command) => {
		const git = createGit();
		const base = realpathSync(temporaryFolder());
		const main = git.init(base, 'main');
		const first = git.commit(main, 'one');
		git.run(main, 'worktree', 'add', '--quiet', '../linked', '-b', 'topic/a');
		const linked = join(base, 'linked');
		const hash = git.commit(linked, 'two');
		if (command.length > 0) git.run(main, ...command);
		expect([readHeadCommit(linked), readHeadCommit(main)]).toEqual([hash, first]);
	});

	test('in a submodule', () => {
		const git = createGit();
		const base = realpathSync(temporaryFolder());
		const hash = git.commit(git.init(base, 'library'));
		const parent = git.init(base, 'parent');
		git.commit(parent, 'parent');
		git.run(parent, 'submodule', '--quiet', 'add', join(base, 'library'), 'library');
		expect(readHeadCommit(join(parent, 'library'))).toBe(hash);
	});

	test('in a repository of SHA-256', () => {
		const git = createGit();
		const top = git.init(temporaryFolder(), 'top', '--object-format=sha256');
		const hash = git.commit(top);
		expect(hash).toHaveLength(64);
		expect(readHeadCommit(top)).toBe(hash);
	});
});

describe('there is none', () => {
	test('outside a repository', () => {
		expect(readHeadCommit(temporaryFolder())).toBeUndefined();
	});

	test('before the first commit', () => {
		const git = createGit();
		expect(readHeadCommit(git.init(temporaryFolder(), 'top'))).toBeUndefined();
	});

	test.each([
		['nothing', ''],
		['text', 'no hash at all'],
		['a short hash', 'abc1234'],
		['upper case', 'A'.repeat(40)],
		['a ref that climbs', 'ref: refs/heads/../../../secret'],
		['a ref of another kind', 'ref: config'],
		['a ref that is missing', 'ref: refs/heads/gone'],
	])('where HEAD holds %s', (_, head) => {
		const top = temporaryFolder();
		mkdirSync(join(top, '.git'));
		writeFileSync(join(top, '.git', 'HEAD'), `${head}\n`);
		writeFileSync(join(top, 'secret'), 'a'.repeat(40));
		writeFileSync(join(top, '.git', 'config'), 'a'.repeat(40));
		expect(readHeadCommit(top)).toBeUndefined();
	});

	test('where HEAD is a FIFO', () => {
		const top = temporaryFolder();
		mkdirSync(join(top, '.git'));
		makeFifo(join(top, '.git', 'HEAD'));
		expect(readHeadCommit(top)).toBeUndefined();
	});
});
