import { chmodSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeSkills, findSkillFiles, HOOKS_FILE, SKILL_FILES } from '../../source/adapters/skill-setup.ts';
import { temporaryFolder } from '../support/sandbox.ts';
import { makeFifo, unprivileged } from '../support/special-files.ts';

const [COMMAND = '', , SKILL = '', LINKED = ''] = SKILL_FILES;
const PUT = { isUndo: false, isForced: false };
const TAKE = { isUndo: true, isForced: false };

function projectWith(...paths: readonly string[]): string {
	const root = temporaryFolder();
	mkdirSync(join(root, '.claude'));
	for (const path of paths) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), `---\nname: x\n---\n\n# ${path}\n`);
	}
	return root;
}

test('the skills that are there, each file once: the npm package links one to another', () => {
	const root = projectWith(COMMAND, SKILL);
	mkdirSync(dirname(join(root, LINKED)), { recursive: true });
	symlinkSync(join('..', '..', '..', COMMAND), join(root, LINKED));
	expect(findSkillFiles(root)).toEqual([COMMAND, SKILL]);
	expect(findSkillFiles(temporaryFolder())).toEqual([]);
});

test('lines and hooks are put in, kept, and taken out to the byte; modes stay', () => {
	const root = projectWith(COMMAND, SKILL);
	const before = readFileSync(join(root, COMMAND));
	chmodSync(join(root, COMMAND), 0o600);
	const results = (order: typeof PUT) => changeSkills(root, findSkillFiles(root), order).map(({ result }) => result);
	expect(results(PUT)).toEqual(['added', 'added', 'added']);
	expect(results(PUT)).toEqual(['unchanged', 'unchanged', 'unchanged']);
	expect(lstatSync(join(root, COMMAND)).mode & 0o777).toBe(0o600);
	expect(results(TAKE)).toEqual(['removed', 'removed', 'removed']);
	expect(readFileSync(join(root, COMMAND))).toEqual(before);
	expect(lstatSync(join(root, HOOKS_FILE), { throwIfNoEntry: false })).toBeUndefined();
	expect(results(TAKE)).toEqual(['unchanged', 'unchanged', 'unchanged']);
});

describe('a file that can’t be edited is told of, and the others are done', () => {
	const expectKept = (root: string, reason: RegExp) => {
		const [skill] = changeSkills(root, [COMMAND], PUT);
		expect(skill).toEqual({ path: COMMAND, part: 'section', result: 'kept', reason: expect.stringMatching(reason) });
	};

	test('a FIFO does not hang it', () => {
		const root = projectWith();
		mkdirSync(dirname(join(root, COMMAND)), { recursive: true });
		makeFifo(join(root, COMMAND));
		expectKept(root, /not a regular file/);
	});

	test('a link out of its folder, and one to nothing', () => {
		const root = projectWith(SKILL);
		mkdirSync(dirname(join(root, COMMAND)), { recursive: true });
		symlinkSync(join(root, SKILL), join(root, COMMAND));
		expectKept(root, /a link/);
		symlinkSync('nowhere', join(root, dirname(COMMAND), 'refine-feature.md'));
		expect(findSkillFiles(root)).toContain('.claude/commands/refine-feature.md');
	});

	test('a folder that can’t be written leaves the bytes as they were', () => {
		const root = projectWith(COMMAND);
		const before = readFileSync(join(root, COMMAND));
		chmodSync(root, 0o755);
		chmodSync(dirname(join(root, COMMAND)), 0o555);
		const kept = { result: 'kept', reason: expect.stringContaining('EACCES') };
		expect(unprivileged(() => changeSkills(root, [COMMAND], PUT))).toMatchObject([kept, { part: 'hooks', ...kept }]);
		expect(readFileSync(join(root, COMMAND))).toEqual(before);
	});

	test('NUL in it, a directory in its place, a file that is gone', () => {
		const root = projectWith(COMMAND);
		writeFileSync(join(root, COMMAND), 'a\0b');
		expectKept(root, /NUL/);
		mkdirSync(join(root, SKILL), { recursive: true });
		expect(changeSkills(root, [SKILL, 'gone.md'], PUT)).toMatchObject([
			{ result: 'kept', reason: expect.stringContaining('regular') },
			{ result: 'kept', reason: 'it is not there' },
			{ part: 'hooks', result: 'unchanged' },
		]);
	});

	test('settings that do not parse', () => {
		const root = projectWith(COMMAND);
		writeFileSync(join(root, HOOKS_FILE), '{ "a": 1, }');
		expect(changeSkills(root, [COMMAND], PUT)).toMatchObject([
			{ result: 'added' },
			{ part: 'hooks', result: 'kept', reason: 'it is no valid JSON' },
		]);
		expect(readFileSync(join(root, HOOKS_FILE), 'utf8')).toBe('{ "a": 1, }');
	});
});
