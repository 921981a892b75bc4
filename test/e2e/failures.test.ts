import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, runCommand, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';
import { openTerminal } from '../support/terminal.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');
const runtime = node26;

const errorOf = (name: string) => `TypeError: ${name} is not a function
    at ${name} (/srv/app/src/${name}.js:12:5)
`;

interface Told {
	readonly failures?: readonly { readonly stage: string; readonly count: number }[];
	readonly churn?: Readonly<Record<'new' | 'resolved' | 'unchanged', readonly string[]>>;
}

/** What the newest run is told to have failed of. */
function told({ project }: Sandbox): Told {
	const [row] = query(project, 'SELECT document FROM snapshot ORDER BY position DESC LIMIT 1');
	return (JSON.parse(String(row?.['document'])) as { user: Told }).user;
}
const titles = ({ project }: Sandbox) =>
	query(project, 'SELECT class_name, frames FROM failure_group ORDER BY frames').map(({ class_name: name, frames }) =>
		`${name} ${(JSON.parse(String(frames)) as string[])[0] ?? ''}`.trim(),
	);
const sum = ({ project }: Sandbox) =>
	Number(query(project, 'SELECT SUM(count) AS n FROM failure_occurrence')[0]?.['n'] ?? 0);

describe('commands that fail, under run exec', () => {
	test('a test runner: each failing test is named, once a run, and found again in the next', async () => {
		const sandbox = createSandbox(runtime);
		const source = (expected: number) => `import assert from 'node:assert/strict';
import { test } from 'node:test';
function parse(text) { return text.missing.length; }
test('parses', () => parse('x'));
test('adds', () => assert.equal(1 + 1, ${expected}));
test('is fine', () => {});
`;
		const exec = () =>
			sandbox.run([
				'run',
				'exec',
				'user-auth',
				'--stage',
				'nigel-tests',
				'--log',
				'--',
				process.execPath,
				'--test',
				'a.test.mjs',
			]);
		writeFileSync(join(sandbox.project, 'a.test.mjs'), source(3));
		expect(await exec()).toMatchObject({ exitCode: 1, stderr: '' });
		expect(titles(sandbox)).toEqual(['AssertionError <anonymous>@a.test.mjs', 'TypeError parse@a.test.mjs']);
		expect(told(sandbox).failures).toMatchObject([
			{ stage: 'nigel-tests', count: 1 },
			{ stage: 'nigel-tests', count: 1 },
		]);
		// Moved down by a line, and one of them mended.
		writeFileSync(join(sandbox.project, 'a.test.mjs'), `\n${source(2)}`);
		await exec();
		const { churn } = told(sandbox);
		expect([churn?.new.length, churn?.resolved.length, churn?.unchanged.length]).toEqual([0, 1, 1]);
		const { stdout } = await sandbox.run(['watch', '--once']);
		expect(stdout).toMatch(/Failures {2}7d {2}2 failed runs {2}by fingerprint {2}\+0 new −1 1 same/);
		expect(stdout).toMatch(/· TypeError at parse +×2 {2}user-auth/);
	});

	test('a compiler and a shell, as stages of one run; the id of the run leads to the samples', async () => {
		const sandbox = createSandbox(runtime);
		const { stdout } = await sandbox.run(['run', 'start', 'user-auth']);
		writeFileSync(join(sandbox.project, 'a.mts'), 'const count: number = "many";\nexport { count };\n');
		const tsc = join(import.meta.dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
		const exec = (stage: string, ...command: readonly string[]) =>
			sandbox.run(['run', 'exec', '--stage', stage, '--log', '--job-type', 'build', '--', ...command]);
		await exec('codey-implement', process.execPath, tsc, '--noEmit', '--pretty', 'false', 'a.mts');
		await exec('nigel-tests', 'bash', '-c', 'no-such-command-at-all');
		await sandbox.run(['run', 'finish', '--status', 'failed']);
		expect(
			told(sandbox)
				.failures?.map(({ stage }) => stage)
				.toSorted(),
		).toEqual(['codey-implement', 'nigel-tests']);
		expect(query(sandbox.project, 'SELECT DISTINCT job_type FROM failure_log')).toEqual([{ job_type: 'build' }]);
		const details = await sandbox.run(['watch', '--once', '--run', stdout.trim()]);
		expect(details.stdout).toMatch(/\nFailures\n/);
		expect(details.stdout).toMatch(/TS2322/);
		const json = JSON.parse((await sandbox.run(['watch', '--once', '--json', '--run', stdout.trim()])).stdout);
		expect(json.failures).toHaveLength(2);
	});
});

test('where a part of the output goes to a terminal, it is said, and what is not in the rest is not resolved', async () => {
	const sandbox = createSandbox(runtime);
	const words = [...runtime.command, 'run', 'exec', 'user-auth', '--log', '--', 'echo', 'fine'];
	const line = `${words.map((word) => `'${word}'`).join(' ')} | cat`;
	const terminal = openTerminal({ command: ['bash', '-c', line], cwd: sandbox.project, env: sandbox.environment });
	await terminal.waitFor('a part of the output goes to a terminal');
	await terminal.exited;
	expect(query(sandbox.project, 'SELECT stage, is_whole FROM failure_log')).toEqual([{ stage: 'run', is_whole: 0 }]);
});

/** A run in progress whose only stage has failed. */
async function begun(environment: Readonly<Record<string, string>> = {}) {
	const sandbox = createSandbox(runtime, environment);
	const { stdout } = await sandbox.run(['run', 'start', 'user-auth']);
	await sandbox.run(['run', 'stage', 'nigel-tests', 'failed']);
	return { sandbox, runId: stdout.trim() };
}
const finish = (sandbox: Sandbox, ...flags: readonly string[]) =>
	sandbox.run(['run', 'finish', '--status', 'failed', ...flags]);

describe('run finish --log', () => {
	test('of the stage that failed, whatever lies in it, packed or not', async () => {
		const { sandbox } = await begun();
		writeFileSync(join(sandbox.project, 'out.gz'), gzipSync(errorOf('parse').repeat(3)));
		expect(await finish(sandbox, '--log', 'out.gz')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(told(sandbox).failures).toMatchObject([{ stage: 'nigel-tests', count: 3 }]);
	});

	test('a folder, and the run’s own logs; a stage is told by a log’s name', async () => {
		const { sandbox, runId } = await begun();
		await sandbox.run(['run', 'stage', 'alex', 'done']);
		const own = join(sandbox.project, 'artifacts', 'telemetry-optin', runId);
		for (const folder of [own, join(sandbox.project, 'logs')]) mkdirSync(folder, { recursive: true });
		writeFileSync(join(own, 'alex-2.log'), errorOf('spec'));
		writeFileSync(join(own, 'other.log'), errorOf('other'));
		writeFileSync(join(sandbox.project, 'logs', 'one.log'), errorOf('one'));
		writeFileSync(join(sandbox.project, 'logs', 'same.log'), errorOf('one'));
		await finish(sandbox, '--log', 'logs');
		expect(
			told(sandbox)
				.failures?.map(({ stage, count }) => `${stage} ${count}`)
				.toSorted(),
		).toEqual(['alex 1', 'nigel-tests 1', 'run 1']);
	});

	test.each<[string, (path: string) => unknown, RegExp]>([
		['is not there', () => {}, /^murmur8: \S+ is not there\n$/],
		['is empty', (path) => writeFileSync(path, ''), /^$/],
		['is no text', (path) => writeFileSync(path, Buffer.alloc(100_000, '\0\u0001')), /^$/],
		['is a line of 5 MB', (path) => writeFileSync(path, `Error: ${'x'.repeat(5_000_000)}`), /^$/],
		[
			'is broken gzip',
			(path) => writeFileSync(path, Buffer.concat([gzipSync(errorOf('a')).subarray(0, 30), Buffer.alloc(99, 7)])),
			/^$/,
		],
		[
			'holds control sequences',
			(path) => writeFileSync(path, `\u001B]0;title\u0007\u001B[2J${errorOf('parse')}`),
			/^$/,
		],
		[
			'is a pipe that nobody writes to',
			(path) => execFileSync('mkfifo', [path]),
			/^murmur8: \S+ is no regular file\n$/,
		],
	])('a log that %s costs the run nothing', async (_name, make, stderr) => {
		const { sandbox } = await begun();
		make(join(sandbox.project, 'out.log'));
		expect(await finish(sandbox, '--log', 'out.log')).toEqual(
			expect.objectContaining({ exitCode: 0, stdout: '', stderr: expect.stringMatching(stderr) }),
		);
		expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'failed' }]);
		const shown = await sandbox.run(['watch', '--once']);
		// Of ours there is none without colours.
		expect(shown.stdout).not.toContain('\u001B');
	});

	test('where it is not known what must be hidden, nothing is read', async () => {
		const { sandbox } = await begun();
		writeFileSync(join(sandbox.project, 'out.log'), errorOf('parse'));
		mkdirSync(join(sandbox.project, '.claude'), { recursive: true });
		writeFileSync(join(sandbox.project, '.claude', 'telemetry-config.json'), '{"sanitize":{"rules":[{"name":"bad"}]}}');
		const { exitCode, stderr } = await finish(sandbox, '--log', 'out.log');
		expect([exitCode, stderr]).toEqual([0, expect.stringContaining('a log is not read')]);
		expect(query(sandbox.project, 'SELECT * FROM failure_log')).toEqual([]);
		expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'failed' }]);
	});

	test('off: no log is read', async () => {
		const { sandbox, runId } = await begun({ MURMUR8_TELEMETRY_AUDIENCE: 'off' });
		writeFileSync(join(sandbox.project, 'out.log'), errorOf('parse'));
		const own = join(sandbox.project, 'artifacts', 'telemetry-optin', runId);
		mkdirSync(own, { recursive: true });
		writeFileSync(join(own, 'run.log'), errorOf('parse'));
		expect(await finish(sandbox, '--log', 'out.log')).toMatchObject({ exitCode: 0, stderr: '' });
		expect(query(sandbox.project, 'SELECT * FROM failure_log')).toEqual([]);
	});
});

describe('who owns the file that it came about in', () => {
	test.each<[string, (sandbox: Sandbox) => void, string | RegExp]>([
		['nobody is known', () => {}, /TypeError at parse {2}×1 {2}nigel-tests\n/],
		[
			'CODEOWNERS',
			({ project }) => writeFileSync(join(project, 'CODEOWNERS'), '* @acme/all\n/src/ @acme/app\n'),
			/nigel-tests {2}@acme\/app\n/,
		],
		[
			'the modules of the settings',
			({ project }) => {
				mkdirSync(join(project, '.claude'), { recursive: true });
				writeFileSync(join(project, '.claude', 'telemetry-config.json'), '{"modules":{"src":["@acme/src","@ada"]}}');
			},
			/nigel-tests {2}@acme\/src @ada\n/,
		],
		[
			'git, without a name or an address',
			({ project, home }) => {
				const git = (...args: readonly string[]) =>
					execFileSync('git', ['-C', project, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid', ...args], {
						env: { PATH: process.env['PATH'] ?? '', HOME: home },
					});
				git('init', '-q');
				git('add', 'src');
				git('commit', '-q', '-m', 'one');
			},
			/nigel-tests {2}person-[0-9a-f]{10}\n/,
		],
	])('%s', async (_name, prepare, expected) => {
		const { sandbox, runId } = await begun();
		mkdirSync(join(sandbox.project, 'src'), { recursive: true });
		writeFileSync(join(sandbox.project, 'src', 'parse.js'), 'parse();\n');
		writeFileSync(join(sandbox.project, 'out.log'), errorOf('parse'));
		prepare(sandbox);
		await finish(sandbox, '--log', 'out.log');
		const { stdout } = await sandbox.run(['watch', '--once', '--run', runId]);
		expect(stdout).toMatch(expected);
		expect(stdout).not.toContain('ada@');
	});
});

describe('at once, and cut short', () => {
	test('eight stages at once: each log is counted for its stage', async () => {
		const { sandbox } = await begun();
		const names = Array.from({ length: 8 }, (_, index) => `stage-${index}x`);
		writeFileSync(join(sandbox.project, 'out.log'), errorOf('parse'));
		await Promise.all(
			names.map((name) => sandbox.run(['run', 'exec', '--stage', name, '--log', '--', 'cat', 'out.log'])),
		);
		expect(sum(sandbox)).toBe(8);
		// All of them ask for the same run to end: one of them ends it.
		await Promise.all([1, 2, 3].map(() => finish(sandbox, '--log', 'out.log')));
		expect(sum(sandbox)).toBe(9);
		expect(told(sandbox).failures).toMatchObject([{ count: 9 }]);
	});

	test('killed in the middle of a log: nothing of it is counted until it is read again', async () => {
		const { sandbox } = await begun();
		const path = join(sandbox.project, 'out.log');
		writeFileSync(path, `${errorOf('parse')}${'all is well\n'.repeat(4_000_000)}`);
		const [file, ...args] = runtime.command;
		const child = spawn(file, [...args, 'run', 'finish', '--status', 'failed', '--log', 'out.log'], {
			cwd: sandbox.project,
			env: { ...sandbox.environment, MURMUR8_DEBUG: '1' },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const ended = once(child, 'exit');
		// It has the log open, and is not through it.
		await untilReading(child.pid ?? 0, path);
		child.kill('SIGKILL');
		expect(await ended).toEqual([null, 'SIGKILL']);
		expect(query(sandbox.project, 'SELECT status FROM run')).toEqual([{ status: 'running' }]);
		expect(sum(sandbox)).toBe(0);
		rmSync(path);
		writeFileSync(path, errorOf('parse'));
		await finish(sandbox, '--log', 'out.log');
		expect(told(sandbox).failures).toMatchObject([{ count: 1 }]);
	});
});

/** Waits until a process has a file open. */
async function untilReading(pid: number, path: string): Promise<void> {
	const script = `until ls -l /proc/${pid}/fd 2>/dev/null | grep -qF -- '-> ${path}'; do kill -0 ${pid} || exit 1; done`;
	const { exitCode } = await runCommand(['bash', '-c', script], {
		cwd: '/',
		env: { PATH: process.env['PATH'] ?? '' },
		input: '',
	});
	expect(exitCode).toBe(0);
}
