import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectSameAsFresh, randomSizes } from '../support/resize-oracle.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { openScreen, SCREENS, type ScreenCase } from '../support/screens.ts';
import { bytesOf, openTerminal, type ProgramTerminal } from '../support/terminal.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const each = SCREENS.map((screen) => [screen.name, screen] as const);
const everywhere = SCREENS.flatMap((screen) =>
	RUNTIMES.map((runtime) => [screen.name, runtime.name, screen, runtime] as const),
);

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');
const commandLine = (screen: ScreenCase, { command }: Runtime) => quoted([...command, ...screen.args]);

/** The program in a shell, which says afterwards how it ended and what state the terminal is in. */
function openInShell(
	screen: ScreenCase,
	runtime: Runtime,
	script: (program: string) => string,
): ProgramTerminal & { readonly sandbox: Sandbox } {
	const sandbox = createSandbox(runtime);
	screen.seed(sandbox);
	const command = ['bash', '--norc', '-c', script(commandLine(screen, runtime))];
	return { ...openTerminal({ command, cwd: sandbox.project, env: sandbox.environment }), sandbox };
}

const childOf = (pid: number) => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);

/** Whether the last word about a mode of the terminal was that it is on. */
const isLastOn = (output: string, mode: string) =>
	output.lastIndexOf(`\u001B[?${mode}h`) > output.lastIndexOf(`\u001B[?${mode}l`);

function expectRestored(terminal: ProgramTerminal): void {
	const output = terminal.output();
	expect(terminal.emulator.buffer.active.type).toBe('normal');
	expect(terminal.emulator.modes.wraparoundMode).toBe(true);
	expect(terminal.emulator.modes.bracketedPasteMode).toBe(false);
	expect(isLastOn(output, '25'), 'the cursor is shown').toBe(true);
	expect(isLastOn(output, '1049'), 'the alternate screen is left').toBe(false);
	expect(terminal.text()).toMatch(/(?<!-)\bicanon\b/);
	expect(terminal.text()).toMatch(/ (?<!-)echo /);
}

const WAYS: readonly (readonly [name: string, leave: (terminal: ProgramTerminal) => void, exitCode: number])[] = [
	['q', (terminal) => terminal.press('q'), 0],
	['Ctrl+C', (terminal) => terminal.press(bytesOf('ctrl+c')), 130],
	['SIGINT', ({ pid }) => process.kill(childOf(pid), 'SIGINT'), 130],
	['SIGTERM', ({ pid }) => process.kill(childOf(pid), 'SIGTERM'), 143],
	['SIGHUP', ({ pid }) => process.kill(childOf(pid), 'SIGHUP'), 129],
];

describe.each(everywhere)('%s in %s gives the terminal back', (_screen, _runtime, screen, runtime) => {
	test.each(WAYS)('after %s', async (_way, leave, exitCode) => {
		// The trap keeps bash alive where a signal of the terminal's group reaches it, too.
		const terminal = openInShell(
			screen,
			runtime,
			(program) => `trap : INT HUP; ${program}; echo "code=$?"; stty -a; echo over`,
		);
		await terminal.waitFor(screen.ready);
		expect(terminal.emulator.buffer.active.type).toBe('alternate');
		expect(terminal.emulator.modes.wraparoundMode).toBe(false);
		leave(terminal);
		await terminal.waitFor('over');
		expect(terminal.text()).toContain(`code=${exitCode}`);
		expect(terminal.text()).toMatch(screen.summary);
		expectRestored(terminal);
	});

	test('while it is suspended, and has it again afterwards', async () => {
		const sandbox = createSandbox(runtime);
		screen.seed(sandbox);
		const terminal = openTerminal({
			command: ['bash', '--norc', '--noediting', '-i'],
			cwd: sandbox.project,
			env: { ...sandbox.environment, PS1: 'prompt> ' },
		});
		await terminal.waitFor('prompt>');
		terminal.press(`${commandLine(screen, runtime)}\r`);
		const before = await terminal.waitFor(screen.ready);
		terminal.press(bytesOf('ctrl+z'));
		await terminal.waitFor('Stopped');
		terminal.press('stty -a\r');
		await terminal.waitFor('icanon');
		expectRestored(terminal);
		terminal.press('fg\r');
		await terminal.waitFor(before);
		expect(terminal.emulator.modes.wraparoundMode).toBe(false);
		terminal.press(screen.moving.key.repeat(3));
		await terminal.waitFor(screen.moving.pointsAt);
		terminal.press('q');
		await terminal.waitFor(new RegExp(`${screen.summary.source}\\s+prompt>`));
	});

	test('ends when the terminal goes away', async () => {
		const terminal = openScreen(screen, runtime);
		await terminal.waitFor(screen.ready);
		terminal.hangUp();
		await terminal.exited;
	});
});

const ending = each.filter(([, { isEndless }]) => isEndless !== true);

describe.each(ending)('%s without a screen', (_name, screen) => {
	test.each([
		['piped on', (program: string) => `${program} | cat`],
		['without input', (program: string) => `${program} < /dev/null`],
		['TERM=dumb', (program: string) => `TERM=dumb ${program}`],
		['CI', (program: string) => `CI=1 ${program}`],
		['MURMUR8_TUI=0', (program: string) => `MURMUR8_TUI=0 ${program}`],
		['a screen reader', (program: string) => `MURMUR8_SCREEN_READER=1 ${program}`],
		['a screen reader, as Ink knows it', (program: string) => `INK_SCREEN_READER=true ${program}`],
		['a screen reader, as others know it', (program: string) => `ACCESSIBLE=1 ${program}`],
		['--plain', (program: string) => `${program} --plain`],
	])('%s it is text', async (_way, script) => {
		const terminal = openInShell(screen, node26, (program) => `${script(program)}; echo over`);
		await terminal.waitFor('over');
		expect(terminal.text()).toMatch(screen.plain);
		expect(terminal.output()).not.toContain('\u001B[?1049h');
	});

	test.each(['tui off', 'screen-reader on'])('with the setting %s it is text', async (words) => {
		const sandbox = createSandbox(node26);
		screen.seed(sandbox);
		await sandbox.run(['telemetry-config', 'set', ...words.split(' ')]);
		const terminal = openScreen(screen, node26, {}, sandbox);
		await terminal.waitFor(screen.plain);
		expect((await terminal.exited).exitCode).toBe(0);
		expect(terminal.output()).not.toContain('\u001B[?1049h');
	});

	test('asked for one, it says why there is none', async () => {
		const terminal = openInShell(screen, node26, (program) => `${program} --tui | cat; echo over`);
		await terminal.waitFor('over');
		expect(terminal.text()).toContain('no screen can be drawn here: stdout is no terminal');
		expect(terminal.text()).toMatch(screen.plain);
	});

	test('a reader that goes away is no error', async () => {
		const terminal = openInShell(
			screen,
			node26,
			(program) => `set -o pipefail; ${program} --json | head -c 1; echo "code=$? over"`,
		);
		await terminal.waitFor('over');
		expect(terminal.text()).toMatch(/^[[{]code=0 over/m);
	});
});

/** Cells of the screen that have a colour. */
function colouredCells({ emulator }: ProgramTerminal): number {
	const { active } = emulator.buffer;
	let count = 0;
	for (let row = 0; row < emulator.rows; row++) {
		const line = active.getLine(active.baseY + row);
		for (let column = 0; column < emulator.cols; column++) {
			if (line?.getCell(column)?.isFgDefault() === false) count++;
		}
	}
	return count;
}

const COLOURS: readonly (readonly [
	name: string,
	environment: Readonly<Record<string, string>>,
	flags: readonly string[],
	isColoured: boolean,
])[] = [
	['nothing', {}, [], true],
	['NO_COLOR', { NO_COLOR: '1' }, [], false],
	['an empty NO_COLOR', { NO_COLOR: '' }, [], true],
	['NO_COLOR and FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, [], false],
	['FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
	['FORCE_COLOR=3', { FORCE_COLOR: '3' }, [], true],
	['--no-color', {}, ['--no-color'], false],
	['--theme none', {}, ['--theme', 'none'], false],
	['--theme light', {}, ['--theme', 'light'], true],
	['CI=false', { CI: 'false' }, [], true],
	['a terminal of 8 colours', { TERM: 'xterm' }, [], true],
];

describe.each(each)('%s', (_name, screen) => {
	test.each(COLOURS)('colours with %s', async (_case, terminal, flags, isColoured) => {
		const shown = openScreen(screen, node26, { terminal, flags });
		await shown.waitFor(screen.ready);
		expect(colouredCells(shown) > 0).toBe(isColoured);
		// What is selected can be seen without a colour.
		expect(shown.text()).toContain('▸');
	});

	test.each([
		['TERM=linux', { TERM: 'linux' }, []],
		['a locale without UTF-8', { LANG: 'C' }, []],
		['--ascii', {}, ['--ascii']],
	] as const)('with %s it is drawn in ASCII', async (_case, terminal, flags) => {
		const shown = openScreen(screen, node26, { terminal, flags });
		const seen = await shown.waitFor(screen.ready);
		expect(seen.split('\n')[1]).toMatch(/^\+- [\x20-\x7E]+\+$/);
	});

	test('12 random resizes: as if it had been started at that size', async () => {
		const worn = openScreen(screen, node26);
		await worn.waitFor(screen.ready);
		for (const size of randomSizes(12)) {
			worn.resize(size.columns, size.rows);
			const fresh = openScreen(screen, node26, size, worn.sandbox);
			await fresh.waitFor((seen) => screen.ready.test(seen) || seen.includes('terminal too small'));
			await expectSameAsFresh(worn, fresh);
			fresh.press('q');
			await fresh.exited;
		}
	});

	test('many resizes at once', async () => {
		const worn = openScreen(screen, node26);
		await worn.waitFor(screen.ready);
		for (const { columns, rows } of randomSizes(12)) worn.resize(columns, rows);
		worn.resize(90, 25);
		const fresh = openScreen(screen, node26, { columns: 90, rows: 25 }, worn.sandbox);
		await fresh.waitFor(screen.ready);
		await expectSameAsFresh(worn, fresh);
	});

	test.each([
		[40, 8, screen.ready],
		[39, 8, 'terminal too small (39×8)'],
		[40, 7, 'terminal too small (40×7)'],
		[60, 20, screen.ready],
		[200, 60, screen.ready],
	])('%i×%i', async (columns, rows, shown) => {
		const terminal = openScreen(screen, node26, { columns, rows });
		await terminal.waitFor(shown);
		await terminal.settled();
		// Nothing scrolled away: no frame had more lines than there are rows.
		expect(terminal.emulator.buffer.active.baseY).toBe(0);
		expect(terminal.lines()).toHaveLength(rows);
		terminal.press('q');
		expect((await terminal.exited).exitCode).toBe(0);
	});

	test('sets the title and leaves it alone where it is told to', async () => {
		const terminal = openScreen(screen, node26);
		await terminal.waitFor(screen.ready);
		expect(terminal.output()).toContain(`\u001B]2;murmur8 ${screen.name} · acme-notes\u0007`);
		const quiet = openScreen(screen, node26, { terminal: { MURMUR8_TITLE: '0' } });
		await quiet.waitFor(screen.ready);
		expect(quiet.output()).not.toContain('\u001B]');
	});

	test('the user’s settings hold, but are weaker than variables, and these than flags', async () => {
		const sandbox = createSandbox(node26);
		screen.seed(sandbox);
		for (const words of ['theme none', 'title off', 'tui off'])
			expect(await sandbox.run(['telemetry-config', 'set', ...words.split(' ')])).toMatchObject({ exitCode: 0 });
		const drawn = { MURMUR8_TUI: '1' };
		for (const [terminal, flags, hasColours] of [
			[drawn, [], false],
			[{ ...drawn, MURMUR8_THEME: 'light' }, [], true],
			[drawn, ['--theme', 'light'], true],
			[{ MURMUR8_TUI: '0', MURMUR8_THEME: 'light' }, ['--tui', '--theme', 'none'], false],
		] as const) {
			const shown = openScreen(screen, node26, { terminal, flags }, sandbox);
			await shown.waitFor(screen.ready);
			expect(colouredCells(shown) > 0, JSON.stringify([terminal, flags])).toBe(hasColours);
			expect(shown.output()).toContain('\u001B[?1049h');
			expect(shown.output()).not.toContain('\u001B]');
			shown.press('q');
			await shown.exited;
		}
	});
});
