import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';
import { openTerminal } from '../support/terminal.ts';

const node26 = RUNTIMES.find(({ name }) => name === 'Node 26');
const binary = RUNTIMES.find(({ name }) => name === 'binary');
if (!node26 || !binary) throw new Error('no runtime');

const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ');
const wrapping = (runtime: Runtime, script: string, ...flags: readonly string[]) =>
	quoted([...runtime.command, 'run', 'exec', 'a', ...flags, '--', 'bash', '-c', script]);

/** A shell with job control, as a person has it; the program is `p`, whatever it takes to start it. */
function openShell(sandbox: Sandbox, line: string) {
	const shell = openTerminal({
		command: ['bash', '--norc', '--noprofile', '-i'],
		cwd: sandbox.project,
		env: { ...sandbox.environment, PS1: '$ ', HISTFILE: '/dev/null' },
	});
	return { ...shell, start: () => shell.press(`${line}\r`) };
}

const kept = ({ project }: Sandbox) => {
	const folder = join(project, 'artifacts', 'telemetry-optin');
	return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
};

describe.each([node26, binary])('at a terminal, on $name', (runtime: Runtime) => {
	test('Ctrl+Z stops the job, fg goes on with it', async () => {
		const sandbox = createSandbox(runtime);
		const script = `trap 'echo cont' CONT; echo ready; while ! read -r line; do :; done; echo "got $line"; exit 5`;
		const shell = openShell(sandbox, `${wrapping(runtime, script)}; echo "code $?"`);
		shell.start();
		await shell.waitFor(/^ready$/m);
		shell.press('\u001A');
		await shell.waitFor(/^\[1\]\+\s+Stopped/m);
		shell.press('fg\r');
		await shell.waitFor(/^cont$/m);
		shell.press('hello\r');
		await shell.waitFor(/^got hello$/m);
		// The line was one job: what stood behind it ran when that was stopped.
		shell.press('echo "again $?"\r');
		await shell.waitFor(/^again 5$/m);
		expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'failed' }]);
	});

	test('stopped and let go on by somebody who knows our number only', async () => {
		const sandbox = createSandbox(runtime);
		const script = `trap 'exit 5' USR1; echo "ours $PPID"; while :; do sleep 0.1; done`;
		const shell = openShell(sandbox, wrapping(runtime, script));
		shell.start();
		const seen = await shell.waitFor(/^ours \d+$/m);
		const pid = Number(/^ours (\d+)$/m.exec(seen)?.[1]);
		process.kill(pid, 'SIGTSTP');
		await shell.waitFor(/^\[1\]\+\s+Stopped/m);
		process.kill(pid, 'SIGCONT');
		process.kill(pid, 'SIGUSR1');
		shell.press('wait %1; echo "code $?"\r');
		await shell.waitFor(/^code 5$/m);
	});

	test('the size, at the start and when it changes', async () => {
		const sandbox = createSandbox(runtime, { TELEMETRY: '1' });
		const script = `const say = () => console.log(process.stdout.rows, process.stdout.columns);
			process.stdout.on('resize', say); say(); process.stdin.once('data', () => process.exit(0));`;
		const command = quoted([...runtime.command, 'run', 'exec', 'a', '--', process.execPath, '-e', script]);
		const terminal = openTerminal({
			command: ['bash', '-c', `exec ${command}`],
			cwd: sandbox.project,
			env: sandbox.environment,
			columns: 90,
			rows: 25,
		});
		await terminal.waitFor(/^25 90$/m);
		terminal.resize(70, 20);
		await terminal.waitFor(/^20 70$/m);
		terminal.press('\r');
		expect(await terminal.exited).toMatchObject({ exitCode: 0 });
		expect(kept(sandbox)).toEqual([]);
	});

	test('Ctrl+C ends the command, and the script around it', async () => {
		const sandbox = createSandbox(runtime);
		const script = `${wrapping(runtime, 'echo ready; exec sleep 60')}; echo after`;
		const terminal = openTerminal({
			command: ['bash', '-c', `bash -c ${quoted([script])}; echo "code $?"; true`],
			cwd: sandbox.project,
			env: sandbox.environment,
		});
		await terminal.waitFor(/^ready$/m);
		terminal.press('\u0003');
		expect(await terminal.exited).toMatchObject({ signal: 2 });
		expect(terminal.output()).not.toMatch(/after|code/);
		expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'aborted' }]);
	});
});

test('an interrupt from elsewhere reaches what does nothing of its own at it', async () => {
	const sandbox = createSandbox(node26);
	const terminal = openTerminal({
		command: ['bash', '-c', `exec ${wrapping(node26, 'echo "ours $PPID"; exec sleep 60')}`],
		cwd: sandbox.project,
		env: sandbox.environment,
	});
	const seen = await terminal.waitFor(/^ours \d+$/m);
	process.kill(Number(/ours (\d+)/.exec(seen)?.[1]), 'SIGINT');
	expect(await terminal.exited).toMatchObject({ signal: 2 });
});

test('what goes past the terminal is kept; the terminal stays one', async () => {
	const sandbox = createSandbox(node26);
	mkdirSync(join(sandbox.project, 'out'));
	const script = 'test -t 0 && test -t 2 && echo two terminals >&2; test -t 1 || echo a pipe; exit 3';
	const line = `${wrapping(node26, script, '--log')} | cat > out/stdout; echo "code \${PIPESTATUS[0]}"`;
	const terminal = openTerminal({ command: ['bash', '-c', line], cwd: sandbox.project, env: sandbox.environment });
	await terminal.waitFor('code 3');
	expect(terminal.text()).toContain('two terminals');
	expect(terminal.text()).toContain('so only the rest is kept');
	expect(readFileSync(join(sandbox.project, 'out', 'stdout'), 'utf8')).toBe('a pipe\n');
	const [log] = kept(sandbox).filter((entry) => entry.isFile());
	expect(readFileSync(join(log?.parentPath ?? '', log?.name ?? ''), 'utf8')).toBe('a pipe\n');
});
