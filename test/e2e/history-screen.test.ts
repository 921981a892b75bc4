import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyFile, ODD_HISTORY, readHistory, writeHistory } from '../support/history.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { openScreen, SCREENS } from '../support/screens.ts';
import { openTerminal } from '../support/terminal.ts';

const [, node26] = RUNTIMES;
const history = SCREENS.find(({ name }) => name === 'history');
if (!node26 || !history) throw new Error('no runtime');
const screen = history;

const everywhere = RUNTIMES.map((runtime) => [runtime.name, runtime] as const);

describe.each(everywhere)('the history screen in %s', (_name, runtime: Runtime) => {
	test('shows what is recorded and what others publish while it is open', async () => {
		const terminal = openScreen(screen, runtime);
		await terminal.waitFor(screen.ready);
		await terminal.sandbox.run(['history', 'record', '{"slug":"by-hand","status":"paused","pausedAfter":"alex"}']);
		await terminal.waitFor(/by-hand +! paused +alex/);
		const entries = readHistory(terminal.sandbox) as readonly unknown[];
		writeHistory(terminal.sandbox, [
			...entries,
			{ slug: 'by-another', status: 'success', completedAt: '2026-06-01T00:00:00Z' },
		]);
		await terminal.waitFor('by-another');
		await terminal.waitFor('42 runs');
	});

	test('begins with what the command line asks for', async () => {
		const flags = ['--filter', 'status:failed', '--sort', 'duration', '--window', 'all'];
		const terminal = openScreen(screen, runtime, { flags });
		await terminal.waitFor(/8 of 40 runs {2}by duration/);
		await terminal.waitFor(/^ \/ status:failed/m);
		terminal.press('\u001B');
		await terminal.waitFor(/40 runs {2}by duration/);
	});

	test('exports what is shown, and says where', async () => {
		const terminal = openScreen(screen, runtime, { columns: 160 });
		await terminal.waitFor(screen.ready);
		terminal.press('/status:failed\re');
		await terminal.waitFor(/wrote 8 runs to \S+murmur8-history-\d{8}-\d{6}\.csv/);
		const [file = ''] = readdirSync(terminal.sandbox.project).filter((name) => name.startsWith('murmur8-history-'));
		const lines = readFileSync(join(terminal.sandbox.project, file), 'utf8').trim().split('\r\n');
		expect(lines).toHaveLength(9);
		expect(lines.slice(1).every((line) => line.includes(',failed,'))).toBe(true);
	});

	test('details, comparison, figures', async () => {
		const terminal = openScreen(screen, runtime, { columns: 120, rows: 40 });
		await terminal.waitFor(screen.ready);
		terminal.press('\r');
		await terminal.waitFor(/✓ alex +0:41 █+/);
		await terminal.waitFor('no event of it was queued here');
		terminal.press('\r');
		await terminal.waitFor(screen.ready);
		terminal.press('mjjc');
		await terminal.waitFor(/duration +1:00 +3:00 +\+2:00 \(\+200 %\)/);
		terminal.press('\r');
		await terminal.waitFor(screen.ready);
		terminal.press('t');
		await terminal.waitFor(/success +80 %/);
		terminal.press('i');
		await terminal.waitFor(/40 runs, 80 % successful/);
		await terminal.waitFor(/nigel-tests +8 of 40 runs +20 %/);
		terminal.press('i');
		await terminal.waitFor(screen.ready);
	});
});

describe('the history screen', () => {
	test('copies by OSC 52', async () => {
		const terminal = openScreen(screen, node26);
		await terminal.waitFor(screen.ready);
		terminal.press('y');
		await terminal.waitFor('copied the run id 00000000-');
		const [, copied = ''] = /\]52;c;([\w+/=]+)/.exec(terminal.output()) ?? [];
		expect(Buffer.from(copied, 'base64').toString()).toMatch(/^00000000-/);
	});

	test('of a project without one says what to do', async () => {
		const sandbox = createSandbox(node26);
		const terminal = openTerminal({
			command: [...node26.command, 'history'],
			cwd: sandbox.project,
			env: sandbox.environment,
		});
		await terminal.waitFor('No finished runs yet.');
		terminal.press('q');
		expect((await terminal.exited).exitCode).toBe(0);
	});

	test('shows entries of every shape without what they do to terminals', async () => {
		const sandbox = createSandbox(node26);
		writeHistory(sandbox, ODD_HISTORY);
		const terminal = openTerminal({
			command: [...node26.command, 'history'],
			cwd: sandbox.project,
			env: sandbox.environment,
		});
		await terminal.waitFor('8 runs');
		const seen = await terminal.settled();
		for (const name of ['(unreadable entry)', 'evilname', 'murmuration (3 features)', '日本語の機能'])
			expect(seen).toContain(name);
		// Every line ends at the same column: nothing shifted it.
		expect(
			seen
				.split('\n')
				.filter((line) => line.startsWith('│'))
				.every((line) => line.endsWith('│')),
		).toBe(true);
	});

	test('what can not be is refused by name, and changes nothing', async () => {
		const sandbox = createSandbox(node26);
		writeHistory(sandbox, []);
		const { stderr, exitCode } = await sandbox.run(['history', '--theme', 'solarized']);
		expect(stderr).toContain('--theme is "solarized", but must be one of: dark, light, colour-blind, none');
		expect(exitCode).toBe(2);
		expect((await sandbox.run(['history', '--tui', '--plain'])).stderr).toContain('exclude each other');
		expect(readFileSync(historyFile(sandbox), 'utf8')).toBe('[]');
	});
});
