import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeHistory } from '../support/history.ts';
import { openMcp, textOf } from '../support/mcp-client.ts';
import { plantFailures } from '../support/planted-failures.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox, temporaryFolder } from '../support/sandbox.ts';

const [, node26] = RUNTIMES;
if (!node26) throw new Error('no runtime');

const TOOLS = ['failure_groups', 'insights', 'run_details', 'run_history', 'telemetry_snapshot', 'telemetry_status'];

async function finishRun({ run }: Sandbox, slug: string, status = 'success'): Promise<string> {
	const { stdout } = await run(['run', 'start', slug]);
	await run(['run', 'stage', 'alex', 'start']);
	await run([
		'run',
		'stage',
		'alex',
		status === 'success' ? 'done' : 'failed',
		'--tokens-in',
		'1200',
		'--cost',
		'0.25',
	]);
	await run(['run', 'finish', '--status', status]);
	return stdout.trim();
}

describe.each(RUNTIMES)('mcp on $name', (runtime) => {
	test.each(['2025', '2026'] as const)('a client of %s lists and calls every tool', async (revision) => {
		const sandbox = createSandbox(runtime);
		const runId = await finishRun(sandbox, 'user-auth');
		const { client, ask, noise, said } = await openMcp(runtime, sandbox, { revision });
		const { tools } = await client.listTools();
		expect(tools.map(({ name }) => name).toSorted()).toEqual(TOOLS);
		expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
		expect(await ask('telemetry_status')).toMatchObject({ audience: 'user-only', source: 'live', finishedRuns: 1 });
		expect(await ask('run_history')).toMatchObject({
			matching: 1,
			runs: [{ runId, slug: 'user-auth', status: 'success', totalCost: 0.25, stages: ['alex'] }],
		});
		expect(await ask('run_details', { runId: runId.slice(0, 8) })).toMatchObject({
			run: { runId, stages: { alex: { status: 'success', tokens: { input: 1200 } } } },
			snapshot: { user: { slug: 'user-auth', status: 'success' } },
		});
		expect(await ask('telemetry_snapshot', { metric: 'murmur8.run.*' })).toMatchObject({
			source: 'live',
			matching: 1,
			snapshots: [{ runId }],
		});
		expect(await ask('insights', { window: '24h' })).toMatchObject({ runs: 1, successRate: 1 });
		expect(await ask('failure_groups')).toMatchObject({
			groups: [],
			notice: expect.stringContaining('murmur8 report'),
		});
		const { resources } = await client.listResources();
		expect(resources.map(({ uri }) => uri)).toEqual(['murmur8://report/newest.json', 'murmur8://report/newest.md']);
		const { contents } = await client.readResource({ uri: 'murmur8://report/newest.json' });
		expect(contents).toMatchObject([{ mimeType: 'text/plain', text: expect.stringContaining('murmur8 report') }]);
		expect(noise).toEqual([]);
		expect(said()).toBe('');
	});

	test('a run that another process records is seen while it goes on', async () => {
		const sandbox = createSandbox(runtime);
		const { ask } = await openMcp(runtime, sandbox);
		expect(await ask('telemetry_snapshot')).toMatchObject({ source: 'empty', inProgress: [], snapshots: [] });
		await sandbox.run(['run', 'start', 'user-auth']);
		await sandbox.run(['run', 'stage', 'alex', 'start']);
		const during = await ask('telemetry_snapshot');
		expect(during).toMatchObject({
			source: 'empty',
			inProgress: [{ slug: 'user-auth', status: 'running', stages: { alex: { status: 'running' } } }],
		});
		expect(JSON.stringify(during)).not.toContain('completedAt');
		expect(await ask('run_history', { status: 'running' })).toMatchObject({ matching: 1 });
		await sandbox.run(['run', 'stage', 'alex', 'failed']);
		await sandbox.run(['run', 'finish', '--status', 'failed', '--failed-stage', 'alex']);
		expect(await ask('telemetry_snapshot')).toMatchObject({
			source: 'live',
			inProgress: [],
			snapshots: [{ user: { slug: 'user-auth', status: 'failed', failedStage: 'alex' } }],
		});
		expect(await ask('run_history', { stage: 'alex', status: 'failed' })).toMatchObject({ matching: 1 });
	});
});

describe.each(['2025', '2026'] as const)('the project of a client of %s', (revision) => {
	test('is that of its roots', async () => {
		const [empty, other] = [createSandbox(node26), createSandbox(node26)];
		await finishRun(other, 'from-the-root');
		const roots = [empty.project, join(other.project, 'src')];
		const { ask } = await openMcp(node26, empty, { roots, cwd: empty.home, revision });
		expect(await ask('run_history')).toMatchObject({ runs: [{ slug: 'from-the-root' }] });
	});

	test('is that of --project, whatever its roots', async () => {
		const [named, other] = [createSandbox(node26), createSandbox(node26)];
		await finishRun(named, 'from-the-flag');
		await finishRun(other, 'from-the-root');
		const args = ['--project', named.project];
		const { ask } = await openMcp(node26, other, { roots: [other.project], args, revision });
		expect(await ask('run_history')).toMatchObject({ runs: [{ slug: 'from-the-flag' }] });
	});

	test('is that of the folder it was started in, where it has no roots', async () => {
		const sandbox = createSandbox(node26);
		await finishRun(sandbox, 'from-the-folder');
		const cwd = join(sandbox.project, 'src');
		const { ask } = await openMcp(node26, sandbox, { roots: [], cwd, revision });
		expect(await ask('run_history')).toMatchObject({ runs: [{ slug: 'from-the-folder' }] });
	});

	test('is none where its roots are nowhere', async () => {
		const sandbox = createSandbox(node26);
		const { refusal } = await openMcp(node26, sandbox, { roots: [join(sandbox.home, 'gone')], revision });
		expect(await refusal('run_history')).toContain('--project');
	});
});

describe('what is asked for', () => {
	test.each<[string, Readonly<Record<string, unknown>>, string]>([
		['run_history', { window: '2h' }, 'window'],
		['run_history', { limit: 0 }, 'limit'],
		['run_history', { limit: 1e9 }, 'limit'],
		['run_history', { feature: 'x'.repeat(400) }, 'feature'],
		['run_history', { stage: 7 }, 'stage'],
		['telemetry_snapshot', { stage: 'nobody' }, 'stage'],
		['telemetry_snapshot', { severity: 'fatal' }, 'severity'],
		['run_details', { runId: 'ab' }, 'runId'],
		['run_details', {}, 'runId'],
		['run_details', { runId: 'no-such-run' }, 'no run "no-such-run"'],
		['insights', { window: 'everything' }, 'window'],
	])('%s %j is an error in words', async (name, given, word) => {
		const sandbox = createSandbox(node26);
		const { refusal } = await openMcp(node26, sandbox);
		expect(await refusal(name, given)).toContain(word);
	});

	test('an id that begins several runs names none', async () => {
		const sandbox = createSandbox(node26);
		const entry = (runId: string) => ({ runId, slug: runId, status: 'success', startedAt: '2026-01-01T10:00:00Z' });
		writeHistory(sandbox, [entry('aaaa-1'), entry('aaaa-2'), entry('aaaa')]);
		const { ask, refusal } = await openMcp(node26, sandbox);
		expect(await refusal('run_details', { runId: 'aaaa-' })).toContain('2 runs begin with');
		expect(await ask('run_details', { runId: 'aaaa' })).toMatchObject({ run: { slug: 'aaaa' } });
	});

	test('comes in pages that together are all of it', async () => {
		const sandbox = createSandbox(node26);
		const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T10:00:00.000Z`;
		const days = Array.from({ length: 25 }, (_, index) => index + 1);
		writeHistory(
			sandbox,
			days.map((day) => ({ slug: `day-${day}`, status: 'success', startedAt: at(day), completedAt: at(day) })),
		);
		const { ask } = await openMcp(node26, sandbox);
		const found: unknown[] = [];
		for (let offset: unknown = 0; offset !== undefined; ) {
			const page = await ask('run_history', { limit: 10, offset: offset as number });
			found.push(...(page['runs'] as readonly { readonly slug: string }[]).map(({ slug }) => slug));
			offset = page['nextOffset'];
		}
		expect(found).toEqual(days.toReversed().map((day) => `day-${day}`));
	});

	test('a report is told without the texts of errors, the worst first', async () => {
		const sandbox = createSandbox(node26);
		const folder = join(sandbox.project, 'reports', 'telemetry');
		mkdirSync(folder, { recursive: true });
		const group = { count: 2, severity: 7.5, stages: ['alex'], sample_trace: 'a | sample', churn: 'new' };
		const report = (fingerprint: string) => JSON.stringify({ total_errors: 2, groups: [{ ...group, fingerprint }] });
		writeFileSync(join(folder, 'error-aggregates-2026-01-02.json'), report('sha256-new'));
		writeFileSync(join(folder, 'error-aggregates-2025-12-31.json'), report('sha256-old'));
		writeFileSync(join(folder, 'error-aggregates-zzzz.json'), report('sha256-none'));
		const { ask, client } = await openMcp(node26, sandbox);
		const groups = [{ fingerprint: 'sha256-new', count: 2, severity: 7.5, stages: ['alex'], churn: 'new' }];
		expect(await ask('failure_groups')).toEqual({
			audience: 'user-only',
			from: 'report',
			totalErrors: 2,
			matching: 1,
			groups,
		});
		const { contents } = await client.readResource({ uri: 'murmur8://report/newest.md' });
		expect(textOf(contents)).toContain('| sha256-new | 7.5 | 2 | new | alex |  |');
		writeFileSync(join(folder, 'error-aggregates-2026-01-03.json'), '{');
		expect(await ask('failure_groups')).toMatchObject({
			groups: [],
			notice: expect.stringContaining('can not be read'),
		});
	});
});

test('without a report the failures of runs are told, by fingerprint', async () => {
	const sandbox = createSandbox(node26);
	const runId = await finishRun(sandbox, 'user-auth', 'failed');
	plantFailures(sandbox, runId, [
		{ fingerprint: 'sha256-a', stage: 'alex', severity: 'warning', count: 3 },
		{ fingerprint: 'sha256-b', stage: 'cass', severity: 'error', count: 1 },
	]);
	const { ask } = await openMcp(node26, sandbox);
	expect(await ask('failure_groups')).toMatchObject({
		from: 'runs',
		source: 'live',
		matching: 2,
		groups: [
			{ fingerprint: 'sha256-b', bucket: 'error', count: 1, runs: 1, stages: ['cass'] },
			{ fingerprint: 'sha256-a', bucket: 'warning', count: 3, runs: 1, stages: ['alex'] },
		],
	});
	expect(await ask('run_details', { runId })).toMatchObject({
		snapshot: { user: { failures: [{ fingerprint: 'sha256-a' }, { fingerprint: 'sha256-b' }] } },
	});
});

/** A connection without a client, for what no client sends. */
function openPipe(sandbox: Sandbox) {
	const [file, ...args] = node26?.command ?? [''];
	const child = spawn(file ?? '', [...args, 'mcp'], { cwd: sandbox.project, env: sandbox.environment });
	onTestFinished(() => void child.kill());
	const lines: unknown[] = [];
	const waiting = new Map<unknown, (answer: Record<string, unknown>) => void>();
	createInterface({ input: child.stdout }).on('line', (line) => {
		// Whatever is no JSON fails the test.
		const message = JSON.parse(line) as Record<string, unknown>;
		lines.push(message);
		waiting.get(message['id'])?.(message);
	});
	const write = (text: string) => child.stdin.write(text);
	const answerTo = (id: unknown) => new Promise<Record<string, unknown>>((done) => waiting.set(id, done));
	const ask = (id: unknown, method: string, params: object = {}) => {
		const answer = answerTo(id);
		write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
		return answer;
	};
	const initialize = () =>
		ask(0, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a', version: '1' } });
	return { child, lines, write, ask, answerTo, initialize };
}

const call = (name: string) => ({ name, arguments: {} });
const MEBIBYTE = 1024 * 1024;
const huge = 'x'.repeat(9 * MEBIBYTE);

describe('noise', () => {
	test.each<[string, string]>([
		['no JSON', 'hello\n'],
		['half of a message', '{"jsonrpc":"2.0",\n'],
		['another protocol', 'Content-Length: 12\r\n\r\n{"a":1}\r\n'],
		['an array', '[1,2,3]\n'],
		['a batch', '[{"jsonrpc":"2.0","id":9,"method":"ping"}]\n'],
		['a message of another version', '{"jsonrpc":"1.0","id":9,"method":"ping"}\n'],
		['an answer to nothing', '{"jsonrpc":"2.0","id":77,"result":{}}\n'],
		['a notification that nobody knows', '{"jsonrpc":"2.0","method":"notifications/nonsense"}\n'],
		['a cancellation of nothing', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}\n'],
		['bytes that are no text', `${Buffer.from([0xff, 0xfe, 0x00, 0x80]).toString('latin1')}\n`],
		['deep nesting', `${'['.repeat(200_000)}\n`],
		['a line of nine MiB', `${huge}\n`],
		['empty lines', '\n\r\n\n'],
	])('%s: what comes after it is answered', async (_what, noise) => {
		const sandbox = createSandbox(node26);
		const { write, ask, initialize } = openPipe(sandbox);
		write(noise);
		expect(await initialize()).toHaveProperty('result');
		write(noise);
		expect(await ask(1, 'tools/call', call('telemetry_status'))).toHaveProperty('result.structuredContent.audience');
	});

	test('a request that is too long is refused, wherever its id stands', async () => {
		const sandbox = createSandbox(node26);
		const { write, answerTo, ask, initialize } = openPipe(sandbox);
		await initialize();
		const params = JSON.stringify({ name: 'run_history', arguments: { feature: huge } });
		for (const [id, text] of [
			[1, `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`],
			[2, `{"method":"tools/call","params":${params},"jsonrpc":"2.0","id":2}`],
			['three', `{"method":"tools/call","params":${params},"id":"three","jsonrpc":"2.0"}`],
		] as const) {
			const answer = answerTo(id);
			write(`${text}\n`);
			expect(await answer).toMatchObject({ id, error: { code: -32_600 } });
		}
		expect(await ask(9, 'ping')).toMatchObject({ id: 9, result: {} });
	});

	test('requests at once are all answered, each once; cancelled ones harm none', async () => {
		const sandbox = createSandbox(node26);
		await finishRun(sandbox, 'user-auth');
		const { lines, write, ask, initialize } = openPipe(sandbox);
		await initialize();
		const names = ['run_history', 'telemetry_status', 'telemetry_snapshot', 'insights', 'nonsense'];
		const asked = Array.from({ length: 200 }, (_, index) =>
			ask(index + 1, 'tools/call', call(names[index % names.length] ?? '')),
		);
		for (const requestId of [301, 302, 303]) {
			const request = { jsonrpc: '2.0', id: requestId, method: 'tools/call', params: call('run_history') };
			write(`${JSON.stringify(request)}\n`);
			write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } })}\n`);
		}
		await Promise.all(asked);
		expect(await ask(400, 'ping')).toMatchObject({ result: {} });
		const ids = lines.map((line) => (line as { readonly id: unknown }).id).filter((id) => Number(id) <= 200);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toHaveLength(201);
	});

	test('what was asked before the input ended is answered, then it ends by itself', async () => {
		const sandbox = createSandbox(node26);
		const request = (id: number, method: string, params: object) =>
			`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
		const input =
			request(1, 'initialize', {
				protocolVersion: '2025-06-18',
				capabilities: {},
				clientInfo: { name: 'a', version: '1' },
			}) + request(2, 'tools/call', call('telemetry_status'));
		const { stdout, stderr, exitCode } = await sandbox.run(['mcp'], { input });
		expect(
			stdout
				.trim()
				.split('\n')
				.map((line) => (JSON.parse(line) as { readonly id: number }).id),
		).toEqual([1, 2]);
		expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
	});

	test('a client that stops reading ends it', async () => {
		const sandbox = createSandbox(node26);
		const { child, initialize, ask } = openPipe(sandbox);
		await initialize();
		const ended = once(child, 'exit');
		child.stdout.destroy();
		void ask(1, 'tools/list');
		void ask(2, 'tools/list');
		await ended;
	});
});

test('trouble with the database is told without its words', async () => {
	const sandbox = createSandbox(node26);
	await finishRun(sandbox, 'user-auth');
	writeFileSync(join(sandbox.project, '.claude', 'murmur8.db'), 'no database at all'.repeat(1_000));
	const { client } = await openMcp(node26, sandbox);
	for (const name of TOOLS) {
		const given = name === 'run_details' ? { runId: 'abcd' } : {};
		const text = JSON.stringify(await client.callTool({ name, arguments: given }));
		expect(text).not.toContain(sandbox.project);
		expect(text).not.toContain('not a database');
	}
});

describe('--print-config', () => {
	test('names a command that starts the server', async () => {
		const sandbox = createSandbox(node26);
		await finishRun(sandbox, 'user-auth');
		const { stdout } = await sandbox.run(['mcp', '--print-config', '--project', sandbox.project]);
		const { command, args } = (
			JSON.parse(stdout) as { readonly mcpServers: { readonly murmur8: { command: string; args: string[] } } }
		).mcpServers.murmur8;
		const runtime = { name: 'as printed', command: [command, ...args] as const, files: [] };
		// The words that it ends with are already `mcp --project …`.
		const words = args.indexOf('mcp');
		const { ask } = await openMcp({ ...runtime, command: [command, ...args.slice(0, words)] }, sandbox, {
			cwd: sandbox.home,
			args: args.slice(words + 1),
		});
		expect(await ask('run_history')).toMatchObject({ matching: 1 });
	});

	test('is by name where that is found', async () => {
		const sandbox = createSandbox(node26);
		const folder = temporaryFolder();
		const [node = '', bundle = ''] = node26.command;
		// As npm installs it; what a build leaves need not be executable.
		chmodSync(bundle, 0o755);
		symlinkSync(bundle, join(folder, 'murmur8'));
		const env = { PATH: `${folder}:${dirname(node)}` };
		const { stdout } = await sandbox.run(['mcp', '--print-config'], { env });
		expect(JSON.parse(stdout)).toEqual({ mcpServers: { murmur8: { command: 'murmur8', args: ['mcp'] } } });
	});
});
