import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DATABASE_FILE } from '../../source/adapters/paths.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { ask, askAndNeverRead, askJson, readEvents, startServing } from '../support/serving.ts';

const LIMIT = { timeout: 30_000, interval: 10 };
const TOKEN = 'a-token-of-the-tests-own';

async function recordRun({ run }: Sandbox, slug: string): Promise<string> {
	const runId = (await run(['run', 'start', slug])).stdout.trim();
	await run(['run', 'stage', 'alex', 'done', '--tokens-in', '1200', '--tokens-out', '300']);
	await run(['run', 'finish', '--status', 'success']);
	return runId;
}

describe.each(RUNTIMES)('serve on $name', (runtime) => {
	test('shows a run that another process records, tells of it, and ends in order', async () => {
		const sandbox = createSandbox(runtime);
		const serving = await startServing(runtime, sandbox);
		expect(await askJson(`${serving.url}api/v1/health`)).toMatchObject({ source: 'empty', runs: 0, grade: null });
		const page = await ask(serving.url);
		expect(page.body).toMatch(/^<!doctype html>/i);
		expect(page.headers['content-security-policy']).toMatch(/script-src 'sha256-/);
		const events = await readEvents(serving.url);
		const runId = await recordRun(sandbox, 'user-auth');
		await vi.waitFor(() => expect(events.text()).toContain(`"runId":"${runId}"`), LIMIT);
		expect(await askJson(`${serving.url}api/v1/health`)).toMatchObject({
			source: 'live',
			runs: 1,
			score: 100,
			grade: 'A',
		});
		expect(await askJson(`${serving.url}api/v1/runs/${runId}`)).toMatchObject({
			run: { slug: 'user-auth', stages: { alex: { cost: 0.0081 } } },
		});
		expect((await ask(`${serving.url}metrics`)).body).toContain('murmur8_run_total{status="success"} 1');
		serving.signal('SIGTERM');
		expect(await serving.ended()).toEqual({ exitCode: 0, stderr: '' });
		await vi.waitFor(() => expect(events.isClosed()).toBe(true), LIMIT);
	});

	test('refuses other hosts, other sites and other methods', async () => {
		const { url, port } = await startServing(runtime, createSandbox(runtime), ['--demo']);
		expect((await ask(`${url}api/v1/runs`, { host: `evil.example:${port}` })).status).toBe(421);
		expect((await ask(`${url}api/v1/runs`, { origin: 'https://evil.example' })).status).toBe(403);
		expect((await ask(`${url}api/v1/runs`, {}, 'POST')).status).toBe(405);
		expect((await ask(`${url}api/v1/runs?audience=on`)).status).toBe(400);
		expect((await ask(`${url}nope`)).status).toBe(404);
		expect(await askJson(`${url}api/v1/health`)).toMatchObject({ source: 'seeded' });
	});

	test('200 open streams, some that are never read, and a database that another process locks', async () => {
		const sandbox = createSandbox(runtime);
		await recordRun(sandbox, 'first');
		const { url, port } = await startServing(runtime, sandbox);
		const readers = await Promise.all(Array.from({ length: 200 }, () => readEvents(url)));
		await Promise.all(Array.from({ length: 5 }, () => askAndNeverRead(port)));
		// The run that was just recorded may still be written by its background process.
		const lock = new DatabaseSync(join(sandbox.project, DATABASE_FILE), { timeout: 10_000 });
		onTestFinished(() => lock.close());
		lock.exec('BEGIN IMMEDIATE');
		expect(await askJson(`${url}api/v1/runs`)).toMatchObject({ runs: [{ slug: 'first' }] });
		lock.exec('COMMIT');
		const runId = await recordRun(sandbox, 'second');
		await vi.waitFor(() => {
			expect(readers.filter((reader) => reader.text().includes(runId))).toHaveLength(200);
		}, LIMIT);
		for (const reader of readers) reader.close();
		expect(await askJson(`${url}api/v1/runs`)).toMatchObject({ runs: [{ slug: 'second' }, { slug: 'first' }] });
	});
});

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

test('Ctrl+C is 130', async () => {
	const serving = await startServing(runtime, createSandbox(runtime));
	serving.signal('SIGINT');
	expect((await serving.ended()).exitCode).toBe(130);
});

test('a changed setting holds at once: what is off shows nothing', async () => {
	const sandbox = createSandbox(runtime);
	await recordRun(sandbox, 'first');
	const { url } = await startServing(runtime, sandbox);
	expect(await askJson(`${url}api/v1/runs`)).toMatchObject({ source: 'live', runs: [{ slug: 'first' }] });
	writeFileSync(join(sandbox.project, '.env'), 'MURMUR8_TELEMETRY_AUDIENCE=off\n');
	await vi.waitFor(async () => {
		expect(await askJson(`${url}api/v1/runs`)).toEqual({
			source: 'empty',
			withheld: ['user', 'operator'],
			runs: [],
			inProgress: [],
		});
	}, LIMIT);
	writeFileSync(join(sandbox.project, '.env'), 'MURMUR8_TELEMETRY_AUDIENCE=operator-only\n');
	await vi.waitFor(async () => {
		expect(await askJson(`${url}api/v1/delivery`)).toMatchObject({ delivery: { state: 'inactive' } });
	}, LIMIT);
	expect(JSON.stringify(await askJson(`${url}api/v1/runs`))).not.toContain('first');
});

test('--project shows that project', async () => {
	const sandbox = createSandbox(runtime);
	await recordRun(sandbox, 'first');
	const other = join(sandbox.home, 'elsewhere');
	mkdirSync(other);
	const { url } = await startServing(runtime, { ...sandbox, project: other }, ['--project', sandbox.project]);
	expect(await askJson(`${url}api/v1/runs`)).toMatchObject({ runs: [{ slug: 'first' }] });
});

test('a token is demanded of those who come from elsewhere', async () => {
	const sandbox = createSandbox(runtime);
	const { url } = await startServing(runtime, sandbox, ['--demo', '--host', '0.0.0.0', '--token', 'env:SHOWN'], {
		SHOWN: TOKEN,
	});
	const local = url.replace('0.0.0.0', '127.0.0.1');
	expect((await ask(`${local}api/v1/runs`)).status).toBe(401);
	expect((await ask(`${local}api/v1/runs`, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
	expect((await ask(local)).status).toBe(200);
});

test.each([
	[['--host', '0.0.0.0'], 2, /--host 0\.0\.0\.0 lets others see data, so it needs a token/],
	[['--host', '192.0.2.7', '--token', TOKEN], 2, /this machine has no such address/],
	[['--token', 'short'], 2, /at least 16 characters/],
	[['--token', 'env:NOT_SET_ANYWHERE'], 2, /the token in NOT_SET_ANYWHERE must be/],
	[['--port', '65536'], 2, /0 to 65535/],
	[['--port', 'http'], 2, /0 to 65535/],
	[['--prot', '1'], 2, /--port/],
])('%j is refused with words', async (args, exitCode, message) => {
	const result = await createSandbox(runtime).run(['serve', ...args]);
	expect(result.stderr).toMatch(message);
	expect(result.exitCode).toBe(exitCode);
	expect(result.stderr.trimEnd().split('\n')).toHaveLength(2);
});

test('a port that is taken is said in words', async () => {
	const sandbox = createSandbox(runtime);
	const { port } = await startServing(runtime, sandbox);
	const { exitCode, stderr } = await sandbox.run(['serve', '--port', String(port)]);
	expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`port ${port} is taken`)]);
});

test('off holds for a demonstration, too', async () => {
	const env = { MURMUR8_TELEMETRY_AUDIENCE: 'off' };
	const { exitCode, stderr } = await createSandbox(runtime, env).run(['serve', '--demo']);
	expect([exitCode, stderr]).toEqual([2, expect.stringContaining('audience is off')]);
});
