import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { createSandbox, runCommand, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';
import { startStreaming } from '../support/streaming.ts';

const onNode = RUNTIMES.filter(({ name }) => name !== 'Deno');
const node26 = RUNTIMES.find(({ name }) => name === 'Node 26');
if (!node26) throw new Error('no runtime');

/** What a process can see of how it was started; its number, its outputs and the shell's own descriptor aside. */
const PROBE = `
umask; ulimit -Sn; ulimit -Hn; pwd; tr '\\0' '\\n' < /proc/$$/environ | grep -v -e ^MURMUR8_RUN_ID= -e ^_= | sort
grep SigIgn /proc/$$/status
for fd in /proc/$$/fd/*; do
	number=\${fd##*/}
	case $number in 0|1|2|255) ;; *) test -e "$fd" && echo "$number $(readlink "$fd")";; esac
done`;

/** A shell that changes what the next program is started with, and becomes it. */
const STARTS: Readonly<Record<string, string>> = {
	'as it is': 'exec "$@"',
	'descriptors of its own': 'exec 3>three 4</dev/null 5</etc/hosts 6>&3 9</etc/passwd; "$@"; exit $?',
	'few open files': 'ulimit -Sn 200; "$@"; exit $?',
	'another umask': 'umask 027; exec "$@"',
	'no hanging up': `trap '' HUP; "$@"; exit $?`,
	'all of it': `trap '' HUP; ulimit -Sn 200; umask 077; exec 7</etc/hosts 8>eight 9>&8; "$@"; exit $?`,
};

const within = (start: string, command: readonly string[], { project, environment }: Sandbox) =>
	runCommand(['bash', '-c', start, 'bash', ...command], {
		cwd: project,
		env: { ...environment, 'ODD.NAME': '1', 'BASH_FUNC_x%%': '() { :; }' },
		input: '',
	});

describe.each(onNode)('what a command is started with, on $name', (runtime: Runtime) => {
	const starts = runtime === node26 ? STARTS : { 'all of it': STARTS['all of it'] ?? '' };
	test.each(Object.entries(starts))('%s', async (_name, start) => {
		const sandbox = createSandbox(runtime);
		const probe = ['bash', '-c', PROBE];
		const plain = await within(start, probe, sandbox);
		expect(plain.stdout).toContain('ODD.NAME=1');
		for (const flags of [[], ['--log']]) {
			const wrapped = await within(start, [...runtime.command, 'run', 'exec', 'a', ...flags, '--', ...probe], sandbox);
			expect(wrapped).toEqual(plain);
		}
	});

	test('nohup, which only the shell’s own variable tells of', async () => {
		const sandbox = createSandbox(runtime);
		const script = 'nohup "$@" 2>/dev/null; echo $?';
		const command = [...runtime.command, 'run', 'exec', 'a', '--', 'bash', '-c', 'kill -HUP $$; echo alive'];
		expect((await within(script, command, sandbox)).stdout).toBe('alive\n0\n');
	});

	test('the job server of a make around it, whose pipe has both ends here as Node’s own have', async () => {
		const sandbox = createSandbox(runtime);
		const server = `$^F = 255; pipe(R, W); syswrite(W, "tok");
			$ENV{MAKEFLAGS} = " -j --jobserver-auth=" . fileno(R) . "," . fileno(W); exec(@ARGV)`;
		const read = `IFS== read -r _ ends <<< "$MAKEFLAGS"; head -c 3 <&"\${ends%,*}"; echo " back" >&"\${ends#*,}"`;
		const command = [...runtime.command, 'run', 'exec', 'a', '--', 'bash', '-c', read];
		const place = { cwd: sandbox.project, env: sandbox.environment, input: '' };
		const result = await runCommand(['perl', '-e', server, '--', ...command], place);
		expect(result).toMatchObject({ exitCode: 0, stdout: 'tok', stderr: '' });
	});

	test('outputs that it opens again by name', async () => {
		const sandbox = createSandbox(runtime);
		const script = 'echo out > /dev/stdout; echo err > /dev/stderr';
		expect(await sandbox.run(['run', 'exec', 'a', '--log', '--', 'bash', '-c', script])).toMatchObject({
			exitCode: 0,
			stdout: 'out\n',
			stderr: 'err\n',
		});
	});
});

describe('what can’t be started', () => {
	const UNSTARTABLE: readonly (readonly [name: string, command: string, exitCode: number, words: string])[] = [
		['no such command', 'no-such-command', 127, 'command not found'],
		['no such path', './no-such-file', 127, 'command not found'],
		['nothing', '', 127, 'command not found'],
		['no program', './plain', 126, 'it can’t be executed: EACCES'],
		['a folder', './folder', 126, 'it can’t be executed: EACCES'],
		['an interpreter that is missing', './script', 126, 'its interpreter, or the working directory, is not there'],
	];
	test.each(UNSTARTABLE)(
		'%s: the code that a shell has for it, and one line',
		async (_name, command, exitCode, words) => {
			const sandbox = createSandbox(node26);
			writeFileSync(join(sandbox.project, 'plain'), 'x');
			writeFileSync(join(sandbox.project, 'script'), '#!/no/such/interpreter\n', { mode: 0o755 });
			mkdirSync(join(sandbox.project, 'folder'));
			for (const flags of [[], ['--log']]) {
				const result = await sandbox.run(['run', 'exec', 'a', ...flags, '--', command]);
				const line = `murmur8: ${command}: ${words.replace('’', "'")}\n`;
				expect(result).toMatchObject({ exitCode, stdout: '', stderr: line });
			}
		},
	);
});

describe('trouble of our own', () => {
	test('a database that somebody else holds: the command starts, and is recorded when it has ended', async () => {
		const sandbox = createSandbox(node26);
		await sandbox.run(['run', 'start', 'other']);
		const database = new DatabaseSync(join(sandbox.project, '.claude', 'murmur8.db'), { timeout: 10_000 });
		database.exec('BEGIN IMMEDIATE');
		const script = `trap 'exit 3' USR1; echo ready; while :; do sleep 0.1; done`;
		const args = ['run', 'exec', 'a', '--stage', 'alex', '--', 'bash', '-c', script];
		const streaming = startStreaming(node26, sandbox, args);
		await streaming.waitForText('ready');
		database.exec('ROLLBACK');
		database.close();
		streaming.signal('SIGUSR1');
		expect(await streaming.ended()).toEqual({ exitCode: 3, stderr: '' });
		expect(query(sandbox.project, `SELECT status, failed_stage FROM run WHERE slug = 'a'`)).toEqual([
			{ status: 'failed', failed_stage: 'alex' },
		]);
	});

	test('a place for logs that is none, a folder for pipes that is none', async () => {
		const sandbox = createSandbox(node26);
		writeFileSync(join(sandbox.project, 'artifacts'), 'x');
		const call = ['run', 'exec', 'a', '--', 'bash', '-c', 'echo out; echo err >&2; exit 4'];
		for (const env of [{ TELEMETRY: '1' }, { TELEMETRY: '1', TMPDIR: join(sandbox.project, 'artifacts') }]) {
			const result = await sandbox.run(call, { env });
			expect(result).toMatchObject({ exitCode: 4, stdout: 'out\n', stderr: 'err\n' });
		}
		expect(existsSync(join(sandbox.project, 'artifacts', 'telemetry-optin'))).toBe(false);
	});
});
