import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

const UUID_LINE = /^[0-9a-f-]{36}\n$/;

/** Ways in which the database can't be had. */
const DAMAGES: readonly (readonly [name: string, damage: (claudeFolder: string) => void])[] = [
	['a database that is garbage', (folder) => writeFileSync(join(folder, 'murmur8.db'), 'x'.repeat(8192))],
	['a folder in its place', (folder) => mkdirSync(join(folder, 'murmur8.db'))],
	['a FIFO in its place', (folder) => execFileSync('mkfifo', [join(folder, 'murmur8.db')])],
	['a link that leaves the project', (folder) => symlinkSync('/etc/hostname', join(folder, 'murmur8.db'))],
	[
		'no .claude folder but a file',
		(folder) => {
			rmSync(folder, { recursive: true });
			writeFileSync(folder, 'not a folder');
		},
	],
];

async function wholeRun(sandbox: Sandbox): Promise<void> {
	const start = await sandbox.run(['run', 'start', 'user-auth']);
	expect(start).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(UUID_LINE) });
	for (const args of [
		['run', 'stage', 'alex', 'start'],
		['run', 'stage', 'alex', 'done', '--usage-file', 'missing.json'],
		['run', 'feedback', 'alex', 'no feedback at all'],
		['run', 'finish', '--status', 'success'],
	]) {
		expect(await sandbox.run(args), args.join(' ')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
	}
}

describe.each(RUNTIMES)('a run is never harmed, on $name', (runtime) => {
	test.each(DAMAGES)('%s', async (_name, damage) => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/' });
		damage(join(sandbox.project, '.claude'));
		await wholeRun(sandbox);
		const debug = await sandbox.run(['run', 'start', 'user-auth'], { env: { MURMUR8_DEBUG: '1' } });
		expect(debug).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(UUID_LINE) });
		expect(debug.stderr).toMatch(/^murmur8: /);
	});

	test.each([
		['audience', { MURMUR8_TELEMETRY_AUDIENCE: 'everyone' }, 'off, user-only, operator-only, on'],
		['wire', { MURMUR8_TELEMETRY_WIRE: 'xml' }, 'flat, envelope'],
		['key', { MURMUR8_TELEMETRY_KEY: 'schlüssel' }, 'visible ASCII'],
	])('an invalid %s: nothing is sent or queued, and status says why', async (_name, wrong, words) => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: portal.url, ...wrong });
		await wholeRun(sandbox);
		expect(query(sandbox.project, 'SELECT 1 FROM outbox')).toEqual([]);
		const { exitCode, stdout, stderr } = await sandbox.run(['telemetry', 'status']);
		expect(exitCode).toBe(2);
		for (const text of [stdout, stderr]) expect(text).toContain(words);
		expect(stdout + stderr).not.toContain('schlüssel');
		expect(portal.requests).toEqual([]);
	});

	test.each([
		['off', { MURMUR8_TELEMETRY_AUDIENCE: 'off' }],
		['off by DO_NOT_TRACK', { DO_NOT_TRACK: '1', MURMUR8_TELEMETRY_AUDIENCE: 'on' }],
		['an empty URL over the one in .env', { MURMUR8_TELEMETRY_URL: '' }],
	])('%s: recorded, and no trace of telemetry', async (_name, env) => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, env);
		writeFileSync(join(sandbox.project, '.env'), `\uFEFFexport MURMUR8_TELEMETRY_URL="${portal.url}" # here\r\n`);
		await wholeRun(sandbox);
		expect(query(sandbox.project, 'SELECT status FROM run')).toMatchObject([{ status: 'success' }]);
		for (const table of ['outbox', 'dead_letter', 'delivery']) {
			expect(query(sandbox.project, `SELECT 1 FROM ${table}`), table).toEqual([]);
		}
		expect(portal.requests).toEqual([]);
	});

	test('the URL of a .env file with a BOM, quotes, a comment and CRLF is taken', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const lines = [`export MURMUR8_TELEMETRY_URL="${portal.url}" # here`, `MURMUR8_TELEMETRY_KEY='${portal.key}'`, ''];
		writeFileSync(join(sandbox.project, '.env'), `\uFEFF${lines.join('\r\n')}`);
		await wholeRun(sandbox);
		await portal.until((requests) => requests.length > 0);
		expect(portal.accepted()).toHaveLength(1);
	});

	test('malformed calls are usage errors: two lines, exit 2, nothing recorded', async () => {
		const sandbox = createSandbox(runtime);
		for (const args of [
			['run', 'start'],
			['run', 'start', ' '],
			['run', 'start', 'one', 'two'],
			['run', 'stage', 'alex'],
			['run', 'stage', 'alex', 'begun'],
			['run', 'stage', 'alex', 'done', '--tokens-in', 'many'],
			['run', 'stage', 'alex', 'done', '--cost', '-1'],
			['run', 'finish'],
			['run', 'finish', '--status', 'great'],
			['run', 'finish', '--status', 'success', '--wait', '--no-wait'],
			['run', 'finish', '--stats', 'success'],
			['run', 'fnish'],
			['telemetry', 'status', '--jsno'],
			['histroy'],
			['murm', '--all'],
		]) {
			const { exitCode, stdout, stderr } = await sandbox.run(args);
			expect({ exitCode, stdout }, args.join(' ')).toEqual({ exitCode: 2, stdout: '' });
			expect(stderr.trimEnd().split('\n'), args.join(' ')).toHaveLength(2);
		}
		expect(existsSync(join(sandbox.project, '.claude', 'murmur8.db'))).toBe(false);
		expect((await sandbox.run(['murm', '--all'])).stderr).toContain('npx --package=murmur8 -- murmur8 murm --all');
	});

	test('the quality gate: exit 10 only with --gate and only on a pause', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'user-auth']);
		const say = (rating: number, rec: string) => `FEEDBACK: {"rating":${rating},"issues":[],"rec":"${rec}"}`;
		for (const [args, exitCode] of [
			[['run', 'feedback', 'alex', say(2, 'proceed'), '--gate'], 10],
			[['run', 'feedback', 'alex', say(5, 'pause'), '--gate'], 10],
			[['run', 'feedback', 'alex', say(3, 'proceed'), '--gate'], 0],
			[['run', 'feedback', 'alex', say(2, 'pause')], 0],
		] as const) {
			expect(await sandbox.run(args), args.join(' ')).toMatchObject({ exitCode, stdout: '', stderr: '' });
		}
		writeFileSync(join(sandbox.project, '.claude', 'feedback-config.json'), '{"enabled":false}');
		expect((await sandbox.run(['run', 'feedback', 'alex', say(1, 'pause'), '--gate'])).exitCode).toBe(0);
	});

	test('runs of linked worktrees share the main database, side by side, and outlive the worktree', async () => {
		const sandbox = createSandbox(runtime);
		const git = (...args: string[]) =>
			execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', ...args], {
				cwd: sandbox.project,
				env: sandbox.environment,
				stdio: 'pipe',
			});
		git('init', '-q');
		git('add', '.');
		git('commit', '-qm', 'first');
		const linked = join(sandbox.project, '..', 'linked');
		git('worktree', 'add', '-q', linked);
		const main = (await sandbox.run(['run', 'start', 'user-auth'])).stdout.trim();
		const side = (await sandbox.run(['run', 'start', 'user-auth'], { cwd: linked })).stdout.trim();
		await sandbox.run(['run', 'stage', 'cass', 'start'], { cwd: linked });
		await sandbox.run(['run', 'finish', '--status', 'success'], { cwd: join(linked, 'src') });
		git('worktree', 'remove', '--force', linked);
		const runs = JSON.parse((await sandbox.run(['run', 'list', '--json'])).stdout);
		expect(runs).toMatchObject([
			{
				runId: side,
				status: 'success',
				stages: [{ name: 'cass' }],
				commitHash: git('rev-parse', 'HEAD').toString().trim(),
			},
			{ runId: main, status: 'running', stages: [] },
		]);
	});

	test('a spec that may not be written costs the id, not the run', async () => {
		const sandbox = createSandbox(runtime);
		const folder = join(sandbox.project, '.blueprint', 'features', 'feature_user-auth');
		const before = readFileSync(join(folder, 'FEATURE_SPEC.md'));
		writeFileSync(join(folder, '.FEATURE_SPEC.md.feature-id'), '');
		chmodSync(folder, 0o500);
		await wholeRun(sandbox);
		chmodSync(folder, 0o700);
		// Root may write everywhere; for everybody else the file is as it was.
		if (process.getuid?.() !== 0) expect(readFileSync(join(folder, 'FEATURE_SPEC.md'))).toEqual(before);
	});
});
