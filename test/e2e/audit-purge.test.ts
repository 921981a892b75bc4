import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

const CI = { CI: 'true', MURMUR8_TELEMETRY_CI_WAIT_MS: '8000' };

describe.each(RUNTIMES)('audit and purge on $name', (runtime) => {
	test('changes of settings, runs and deliveries are noted, no secret among them; purging leaves nothing', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, CI);
		const { project, run } = sandbox;
		await run(['telemetry-config', 'set', 'url', portal.url]);
		await run(['telemetry-config', 'set', 'key', '--key-stdin'], { input: portal.key });
		const runId = (await run(['run', 'start', 'user-auth'])).stdout.trim();
		await run(['run', 'finish', '--status', 'success']);
		portal.behaviour = { status: 503, headers: { 'retry-after': '3600' } };
		const waiting = (await run(['run', 'start', 'secret-project'])).stdout.trim();
		await run(['run', 'finish', '--status', 'success']);
		await run(['telemetry-config', 'set', 'audience', 'off']);
		await run(['telemetry-config', 'set', 'wire', 'envelope']);
		const { stdout } = await run(['telemetry', 'audit', '--json']);
		const lines = stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		const { username } = userInfo();
		expect(lines).toMatchObject([
			{ event: 'setting_changed', key: 'url', old: null, new: portal.url, osUser: username },
			{ event: 'telemetry_enabled', audience: 'user-only' },
			{ event: 'setting_changed', key: 'key', old: null, new: `****${portal.key.slice(-4)}` },
			{ event: 'telemetry_enabled', runId, audience: 'user-only' },
			{ event: 'delivery', runId, result: 'delivered' },
			{ event: 'telemetry_enabled', runId: waiting },
			{ event: 'setting_changed', key: 'audience', old: 'user-only', new: 'off' },
			{ event: 'telemetry_disabled' },
		]);
		expect(lines).toHaveLength(8);
		expect((await run(['telemetry', 'audit', '--limit', '1'])).stdout).toMatch(/^\S+Z {2}\S+ {2}telemetry_disabled\n$/);

		const database = join(project, '.claude', 'murmur8.db');
		expect(readFileSync(database).includes('secret-project')).toBe(true);
		expect(await run(['telemetry', 'purge'])).toMatchObject({ exitCode: 2, stdout: '' });
		const purged = await run(['telemetry', 'purge', '--force']);
		expect(purged).toMatchObject({
			exitCode: 0,
			stdout: 'deleted: 1 undelivered event, delivery log, live state, audit, kept logs\n',
		});
		for (const table of [
			'outbox',
			'dead_letter',
			'delivery',
			'remote_id',
			'audit',
			'snapshot',
			'churn_scope',
			'sink_source',
		]) {
			expect(query(project, `SELECT * FROM ${table}`), table).toEqual([]);
		}
		expect(JSON.parse((await run(['history', '--json'])).stdout)).toHaveLength(2);
		expect(JSON.parse(readFileSync(join(project, '.claude', 'telemetry-failed.json'), 'utf8'))).toEqual([]);
		writeFileSync(join(project, '.claude', 'pipeline-history.json.corrupt-2026'), 'secret-project');
		const all = await run(['telemetry', 'purge', '--history', '--force']);
		expect(all.stdout).toContain('deleted: 2 runs of the history\n');
		expect(existsSync(join(project, '.claude', 'pipeline-history.json.corrupt-2026'))).toBe(false);
		expect(readFileSync(database).includes('secret-project')).toBe(false);
		expect(JSON.parse(readFileSync(join(project, '.claude', 'pipeline-history.json'), 'utf8'))).toEqual([]);
		expect((await run(['history'])).stdout).toBe('No pipeline history found.\n');
	});

	test('--project works on another project with its own settings, --config on another file, for every command', async () => {
		const portal = await startPortal();
		const here = createSandbox(runtime, CI);
		const there = createSandbox(runtime, CI);
		writeFileSync(
			join(there.project, '.env'),
			`MURMUR8_TELEMETRY_URL=${portal.url}\nMURMUR8_TELEMETRY_KEY=${portal.key}\n`,
		);
		const at = ['--project', there.project];
		await here.run(['run', 'start', 'elsewhere', ...at]);
		await here.run([...at, 'run', 'finish', '--status', 'success']);
		expect(portal.accepted().map(({ body }) => body.slug)).toEqual(['elsewhere']);
		expect(existsSync(join(here.project, '.claude', 'murmur8.db'))).toBe(false);
		expect((await here.run(['history', ...at])).stdout).toContain('elsewhere');

		const config = join(here.home, 'ci.json');
		writeFileSync(config, JSON.stringify({ url: portal.url, audience: 'on' }));
		const status = await here.run(['telemetry', 'status', '--json', '--config', config]);
		expect(JSON.parse(status.stdout)).toMatchObject({ status: 'active', url: portal.url, audience: 'on' });
		for (const [text, words] of [
			['{', 'ci.json is not a JSON object'],
			[undefined, "missing.json can't be read"],
			['{"audience":"all"}', 'must be one of'],
		] as const) {
			const path = text === undefined ? join(here.home, 'missing.json') : config;
			if (text !== undefined) writeFileSync(path, text);
			const result = await here.run(['telemetry', 'status', `--config=${path}`]);
			expect(result.exitCode, words).toBe(2);
			expect(result.stderr).toContain(words);
		}
		const nowhere = await here.run(['run', 'start', 'a', '--project', join(here.home, 'nowhere')]);
		expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' });
	});
});
