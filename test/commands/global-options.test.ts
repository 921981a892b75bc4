import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeGlobalOptions } from '../../source/commands/global-options.ts';
import { temporaryFolder } from '../support/sandbox.ts';

function place() {
	const cwd = temporaryFolder();
	mkdirSync(join(cwd, 'app'));
	writeFileSync(join(cwd, 'file'), '');
	return cwd;
}

describe('global options', () => {
	test.each([
		[['history', '--all'], ['history', '--all'], undefined, undefined],
		[['history', '--project', 'app', '--all'], ['history', '--all'], 'app', undefined],
		[['--project=app', 'run', 'start', 'a'], ['run', 'start', 'a'], 'app', undefined],
		[['run', 'list', '--config', 'x.json'], ['run', 'list'], undefined, 'x.json'],
		[['a', '--config=x=y.json', '--project', '.'], ['a'], '', 'x=y.json'],
		[['a', '--project', '', '--config='], ['a'], undefined, undefined],
		[
			['run', 'exec', 'a', '--', '--project', 'app'],
			['run', 'exec', 'a', '--', '--project', 'app'],
			undefined,
			undefined,
		],
		[['a', '--projects', 'x'], ['a', '--projects', 'x'], undefined, undefined],
	])('%j', (argv, rest, project, config) => {
		const cwd = place();
		expect(takeGlobalOptions(argv, cwd)).toEqual({
			argv: rest,
			projectFolder: project === undefined ? undefined : join(cwd, project),
			configPath: config === undefined ? undefined : join(cwd, config),
			isColourless: false,
		});
	});

	test('--no-color is taken wherever it stands before --', () => {
		const cwd = place();
		expect(takeGlobalOptions(['--no-color', 'a', '--config', 'x'], cwd)).toMatchObject({
			argv: ['a'],
			isColourless: true,
		});
		expect(takeGlobalOptions(['a', '--config', '--no-color', 'x'], cwd)).toMatchObject({ isColourless: true });
		const behind = ['run', 'exec', 'a', '--', '--no-color'];
		expect(takeGlobalOptions(behind, cwd)).toMatchObject({ argv: behind, isColourless: false });
	});

	test.each([
		[['a', '--project'], '--project needs a value: --project <dir>'],
		[['a', '--config', '--all'], '--config needs a value: --config <file>'],
		[['a', '--project', 'nowhere'], '--project is no folder: nowhere'],
		[['a', '--project', 'file'], '--project is no folder: file'],
		[['a', '--project', 'app', '--project=app'], '--project is given twice'],
	])('%j is refused', (argv, message) => {
		expect(() => takeGlobalOptions(argv, place())).toThrow(message);
	});
});
