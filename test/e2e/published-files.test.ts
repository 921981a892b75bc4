import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test, vi } from 'vitest';
import { MIGRATIONS } from '../../source/store/migrations.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query, untilQuiet } from '../support/state.ts';
import { NOW_MS } from '../support/store.ts';

const LIMIT = { timeout: 40_000, interval: 15 };
/** Nothing listens there. */
const DEAD_URL = 'http://127.0.0.1:9/api/telemetry';
const THEIRS = { slug: 'theirs', startedAt: '2026-01-01T00:00:00.000Z', stages: {}, extra: { kept: true } };

const historyFile = ({ project }: Sandbox) => join(project, '.claude', 'pipeline-history.json');
const queueFile = ({ project }: Sandbox) => join(project, '.claude', 'telemetry-failed.json');
const read = (path: string) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

async function record(sandbox: Sandbox, env: Record<string, string> = {}): Promise<string> {
	const runId = (await sandbox.run(['run', 'start', 'user-auth'], { env })).stdout.trim();
	await sandbox.run(['run', 'stage', 'alex', 'start'], { env });
	await sandbox.run(['run', 'stage', 'alex', 'done'], { env });
	const finish = await sandbox.run(['run', 'finish', '--status', 'success'], { env });
	expect(finish).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
	return runId;
}

const untilHistory = (sandbox: Sandbox, expected: readonly unknown[]) =>
	vi.waitFor(() => expect(read(historyFile(sandbox))).toMatchObject(expected), LIMIT);
describe.each(RUNTIMES)('published files on $name', (runtime) => {
	test('run finish publishes the history soon after, without a URL too', async () => {
		const sandbox = createSandbox(runtime);
		const runId = await record(sandbox);
		await untilHistory(sandbox, [
			{ runId, slug: 'user-auth', status: 'success', stages: { alex: { status: 'success' } } },
		]);
		const text = readFileSync(historyFile(sandbox), 'utf8');
		expect(text).toBe(JSON.stringify(JSON.parse(text), null, 2));
		expect(statSync(historyFile(sandbox)).mode & 0o777).toBe(0o600);
		expect(existsSync(queueFile(sandbox))).toBe(false);
	});

	test('run start takes over what another program wrote, in the background', async () => {
		const sandbox = createSandbox(runtime);
		const runId = await record(sandbox);
		await untilHistory(sandbox, [{ runId }]);
		await untilQuiet(sandbox);
		const entries = read(historyFile(sandbox));
		entries[0].stages.alex.feedback = { rating: 2 };
		writeFileSync(historyFile(sandbox), JSON.stringify([THEIRS, ...entries], null, 2));
		await sandbox.run(['run', 'start', 'another']);
		await vi.waitFor(() => {
			expect(query(sandbox.project, 'SELECT slug FROM foreign_entry')).toEqual([{ slug: 'theirs' }]);
		}, LIMIT);
		await sandbox.run(['run', 'finish', '--status', 'failed']);
		await untilHistory(sandbox, [
			THEIRS,
			{ runId, stages: { alex: { status: 'success', feedback: { rating: 2 } } } },
			{ slug: 'another', status: 'failed' },
		]);
	});

	test('a run that was aborted is published by the start of the next', async () => {
		const sandbox = createSandbox(runtime);
		const runId = (await sandbox.run(['run', 'start', 'user-auth'])).stdout.trim();
		await sandbox.run(['run', 'start', 'user-auth']);
		await untilHistory(sandbox, [{ runId, status: 'aborted' }]);
	});

	test('in CI everything is published before the end', async () => {
		const sandbox = createSandbox(runtime, { CI: 'true' });
		writeFileSync(historyFile(sandbox), JSON.stringify([THEIRS]));
		const env = { MURMUR8_TELEMETRY_URL: DEAD_URL };
		const runId = await record(sandbox, env);
		expect(read(historyFile(sandbox))).toMatchObject([THEIRS, { runId }]);
		expect(read(queueFile(sandbox))).toMatchObject([{ runId, run: { slug: 'user-auth' } }]);
		// What `run start` left in the background may still be at work.
		await untilQuiet(sandbox);
	});

	test('what can not be delivered is in the queue file as it was projected, until it is', async () => {
		const sandbox = createSandbox(runtime, { GITHUB_ACTOR: 'octocat' });
		const runId = await record(sandbox, { MURMUR8_TELEMETRY_URL: DEAD_URL });
		await vi.waitFor(() => expect(read(queueFile(sandbox))).toHaveLength(1), LIMIT);
		const [envelope] = read(queueFile(sandbox));
		expect(envelope).toMatchObject({ runId, run: { slug: 'user-auth', stages: { alex: { name: 'alex' } } } });
		expect(envelope).not.toHaveProperty('identity');
		expect(readFileSync(queueFile(sandbox), 'utf8')).not.toContain('octocat');

		const portal = await startPortal();
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		await untilQuiet(sandbox);
		await sandbox.run(['run', 'start', 'next'], { env });
		await portal.until(() => portal.accepted().length === 1);
		await vi.waitFor(() => expect(read(queueFile(sandbox))).toEqual([]), LIMIT);
	});

	test('what another program queued is delivered; telemetry flush leaves the file up to date', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime);
		const env = { MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const run = { ...THEIRS, status: 'success', completedAt: THEIRS.startedAt, totalDurationMs: 5 };
		writeFileSync(
			queueFile(sandbox),
			JSON.stringify([{ runId: 'theirs', run, artifacts: { 'story-a.md': '@' } }, null]),
		);
		await sandbox.run(['run', 'start', 'next'], { env });
		await portal.until(() => portal.accepted().length === 1);
		expect(portal.requests[0]?.headers['idempotency-key']).toBe('theirs');
		await vi.waitFor(() => expect(read(queueFile(sandbox))).toEqual([]), LIMIT);
		await untilQuiet(sandbox);

		await portal.stop();
		await sandbox.run(['run', 'finish', '--status', 'success'], { env });
		await vi.waitFor(() => expect(read(queueFile(sandbox))).toHaveLength(1), LIMIT);
		await untilQuiet(sandbox);
		await portal.restart();
		expect(await sandbox.run(['telemetry', 'flush'], { env })).toMatchObject({ exitCode: 0 });
		expect(read(queueFile(sandbox))).toEqual([]);
	});

	test('inspect shows another program’s event whose artifacts are no artifacts', async () => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/' });
		const run = { ...THEIRS, status: 'success', completedAt: THEIRS.startedAt, totalDurationMs: 5 };
		const artifacts = { 'story-a.md': '@', 'story-b.md': 'bm8gZ3ppcA==' };
		writeFileSync(queueFile(sandbox), JSON.stringify([{ runId: 'theirs', run, artifacts }]));
		await sandbox.run(['run', 'start', 'next']);
		await vi.waitFor(() => expect(query(sandbox.project, 'SELECT 1 FROM outbox')).toHaveLength(1), LIMIT);
		await untilQuiet(sandbox);
		for (const wire of ['flat', 'envelope']) {
			const { exitCode, stdout } = await sandbox.run(['telemetry', 'inspect', '--pretty', '--wire', wire]);
			expect(exitCode).toBe(0);
			expect(JSON.parse(stdout)).toMatchObject({ runId: 'theirs', artifacts });
		}
	});

	test.each([
		['audience off', { MURMUR8_TELEMETRY_AUDIENCE: 'off', MURMUR8_TELEMETRY_URL: DEAD_URL }],
		['no URL', {}],
	])('with %s the queue file is left alone', async (_what, env) => {
		const sandbox = createSandbox(runtime);
		const text = '[{"runId":"theirs","run":{}}, "and more"]';
		writeFileSync(queueFile(sandbox), text);
		const runId = await record(sandbox, env);
		await untilHistory(sandbox, [{ runId }]);
		await untilQuiet(sandbox);
		expect(readFileSync(queueFile(sandbox), 'utf8')).toBe(text);
	});

	test('a database of the first version keeps everything', async () => {
		const sandbox = createSandbox(runtime);
		const path = join(sandbox.project, '.claude', 'murmur8.db');
		rmSync(path, { force: true });
		const [first = ''] = MIGRATIONS;
		const database = new DatabaseSync(path, { timeout: 10_000 });
		database.exec(`PRAGMA journal_mode = WAL; ${first} PRAGMA user_version = 1`);
		database
			.prepare(
				`INSERT INTO run (run_id, slug, type, status, worktree, started_at_ms, completed_at_ms, commit_hash)
				VALUES ('old-run', 'user-auth', 'feature', 'success', ?, ?, ?, 'c0ffee')`,
			)
			.run(sandbox.project, NOW_MS, NOW_MS + 5_000);
		database.exec(`INSERT INTO stage (run_id, name, position, status, duration_ms, attempts, cost_picodollars)
			VALUES ('old-run', 'alex', 0, 'success', 4000, 1, 9007199254740993)`);
		const envelope = JSON.stringify({ runId: 'old-run', run: { slug: 'user-auth' } });
		database
			.prepare(
				`INSERT INTO outbox (run_id, envelope, body, audience, wire, endpoint, queued_at_ms)
				VALUES ('old-run', ?, ?, 'user-only', 'flat', '', ?)`,
			)
			.run(envelope, Buffer.from('{"kept":"bytes"}'), Date.now());
		database.close();

		const portal = await startPortal();
		portal.behaviour = { status: 201, body: '{}' };
		await sandbox.run(['run', 'start', 'next'], { env: { MURMUR8_TELEMETRY_URL: portal.url } });
		await portal.until((requests) => requests.length > 0);
		expect(portal.requests[0]?.raw.toString()).toBe('{"kept":"bytes"}');
		await untilHistory(sandbox, [
			{ runId: 'old-run', commitHash: 'c0ffee', totalDurationMs: 5_000, stages: { alex: { durationMs: 4_000 } } },
		]);
		expect(query(sandbox.project, 'PRAGMA user_version')).toEqual([{ user_version: MIGRATIONS.length }]);
		const cost = query(
			sandbox.project,
			'SELECT CAST(cost_picodollars AS TEXT) AS cost, hidden FROM stage JOIN run USING (run_id)',
		);
		expect(cost).toEqual([{ cost: '9007199254740993', hidden: 0 }]);
	});
});
