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
			colourVariables: {},
		});
	});

	test.each([
		['--color', { FORCE_COLOR: '1', NO_COLOR: undefined }],
		['--no-color', { NO_COLOR: '1' }],
	])('%s is taken wherever it stands before --', (flag, colourVariables) => {
		const cwd = place();
		expect(takeGlobalOptions([flag, 'a', '--config', 'x'], cwd)).toMatchObject({ argv: ['a'], colourVariables });
		expect(takeGlobalOptions(['a', '--config', flag, 'x'], cwd)).toMatchObject({ colourVariables });
		const behind = ['run', 'exec', 'a', '--', flag];
		expect(takeGlobalOptions(behind, cwd)).toMatchObject({ argv: behind, colourVariables: {} });
	});

	test.each([
		[['a', '--project'], '--project needs a value: --project <dir>'],
		[['a', '--config', '--all'], '--config needs a value: --config <file>'],
		[['a', '--project', 'nowhere'], '--project is no folder: nowhere'],
		[['a', '--project', 'file'], '--project is no folder: file'],
		[['a', '--color', '--no-color'], '--color and --no-color exclude each other'],
		[['a', '--project', 'app', '--project=app'], '--project is given twice'],
	])('%j is refused', (argv, message) => {
		expect(() => takeGlobalOptions(argv, place())).toThrow(message);
	});
});
