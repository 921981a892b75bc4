import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeClaude } from '../support/history.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { startStreaming } from '../support/streaming.ts';

const fileOf = ({ project }: Sandbox, name: string) => join(project, '.claude', name);

const FOREIGN = {
	slug: 'theirs',
	status: 'failed',
	failedStage: 'nigel',
	startedAt: '2026-01-01T10:00:00.000Z',
	completedAt: '2026-01-01T10:10:00.000Z',
	totalDurationMs: 600_000,
	stages: { nigel: { durationMs: 1_000, status: 'failed' } },
};

const parse = (line: string) => JSON.parse(line) as Record<string, unknown>;

describe.each(RUNTIMES)('watch --json on $name', (runtime) => {
	test('tells of a run that another process records, from its start to its delivery', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
		});
		const watch = startStreaming(runtime, sandbox, ['watch', '--json']);
		expect(parse(await watch.waitForText('"state"'))).toMatchObject({
			type: 'state',
			header: { project: 'acme-notes', state: 'live', audience: 'user-only', queued: 0 },
			now: { rows: [] },
		});
		const runId = (await sandbox.run(['run', 'start', 'user-auth'])).stdout.trim();
		expect(parse(await watch.waitForText('run-started'))).toMatchObject({ runId, slug: 'user-auth' });
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		expect(parse(await watch.waitForText('"stage"'))).toMatchObject({ runId, stage: 'alex', status: 'running' });
		await sandbox.run(['run', 'stage', 'alex', 'done', '--tokens-in', '1200', '--tokens-out', '300']);
		expect(parse(await watch.waitForText('"stage"'))).toMatchObject({
			status: 'success',
			tokens: { input: 1200, output: 300 },
			cost: 0.0081,
		});
		await sandbox.run(['run', 'feedback', 'alex', 'FEEDBACK: {"rating":4,"issues":["thin"],"rec":"proceed"}']);
		expect(parse(await watch.waitForText('"feedback"'))).toMatchObject({ stage: 'alex', rating: 4, issues: ['thin'] });
		await sandbox.run(['run', 'finish', '--status', 'success']);
		expect(parse(await watch.waitForText('run-finished'))).toMatchObject({ runId, status: 'success', cost: 0.0081 });
		expect(parse(await watch.waitForText('"delivery"'))).toMatchObject({ runId, result: 'delivered', statusCode: 201 });
		watch.signal('SIGINT');
		expect(await watch.ended()).toEqual({ exitCode: 130, stderr: '' });
		for (const line of watch.lines()) expect(parse(line)).toHaveProperty('at');
	});

	test('tells of what other programs write: history, queue, a worktree that comes and goes', async () => {
		const sandbox = createSandbox(runtime);
		const watch = startStreaming(runtime, sandbox, ['watch', '--json']);
		await watch.waitForText('"state"');
		writeClaude(sandbox, 'pipeline-history.json', [FOREIGN]);
		expect(parse(await watch.waitForText('run-finished'))).toMatchObject({ slug: 'theirs', stage: 'nigel' });
		writeClaude(sandbox, 'implement-queue.json', { current: { slug: 'billing', stage: 'alex' }, cassQueue: ['later'] });
		expect(parse(await watch.waitForText('"pipeline"'))).toMatchObject({
			source: 'queue',
			slug: 'billing',
			stage: 'alex',
		});
		writeClaude(sandbox, 'implement-queue.json', { current: { slug: 'billing', stage: 'cass' } });
		expect(parse(await watch.waitForText('"pipeline"'))).toMatchObject({ slug: 'billing', stage: 'cass' });
		const place = join('.claude', 'worktrees', 'feat-search');
		writeClaude(sandbox, 'murm-queue.json', {
			features: [{ slug: 'search', status: 'murm_running', worktreePath: place, startedAt: '2026-01-01T10:00:00Z' }],
		});
		expect(parse(await watch.waitForText('"search"'))).toMatchObject({ source: 'worktree', state: 'lost' });
		mkdirSync(join(sandbox.project, place, '.claude'), { recursive: true });
		expect(parse(await watch.waitForText('"search"'))).toMatchObject({ state: 'running', worktree: 'feat-search' });
		writeClaude(sandbox, join('worktrees', 'feat-search', '.claude', 'implement-queue.json'), {
			current: { slug: 'search', stage: 'nigel' },
		});
		expect(parse(await watch.waitForText('"search"'))).toMatchObject({ state: 'running', stage: 'nigel' });
		rmSync(join(sandbox.project, place), { recursive: true });
		expect(parse(await watch.waitForText('"search"'))).toMatchObject({ state: 'lost' });
		rmSync(join(sandbox.project, '.claude'), { recursive: true });
		expect(parse(await watch.waitForText('"history"'))).toMatchObject({ added: 0, removed: 1 });
		writeClaude(sandbox, 'implement-queue.json', '{"current": {"slug"');
		expect(parse(await watch.waitForText('"problem"'))).toMatchObject({
			message: expect.stringContaining('implement-queue'),
		});
		writeClaude(sandbox, 'implement-queue.json', {});
		await watch.waitForText('"problem-solved"');
		watch.signal('SIGTERM');
		expect(await watch.ended()).toEqual({ exitCode: 143, stderr: '' });
		expect(readdirSync(join(sandbox.project, '.claude'))).toEqual(['implement-queue.json']);
	});

	test('a database that is deleted and made again', async () => {
		const sandbox = createSandbox(runtime);
		const watch = startStreaming(runtime, sandbox, ['watch', '--json']);
		await watch.waitForText('"state"');
		for (const slug of ['one', 'two']) {
			await sandbox.run(['run', 'start', slug]);
			await watch.waitFor((line) => line.includes('run-started') && line.includes(slug));
			rmSync(join(sandbox.project, '.claude'), { recursive: true });
		}
	});

	test('a reader that has gone ends it, without a word', async () => {
		const sandbox = createSandbox(runtime);
		const watch = startStreaming(runtime, sandbox, ['watch', '--json']);
		await watch.waitForText('"state"');
		watch.hangUp();
		await sandbox.run(['run', 'start', 'user-auth']);
		expect(await watch.ended()).toEqual({ exitCode: 0, stderr: '' });
	});

	test('until idle: waits for the run in progress, and says how it ended', async () => {
		const sandbox = createSandbox(runtime);
		const idle = ['watch', '--until-idle', '--exit-status'];
		expect(await sandbox.run(idle)).toMatchObject({ exitCode: 0, stderr: '' });
		await sandbox.run(['run', 'start', 'user-auth']);
		const watch = startStreaming(runtime, sandbox, idle);
		await watch.waitForText('user-auth');
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'cass']);
		await watch.waitForText('user-auth failed at cass');
		expect(await watch.ended()).toEqual({ exitCode: 1, stderr: '' });
		expect(await sandbox.run(idle)).toMatchObject({ exitCode: 1, stderr: '' });
	});
});

describe.each(RUNTIMES)('watch --once on $name', (runtime) => {
	test('nothing there: one frame, nothing made', async () => {
		const { run, project } = createSandbox(runtime, { CI: 'true', NO_COLOR: '1' });
		const before = readdirSync(project, { recursive: true });
		const { exitCode, stdout, stderr } = await run(['watch', '--once', '--exit-status']);
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
		expect(stdout.split('\n')).toEqual([
			'murmur8  acme-notes  live  audience user-only  queue 0  updated just now',
			'',
			'Now',
			'  nothing in progress',
			'',
			'Runs  7d  0 runs',
			'  no finished runs',
			'',
			'Failures  7d  0 failed runs  by failed stage',
			'  none',
			'',
			'Delivery',
			'  not sent: MURMUR8_TELEMETRY_URL is not set',
			'  outbox 0   rejected 0',
			'',
		]);
		expect(readdirSync(project, { recursive: true })).toEqual(before);
	});

	test('without a database: the files of the npm package; a broken one is named', async () => {
		const sandbox = createSandbox(runtime);
		writeClaude(sandbox, 'pipeline-history.json', [FOREIGN]);
		writeClaude(sandbox, 'implement-queue.json', { current: { slug: 'billing', stage: 'cass' } });
		const once = ['watch', '--once', '--window', 'all'];
		const { stdout } = await sandbox.run([...once, '--exit-status']);
		expect(stdout).toMatch(/^ {2}theirs {2}✗ failed {2}nigel {2}10:00/m);
		expect(stdout).toContain('  billing  pipeline queue\n    ✓ alex  ▶ cass  · nigel  · codey\n');
		expect((await sandbox.run([...once, '--exit-status'])).exitCode).toBe(1);
		writeClaude(sandbox, 'pipeline-history.json', '[{"slug": "th');
		const broken = await sandbox.run(once);
		expect(broken).toMatchObject({ exitCode: 0, stderr: '' });
		expect(broken.stdout).toContain('! pipeline-history.json is corrupt; murmur8 history keeps it');
		expect(readFileSync(fileOf(sandbox, 'pipeline-history.json'), 'utf8')).toBe('[{"slug": "th');
	});

	test('everything about one run; what would leave of it is what inspect prints', async () => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_URL: 'http://127.0.0.1:9/' });
		const runId = (await sandbox.run(['run', 'start', 'user-auth'])).stdout.trim();
		await sandbox.run(['run', 'stage', 'alex', 'done', '--cost', '0.06']);
		await sandbox.run(['run', 'feedback', 'alex', 'FEEDBACK: {"rating":2,"issues":["thin"],"rec":"revise"}']);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'alex', '--audience', 'off']);
		const { stdout, exitCode } = await sandbox.run(['watch', '--once', '--run', runId.slice(0, 8), '--exit-status']);
		expect(exitCode).toBe(1);
		for (const text of ['user-auth  ✗ failed', '✓ alex  success', '$0.06', 'alex: 2 of 5, revise', '- thin', runId])
			expect(stdout).toContain(text);
		const json = JSON.parse((await sandbox.run(['watch', '--once', '--json', '--run', runId])).stdout);
		const inspected = await sandbox.run(['telemetry', 'inspect', '--run', runId, '--pretty']);
		expect(`${json.preview.text}\n`).toBe(inspected.stdout);
		const off = await sandbox.run(['watch', '--once', '--run', runId], { env: { MURMUR8_TELEMETRY_AUDIENCE: 'off' } });
		expect(off.stdout).toContain('What leaves\n  nothing leaves at audience off');
		for (const id of ['nothing', '']) {
			const missing = await sandbox.run(['watch', '--once', `--run=${id}x`]);
			expect(missing).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(`no run "${id}x"`) });
		}
	});

	test('as one document, in sentences, at audience off', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['run', 'start', 'user-auth']);
		const document = JSON.parse((await sandbox.run(['watch', '--once', '--json'])).stdout);
		expect(document).toMatchObject({ type: 'state', now: { rows: [{ slug: 'user-auth', source: 'journal' }] } });
		for (const [flags, env] of [
			[['--screen-reader'], {}],
			[[], { MURMUR8_SCREEN_READER: '1' }],
			[[], { INK_SCREEN_READER: 'true' }],
			[[], { ACCESSIBLE: '1' }],
		] as const) {
			const { stdout } = await sandbox.run(['watch', '--once', ...flags], { env: { ...env } });
			expect(stdout).toContain('\nuser-auth is at work for ');
			for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^[\w].*\.$/);
		}
		const off = await sandbox.run(['watch', '--once'], { env: { MURMUR8_TELEMETRY_AUDIENCE: 'off' } });
		expect(off.stdout).toContain('audience off');
		expect(off.stdout).toContain('  off: nothing leaves this machine\n');
	});
});

const [runtime] = RUNTIMES;

test.each([
	[['--once', '--until-idle'], '--once and --until-idle exclude each other'],
	[['--json', '--plain'], '--json and --plain exclude each other'],
	[['--exit-status'], '--exit-status goes with --once or --until-idle'],
	[['--run', '1234'], '--run goes with --once'],
	[['--window', '2h'], '--window is "2h", but must be one of: 1h, 24h, 7d, 30d, all'],
	[['--onec'], 'unknown option "--onec" (did you mean --once?)'],
])('watch %j is a mistake: %s', async (flags, message) => {
	if (!runtime) throw new Error('no runtime');
	const { exitCode, stdout, stderr } = await createSandbox(runtime).run(['watch', ...flags]);
	expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
	expect(stderr).toContain(message);
});

test('plain and spoken streams say the same', async () => {
	if (!runtime) throw new Error('no runtime');
	const sandbox = createSandbox(runtime);
	const plain = startStreaming(runtime, sandbox, ['watch']);
	const spoken = startStreaming(runtime, sandbox, ['watch', '--screen-reader']);
	await plain.waitForText('rejected 0');
	await spoken.waitForText('Delivery is inactive');
	await sandbox.run(['run', 'start', 'user-auth']);
	expect(await spoken.waitForText('began')).toBe('user-auth began.');
	expect(await plain.waitForText('began')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}user-auth began\.$/);
});
