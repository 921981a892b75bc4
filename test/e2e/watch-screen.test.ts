import { mkdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { startStreaming } from '../support/streaming.ts';
import { bytesOf, openTerminal, type TerminalOptions } from '../support/terminal.ts';

/** Some runs of yesterday and today, as the npm package writes them, newest last. */
function plantHistory({ project }: Sandbox): void {
	const entries = Array.from({ length: 30 }, (_, index) => {
		const endMs = Date.now() - (30 - index) * 3_600_000;
		const isFailed = index % 7 === 3;
		return {
			slug: `feature-${index}`,
			status: isFailed ? 'failed' : 'success',
			...(isFailed ? { failedStage: 'nigel-tests' } : {}),
			startedAt: new Date(endMs - 400_000).toISOString(),
			completedAt: new Date(endMs).toISOString(),
			totalDurationMs: 400_000 - index * 5_000,
			stages: { alex: { durationMs: 41_000, status: 'success', cost: 0.06 } },
		};
	});
	mkdirSync(join(project, '.claude'), { recursive: true });
	writeFileSync(join(project, '.claude', 'pipeline-history.json'), JSON.stringify(entries));
}

function open(
	runtime: (typeof RUNTIMES)[number],
	sandbox: Sandbox,
	flags: readonly string[] = [],
	more: Partial<TerminalOptions> = {},
) {
	return openTerminal({
		command: [...runtime.command, 'watch', ...flags],
		cwd: sandbox.project,
		env: sandbox.environment,
		columns: 120,
		rows: 30,
		...more,
	});
}

describe.each(RUNTIMES)('the watch screen on $name', (runtime) => {
	test('a run that another process records appears, is opened, and is summed up at the end', async () => {
		const sandbox = createSandbox(runtime);
		plantHistory(sandbox);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor('nothing in progress');
		expect(terminal.text()).toMatch(/2 Runs {2}7d {2}30 runs/);
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		await terminal.waitFor(/user-auth .*▶ alex/);
		terminal.press('1');
		terminal.press(bytesOf('enter'));
		await terminal.waitFor('What leaves');
		await sandbox.run(['run', 'stage', 'alex', 'done']);
		await terminal.waitFor(/✓ alex/);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'alex']);
		terminal.press(bytesOf('escape'));
		await terminal.waitFor(/user-auth +✗ failed +alex/);
		terminal.press('q');
		expect(await terminal.exited).toMatchObject({ exitCode: 0 });
		await terminal.waitFor('murmur8 watch: 31 runs');
		expect(terminal.text()).toContain('last: user-auth failed at alex');
		expect(terminal.output()).toContain('\u001B[?1049l');
	});

	test('q typed into the filter is a letter; Ctrl+C ends it with 130', async () => {
		const sandbox = createSandbox(runtime);
		plantHistory(sandbox);
		const terminal = open(runtime, sandbox);
		await terminal.waitFor('feature-29');
		terminal.press('/');
		terminal.press('feature-3');
		await terminal.waitFor((text) => text.includes('feature-3 ') && !text.includes('feature-29 '));
		terminal.press('q');
		await terminal.waitFor('no finished runs');
		terminal.press('\u0003');
		expect(await terminal.exited).toMatchObject({ exitCode: 130 });
	});
});

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

test('held still, it says how much is new', async () => {
	const sandbox = createSandbox(runtime);
	const terminal = open(runtime, sandbox);
	await terminal.waitFor('nothing in progress');
	terminal.press(' ');
	await terminal.waitFor('PAUSED');
	await sandbox.run(['run', 'start', 'user-auth']);
	await terminal.waitFor('PAUSED 1 new');
	expect(terminal.text()).toContain('nothing in progress');
	terminal.press(' ');
	await terminal.waitFor('user-auth');
});

test('the bell rings when a run fails, if it was asked for', async () => {
	const sandbox = createSandbox(runtime);
	const terminal = open(runtime, sandbox, ['--notify']);
	let bells = 0;
	terminal.emulator.onBell(() => void bells++);
	await terminal.waitFor('nothing in progress');
	await sandbox.run(['run', 'start', 'user-auth']);
	await terminal.waitFor(/user-auth .*alex/);
	expect(bells).toBe(0);
	await sandbox.run(['run', 'finish', '--status', 'failed']);
	await terminal.waitFor(/user-auth +✗ failed/);
	expect(bells).toBe(1);
});

test('what can’t be brought up to date is stale', async () => {
	const sandbox = createSandbox(runtime);
	await sandbox.run(['run', 'start', 'user-auth']);
	const terminal = open(runtime, sandbox);
	await terminal.waitFor(/user-auth .*alex/);
	const path = join(sandbox.project, '.claude', 'murmur8.db');
	renameSync(path, `${path}.away`);
	mkdirSync(path);
	await terminal.waitFor('STALE');
	expect(terminal.text()).toContain('user-auth');
	rmdirSync(path);
	renameSync(`${path}.away`, path);
	await terminal.waitFor(/ live /);
});

describe('a screen only where there can be one', () => {
	test.each([
		['in CI', { CI: 'true' }, []],
		['with TERM=dumb', { TERM: 'dumb' }, []],
		['with MURMUR8_TUI=0', { MURMUR8_TUI: '0' }, []],
		['with --plain', {}, ['--plain']],
		['with --json', {}, ['--json']],
		['for a screen reader', {}, ['--screen-reader']],
		['for a screen reader by variable', { MURMUR8_SCREEN_READER: '1' }, []],
	] as const)('%s it is text', async (_, env, flags) => {
		const sandbox = createSandbox(runtime);
		const terminal = open(runtime, sandbox, flags, { terminal: env });
		await terminal.waitFor(/nothing in progress|Nothing is in progress|"state"/);
		expect(terminal.output()).not.toContain('\u001B[?1049h');
		process.kill(terminal.pid, 'SIGINT');
		expect(await terminal.exited).toMatchObject({ exitCode: 130 });
	});

	test.each(['tui off', 'screen-reader on'])('with the setting %s it is text', async (words) => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['telemetry-config', 'set', ...words.split(' ')]);
		const terminal = open(runtime, sandbox, []);
		await terminal.waitFor(words === 'tui off' ? 'nothing in progress' : 'Nothing is in progress.');
		expect(terminal.output()).not.toContain('\u001B[?1049h');
		process.kill(terminal.pid, 'SIGINT');
		expect(await terminal.exited).toMatchObject({ exitCode: 130 });
	});

	test('--tui is stronger than variables', async () => {
		const env = { CI: 'true', ACCESSIBLE: '1', MURMUR8_TUI: '0' };
		const terminal = open(runtime, createSandbox(runtime), ['--tui'], { terminal: env });
		await terminal.waitFor('nothing in progress');
		expect(terminal.output()).toContain('\u001B[?1049h');
	});

	test('--tui where there is no terminal says so, and goes on in text', async () => {
		const sandbox = createSandbox(runtime);
		const watch = startStreaming(runtime, sandbox, ['watch', '--tui']);
		await watch.waitForText('rejected 0');
		watch.signal('SIGINT');
		expect(await watch.ended()).toMatchObject({
			exitCode: 130,
			stderr: expect.stringContaining('stdout is no terminal'),
		});
	});
});

test.each([
	['none', ['--theme', 'none', '--ascii']],
	['NO_COLOR', []],
])('without colours: %s', async (name, flags) => {
	const sandbox = createSandbox(runtime);
	plantHistory(sandbox);
	const terminal = open(runtime, sandbox, flags, name === 'NO_COLOR' ? { terminal: { NO_COLOR: '1' } } : {});
	await terminal.waitFor('feature-29');
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences are what is looked for
	expect(terminal.output()).not.toMatch(/\u001B\[(?:[\d;]*;)?(?:3[0-79]|9[0-7])m/);
});
