import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { unusedPort } from '../faults/http/server.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

const FILE = { kind: 'json-file', path: 'runs.jsonl' };
const configure = ({ project }: Sandbox, sinks: readonly object[]) =>
	writeFileSync(join(project, '.claude', 'telemetry-config.json'), JSON.stringify({ sinks }));
const TRUSTED = { MURMUR8_TRUST_PROJECT: '1' };
const CI = { ...TRUSTED, CI: 'true', MURMUR8_TELEMETRY_CI_WAIT_MS: '8000' };

function linesOf({ project }: Sandbox): readonly Record<string, unknown>[] {
	const path = join(project, 'runs.jsonl');
	if (!existsSync(path)) return [];
	return readFileSync(path, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function record({ run }: Sandbox, env: Readonly<Record<string, string>>) {
	const runId = (await run(['run', 'start', 'user-auth'], { env })).stdout.trim();
	await run(['run', 'stage', 'alex', 'done'], { env });
	return { runId, finish: await run(['run', 'finish', '--status', 'success'], { env }) };
}

describe.each(RUNTIMES)('sinks on $name', (runtime) => {
	test('get a finished run in the background and in CI; a dead one changes nothing and is shown', async () => {
		const sandbox = createSandbox(runtime);
		const portal = await startPortal();
		const endpoint = `http://127.0.0.1:${await unusedPort()}`;
		configure(sandbox, [
			{ kind: 'otlp', endpoint },
			FILE,
			{ kind: 'prometheus', textfile: 'out.prom' },
			{ kind: 'stderr' },
		]);
		const env = { ...TRUSTED, MURMUR8_TELEMETRY_URL: portal.url, MURMUR8_TELEMETRY_KEY: portal.key };
		const first = await record(sandbox, env);
		expect(first.finish).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		await vi.waitFor(() => expect(linesOf(sandbox)).toMatchObject([{ runId: first.runId }]), { timeout: 20_000 });
		await vi.waitFor(() => expect(portal.accepted()).toHaveLength(1), { timeout: 20_000 });
		const second = await record(sandbox, { ...env, ...CI });
		expect(second.finish).toMatchObject({ exitCode: 0, stdout: '' });
		expect(second.finish.stderr).toContain('murmur8.run.total{status=success} 1\n');
		expect(second.finish.stderr).toMatch(/^murmur8: telemetry sink failed \(details: murmur8 telemetry status\)$/m);
		expect(second.finish.stderr).not.toMatch(/otlp|127\.0\.0\.1|ECONNREFUSED/);
		expect(linesOf(sandbox).map(({ runId }) => runId)).toEqual([first.runId, second.runId]);
		expect(readFileSync(join(sandbox.project, 'out.prom'), 'utf8')).toMatch(
			/murmur8_run_total\{status="success",instance="[^"]+"\} 2\n/,
		);
		expect(portal.accepted()).toHaveLength(2);
		const status = await sandbox.run(['telemetry', 'status'], { env });
		expect(status.stdout).toMatch(/^ {2}1 otlp: sent 0, failed 2, .*ECONNREFUSED/m);
		expect(status.stdout).toMatch(/^ {2}2 json-file: sent 2, failed 0/m);
	});

	test('sinks --check says what each said; inspect prints the bytes that then arrive', async () => {
		const sandbox = createSandbox(runtime);
		configure(sandbox, [FILE, { kind: 'prometheus', textfile: 'out.prom' }]);
		const check = await sandbox.run(['telemetry', 'sinks', '--check'], { env: TRUSTED });
		expect(check).toMatchObject({ exitCode: 0, stderr: '' });
		expect(check.stdout).toMatch(/^1 {2}json-file path=runs\.jsonl +nothing sent yet +ok: the file can be written$/m);
		await record(sandbox, { ...TRUSTED, MURMUR8_TELEMETRY_CI_WAIT_MS: '0', CI: 'true' });
		const inspected = await sandbox.run(['telemetry', 'inspect', '--sink', 'json-file'], { env: TRUSTED });
		const textfile = await sandbox.run(['telemetry', 'inspect', '--sink', '2'], { env: TRUSTED });
		expect(await sandbox.run(['telemetry', 'flush'], { env: TRUSTED })).toMatchObject({ exitCode: 0, stderr: '' });
		expect(inspected.stdoutBytes.equals(readFileSync(join(sandbox.project, 'runs.jsonl')))).toBe(true);
		expect(textfile.stdoutBytes.equals(readFileSync(join(sandbox.project, 'out.prom')))).toBe(true);
		const unknown = await sandbox.run(['telemetry', 'inspect', '--sink', 'statsd'], { env: TRUSTED });
		expect(unknown).toMatchObject({
			exitCode: 2,
			stdout: '',
			stderr: expect.stringContaining('1 (json-file), 2 (prometheus)'),
		});
	});
});

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

test('a cloned project that says on and names a sink sends nothing until it is trusted', async () => {
	const sandbox = createSandbox(runtime);
	const committed = join(sandbox.project, '.claude', 'telemetry-config.json');
	writeFileSync(committed, JSON.stringify({ audience: 'on', sinks: [FILE] }));
	await record(sandbox, { CI: 'true' });
	await sandbox.run(['telemetry', 'flush']);
	expect(linesOf(sandbox)).toEqual([]);
	expect((await sandbox.run(['telemetry-config'])).stdout).toContain('Waits for trust  : audience, sinks');
	await record(sandbox, CI);
	expect(linesOf(sandbox)).toMatchObject([{ operator: {} }]);
});

test.each(AUDIENCES)(
	'at audience %s a sink gets what is permitted, and off leaves no trace of telemetry',
	async (audience) => {
		const sandbox = createSandbox(runtime);
		configure(sandbox, [FILE]);
		const env = { ...CI, MURMUR8_TELEMETRY_AUDIENCE: audience };
		await record(sandbox, env);
		const expected = {
			off: [],
			'user-only': ['points', 'runId', 'timestampMs', 'user'],
			// Of the user's part the feature's id remains, for correlation.
			'operator-only': ['operator', 'points', 'runId', 'spans', 'timestampMs', 'user'],
			on: ['operator', 'points', 'runId', 'spans', 'timestampMs', 'user'],
		}[audience];
		expect(linesOf(sandbox).flatMap((line) => Object.keys(line).toSorted())).toEqual(expected);
		const refused = await sandbox.run(['telemetry', 'sinks', '--check'], { env });
		expect(refused.exitCode).toBe(audience === 'off' ? 2 : 0);
		if (audience !== 'off') return;
		for (const table of ['sink_series', 'sink_source', 'sink_result', 'audit', 'outbox']) {
			expect(query(sandbox.project, `SELECT * FROM ${table}`), table).toEqual([]);
		}
		expect(query(sandbox.project, 'SELECT sink_audience FROM snapshot')).toEqual([{ sink_audience: null }]);
	},
);
