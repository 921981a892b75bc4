import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderCommandHelp, renderGroupHelp, renderHelp } from '../../source/commands/help.ts';
import { COMMANDS, NPM_PACKAGE_COMMANDS } from '../../source/commands/table.ts';
import { runTyped } from '../../source/commands/typed.ts';
import { createTestContext } from '../support/commands.ts';
import { temporaryFolder } from '../support/sandbox.ts';

const commandHelp = (name: string) =>
	renderCommandHelp(COMMANDS.find((command) => command.name === name) ?? failing(name));
const groupHelp = (group: string) =>
	renderGroupHelp(
		group,
		COMMANDS.filter(({ name }) => name.startsWith(`${group} `)),
	);

function failing(name: string): never {
	throw new Error(`no command ${name}`);
}

describe('help', () => {
	test.each([
		[[], 2, () => renderHelp(COMMANDS)],
		[['--help'], 0, () => renderHelp(COMMANDS)],
		[['-h'], 0, () => renderHelp(COMMANDS)],
		[['help'], 0, () => renderHelp(COMMANDS)],
		[['run', '--help'], 0, () => groupHelp('run')],
		[['help', 'run'], 0, () => groupHelp('run')],
		[['telemetry', '-h'], 0, () => groupHelp('telemetry')],
		[['run', 'stage', '--help'], 0, () => commandHelp('run stage')],
		[['run', 'stage', 'alex', 'start', '-h'], 0, () => commandHelp('run stage')],
		[['help', 'run', 'stage'], 0, () => commandHelp('run stage')],
		[['telemetry', 'inspect', '--run', 'x', '--help'], 0, () => commandHelp('telemetry inspect')],
		[['history', '--help'], 0, () => commandHelp('history')],
		[['help', 'history'], 0, () => commandHelp('history')],
		[['history', 'help'], 0, () => groupHelp('history')],
		[['history', 'export', '-h'], 0, () => commandHelp('history export')],
		[['demo', '--help'], 0, () => commandHelp('demo')],
	])('%j ends with %i', async (argv, exitCode, text) => {
		const folder = temporaryFolder();
		const { context, printed } = createTestContext(folder);
		expect(await runTyped(argv, context)).toBe(exitCode);
		expect(printed).toEqual([text()]);
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe('a mistake', () => {
	test.each([
		[['rum'], 'unknown command "rum" (did you mean run?)', 'See: murmur8 --help'],
		[['telemtry', 'status'], 'unknown command "telemtry" (did you mean telemetry?)', 'See: murmur8 --help'],
		[['zzzzzz'], 'unknown command "zzzzzz"', 'See: murmur8 --help'],
		[['x\u001B[31m'], 'unknown command "x"', 'See: murmur8 --help'],
		[['zzzzzz', '--help'], 'unknown command "zzzzzz"', 'See: murmur8 --help'],
		[['run'], 'run needs a sub-command', 'One of: start, stage, feedback, exec, finish, summary, list'],
		[
			['telemetry', 'stauts'],
			'telemetry has no sub-command "stauts" (did you mean status?)',
			'One of: status, inspect, sinks, dashboard, flush, audit, purge',
		],
		[
			['history', 'exprot'],
			'history has no sub-command "exprot" (did you mean export?)',
			'One of: record, update-stage, export, clear, restore',
		],
		[
			['history', 'zzzzzz', '--json'],
			'history has no sub-command "zzzzzz"',
			'One of: record, update-stage, export, clear, restore',
		],
		[['history', '--jsn'], 'unknown option "--jsn" (did you mean --json?)', 'See: murmur8 history --help'],
		[
			['telemetry', 'zzzzzz'],
			'telemetry has no sub-command "zzzzzz"',
			'One of: status, inspect, sinks, dashboard, flush, audit, purge',
		],
		[['telemetry', 'status', 'now'], 'unexpected argument "now"', 'See: murmur8 telemetry status --help'],
		[
			['telemetry', 'status', '--jsn'],
			'unknown option "--jsn" (did you mean --json?)',
			'See: murmur8 telemetry status --help',
		],
		[['--nothing'], 'unknown command "--nothing"', 'See: murmur8 --help'],
	])('%j: %s', async (argv, message, hint) => {
		const { context, printed } = createTestContext(temporaryFolder());
		await expect(runTyped(argv, context)).rejects.toMatchObject({ message, hint, exitCode: 2 });
		expect(printed).toEqual([]);
	});

	test('commands of the npm package are told from mistakes', async () => {
		const { context } = createTestContext(temporaryFolder());
		const own = new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''));
		for (const name of [...NPM_PACKAGE_COMMANDS].filter((candidate) => !own.has(candidate))) {
			await expect(runTyped([name, 'a', '--b\u001B[31m'], context)).rejects.toMatchObject({
				message: `${name} is a command of the npm package murmur8`,
				hint: `Run: npx --package=murmur8 -- murmur8 ${name} a --b`,
				exitCode: 2,
			});
		}
	});
});
