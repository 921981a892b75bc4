import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, runCommand, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';
import { startStreaming } from '../support/streaming.ts';
import { openTerminal } from '../support/terminal.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const bash = (script: string) => ['--', 'bash', '-c', script];
const runs = ({ project }: Sandbox) =>
	query(project, 'SELECT slug, status, failed_stage FROM run ORDER BY started_at_ms, rowid');
const stages = ({ project }: Sandbox) => query(project, 'SELECT name, status, attempts FROM stage ORDER BY position');
const logs = ({ project }: Sandbox) => {
	const folder = join(project, 'artifacts', 'telemetry-optin');
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') }));
};
/** The command line of a shell that starts the program. */
const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ');

const OUTPUT = `cat; printf '\\x00\\xff\\r\\n\\033[1mx'; printf '\\xfe' >&2; exit 7`;

const ENDS: readonly (readonly [script: string, exitCode: number | null, status: string])[] = [
	['exit 0', 0, 'success'],
	['exit 7', 7, 'failed'],
	['exit 255', 255, 'failed'],
	['kill -SEGV $$', 139, 'failed'],
	// As the command: by the signal, not by a number that looks like it.
	['kill -TERM $$', null, 'aborted'],
	['kill -INT $$', null, 'aborted'],
	['kill -KILL $$', null, 'failed'],
	['kill -PIPE $$', null, 'failed'],
];

describe.each(RUNTIMES)('run exec on $name', (runtime: Runtime) => {
	test.each([[[]], [['--log']]])('%j: bytes in, bytes out, the exit code', async (flags) => {
		const sandbox = createSandbox(runtime);
		const place = { cwd: sandbox.project, env: sandbox.environment, input: 'in\r\n\u0000' };
		const plain = await runCommand(['bash', '-c', OUTPUT], place);
		const wrapped = await sandbox.run(['run', 'exec', 'a', ...flags, ...bash(OUTPUT)], { input: place.input });
		expect(wrapped).toEqual(plain);
		expect(wrapped.exitCode).toBe(7);
	});

	test('the environment is the command’s own, the key among it, and the id of the run', async () => {
		const env = {
			MURMUR8_TELEMETRY_KEY: 'the-key',
			NO_COLOR: '1',
			CI: '',
			EMPTY: '',
			LINES_OF_TEXT: 'a\nb',
			MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/',
		};
		const sandbox = createSandbox(runtime, env);
		const place = { cwd: sandbox.project, env: sandbox.environment, input: '' };
		const variables = ({ stdout }: { readonly stdout: string }) => stdout.split('\0').filter((line) => line !== '');
		const plain = variables(await runCommand(['env', '-0'], place));
		const wrapped = variables(await sandbox.run(['run', 'exec', 'a', '--', 'env', '-0']));
		const [id] = query(sandbox.project, 'SELECT run_id FROM run') as [{ run_id: string }];
		expect(wrapped.toSorted()).toEqual([...plain, `MURMUR8_RUN_ID=${id.run_id}`].toSorted());
	});

	test.each(ENDS)('%s', async (script, exitCode, status) => {
		const sandbox = createSandbox(runtime);
		const { exitCode: found, stderr } = await sandbox.run(['run', 'exec', 'a', ...bash(script)]);
		expect([found, stderr]).toEqual([exitCode, '']);
		expect(runs(sandbox)).toEqual([{ slug: 'a', status, failed_stage: null }]);
	});

	test.each([
		['HUP', 'aborted'],
		['INT', 'aborted'],
		['TERM', 'aborted'],
		['QUIT', 'failed'],
		['USR1', 'failed'],
		['USR2', 'failed'],
	])('SIG%s reaches the command, which ends as it likes', async (signal, status) => {
		const sandbox = createSandbox(runtime);
		const script = `trap 'echo got ${signal}; kill $!; exit 9' ${signal}; sleep 60 & echo ready; wait`;
		const streaming = startStreaming(runtime, sandbox, ['run', 'exec', 'a', ...bash(script)]);
		await streaming.waitForText('ready');
		streaming.signal(`SIG${signal}` as NodeJS.Signals);
		await streaming.waitForText(`got ${signal}`);
		expect(await streaming.ended()).toEqual({ exitCode: 9, stderr: '' });
		expect(runs(sandbox)).toMatchObject([{ status }]);
	});

	test('a command that will not be stopped goes on, and its record with it', async () => {
		const sandbox = createSandbox(runtime);
		const script = `trap '' TERM INT HUP; trap 'exit 0' USR1; echo ready; while :; do sleep 0.05; done`;
		const streaming = startStreaming(runtime, sandbox, ['run', 'exec', 'a', ...bash(script)]);
		await streaming.waitForText('ready');
		for (const signal of ['SIGTERM', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1'] as const) streaming.signal(signal);
		expect(await streaming.ended()).toEqual({ exitCode: 0, stderr: '' });
		expect(runs(sandbox)).toMatchObject([{ status: 'success' }]);
	});

	test('no stdin is the end of it', async () => {
		const sandbox = createSandbox(runtime);
		const script = `${quoted([...runtime.command, 'run', 'exec', 'a', '--', 'cat'])} <&-; echo $?`;
		const place = { cwd: sandbox.project, env: sandbox.environment, input: 'x' };
		expect(await runCommand(['bash', '-c', script], place)).toMatchObject({ stdout: '0\n', stderr: '' });
	});

	test('a terminal stays one, opted in or not, and Ctrl+C comes once', async () => {
		const sandbox = createSandbox(runtime, { TELEMETRY: '1' });
		const script = `trap 'n=$((n+1)); echo "interrupt $n"' INT
			test -t 0 && test -t 1 && test -t 2 && echo three terminals
			while ! read -r line; do :; done
			echo "in all $n"; exit 5`;
		const terminal = openTerminal({
			command: [...runtime.command, 'run', 'exec', 'a', ...bash(script)],
			cwd: sandbox.project,
			env: sandbox.environment,
		});
		await terminal.waitFor('three terminals');
		terminal.press('\u0003');
		await terminal.waitFor('interrupt 1');
		terminal.press('go on\r');
		await terminal.waitFor('in all 1');
		expect(await terminal.exited).toMatchObject({ exitCode: 5 });
		expect(logs(sandbox)).toEqual([]);
	});

	test('a stage of the run in progress, and a command that finds its run', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'a']);
		await sandbox.run(['run', 'exec', '--stage', 'alex', '--tokens-in', '1000', '--', 'true']);
		expect((await sandbox.run(['run', 'exec', '--stage', 'cass', '--', 'false'])).exitCode).toBe(1);
		await sandbox.run(['run', 'exec', '--stage', 'cass', '--', 'true']);
		expect(runs(sandbox)).toMatchObject([{ slug: 'a', status: 'running' }]);
		expect(stages(sandbox)).toEqual([
			{ name: 'alex', status: 'success', attempts: 1 },
			{ name: 'cass', status: 'success', attempts: 2 },
		]);
		const program = quoted(runtime.command);
		const script = `${program} run stage codey-plan start && ${program} run stage codey-plan failed; exit 1`;
		const { exitCode } = await sandbox.run(['run', 'exec', 'b', ...bash(script)]);
		expect(exitCode).toBe(1);
		expect(runs(sandbox).at(-1)).toEqual({ slug: 'b', status: 'failed', failed_stage: 'codey-plan' });
		await sandbox.run(['run', 'exec', 'c', '--stage', 'codey-implement', '--', 'false']);
		expect(runs(sandbox).at(-1)).toEqual({ slug: 'c', status: 'failed', failed_stage: 'codey-implement' });
	});

	test('output is kept where somebody opted in: its end, sanitised, whatever it ended as', async () => {
		const sandbox = createSandbox(runtime);
		const call = (...flags: readonly string[]) => [
			'run',
			'exec',
			'a',
			...flags,
			...bash('echo bob@corp.example.com; exit 3'),
		];
		await sandbox.run(call());
		await sandbox.run(call(), { env: { TELEMETRY: '0' } });
		expect(logs(sandbox)).toEqual([]);
		const off = await sandbox.run(call('--log'), { env: { MURMUR8_TELEMETRY_AUDIENCE: 'off' } });
		expect(off).toMatchObject({ exitCode: 3, stderr: 'murmur8: audience is off: the output is not kept\n' });
		expect(logs(sandbox)).toEqual([]);
		const opted = await sandbox.run(call('--stage', 'alex'), { env: { TELEMETRY: '1' } });
		expect(opted).toMatchObject({ exitCode: 3, stdout: 'bob@corp.example.com\n', stderr: '' });
		expect(logs(sandbox)).toEqual([{ name: 'alex.log', text: '<EMAIL>\n' }]);
		await sandbox.run(['run', 'exec', 'a', '--log', '--', 'echo', 'fine']);
		expect(logs(sandbox)).toContainEqual({ name: 'run.log', text: 'fine\n' });
	});

	test('the order of two outputs in one file is kept, and who has it open does not matter', async () => {
		const sandbox = createSandbox(runtime);
		const script = 'for i in $(seq 300); do echo "out $i"; echo "err $i" >&2; done; sleep 60 & echo "pid $!"';
		const call = quoted([...runtime.command, 'run', 'exec', 'a', '--log', ...bash(script)]);
		const { exitCode, stdout } = await runCommand(['bash', '-c', `${call} 2>&1`], {
			cwd: sandbox.project,
			env: sandbox.environment,
			input: '',
		});
		const lines = stdout.trimEnd().split('\n');
		process.kill(Number(lines.pop()?.slice('pid '.length)), 'SIGKILL');
		expect(exitCode).toBe(0);
		expect(lines).toEqual(Array.from({ length: 300 }, (_, index) => [`out ${index + 1}`, `err ${index + 1}`]).flat());
	});

	test('a reader that goes away ends the command as without us', async () => {
		const sandbox = createSandbox(runtime);
		for (const flags of [[], ['--log']]) {
			const call = quoted([...runtime.command, 'run', 'exec', 'a', ...flags, '--', 'yes']);
			const script = `set -o pipefail; ${call} 2>/dev/null | head -1`;
			const result = await runCommand(['bash', '-c', script], {
				cwd: sandbox.project,
				env: sandbox.environment,
				input: '',
			});
			expect(result.stdout).toBe('y\n');
			expect([1, 141]).toContain(result.exitCode);
		}
	});
});

describe('run exec', () => {
	const MALFORMED: readonly (readonly [args: readonly string[], words: RegExp])[] = [
		[[], /^murmur8: missing argument: murmur8 run exec \[slug\] -- <command…>/],
		[['a'], /there is no command behind --/],
		[['a', '--'], /there is no command behind --/],
		[['a', 'b', '--', 'true'], /unexpected argument "b"/],
		[['--', 'true'], /neither a slug nor a stage is named/],
		[[' ', '--', 'true'], /the slug is blank/],
		[['a', '--run', 'x', '--', 'true'], /a slug begins a new run/],
		[['a', '--wait', '--no-wait', '--', 'true'], /exclude each other/],
		[['a', '--tokens-in', 'many', '--', 'true'], /--tokens-in is "many"/],
		[['a', '--stgae', 'x', '--', 'true'], /unknown option "--stgae" \(did you mean --stage\?\)/],
	];

	test.each(MALFORMED)('%j: two lines, exit code 2, no run', async (args, words) => {
		const sandbox = createSandbox(node26);
		const { exitCode, stdout, stderr } = await sandbox.run(['run', 'exec', ...args]);
		expect([exitCode, stdout]).toEqual([2, '']);
		expect(stderr).toMatch(words);
		expect(stderr.trimEnd().split('\n')).toHaveLength(2);
		expect(existsSync(join(sandbox.project, '.claude', 'murmur8.db'))).toBe(false);
	});

	test('what stands behind -- is not ours, whatever it looks like', async () => {
		const sandbox = createSandbox(node26);
		const words = ['--help', '-h', '--project', '/nowhere', '--no-color', '--', '--version'];
		const { stdout } = await sandbox.run(['run', 'exec', 'a', '--', 'printf', '%s\n', ...words]);
		expect(stdout.trimEnd().split('\n')).toEqual(words);
	});

	test.each([
		['no such command', ['no-such-command'], 127, 'murmur8: no-such-command: command not found\n'],
		['no program', ['./CLAUDE.md'], 126, /^murmur8: \.\/CLAUDE\.md: .*EACCES\n$/],
	])('%s', async (_name, command, exitCode, stderr) => {
		const sandbox = createSandbox(node26);
		writeFileSync(join(sandbox.project, 'CLAUDE.md'), '');
		const result = await sandbox.run(['run', 'exec', 'a', '--', ...command]);
		expect(result.exitCode).toBe(exitCode);
		expect(result.stderr).toMatch(stderr);
		expect(runs(sandbox)).toMatchObject([{ status: 'failed' }]);
	});

	test('a database that is none: the command runs, and nobody hears of it', async () => {
		const sandbox = createSandbox(node26);
		mkdirSync(join(sandbox.project, '.claude', 'murmur8.db'), { recursive: true });
		for (const args of [['a'], ['--stage', 'alex'], ['a', '--log']]) {
			const result = await sandbox.run(['run', 'exec', ...args, '--', 'bash', '-c', 'echo out; exit 4']);
			expect(result).toMatchObject({ exitCode: 4, stdout: 'out\n', stderr: '' });
		}
	});

	test('in CI the time for delivery counts from the end of the command', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(node26, {
			CI: 'true',
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_CI_WAIT_MS: '1500',
		});
		expect((await sandbox.run(['run', 'exec', 'a', '--', 'sleep', '1.6'])).exitCode).toBe(0);
		expect(portal.requests).toHaveLength(1);
	});

	test('a signal is handed on while nobody reads the output', async () => {
		const sandbox = createSandbox(node26);
		const [file, ...before] = node26.command;
		const child = spawn(file, [...before, 'run', 'exec', 'a', '--log', '--', 'yes'], {
			cwd: sandbox.project,
			env: sandbox.environment,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		onTestFinished(() => void child.kill('SIGKILL'));
		const exited = once(child, 'exit');
		// The first bytes are here, the pipe fills up, and is not read again until the command has ended.
		await once(child.stdout, 'readable');
		child.kill('SIGTERM');
		child.stdout.resume();
		expect((await exited)[1]).toBe('SIGTERM');
		expect(runs(sandbox)).toMatchObject([{ status: 'aborted' }]);
	});
});
