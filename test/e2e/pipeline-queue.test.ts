import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { attemptCount, query, untilPassEnded } from '../support/state.ts';

describe.each(RUNTIMES)('beside the pipeline, on $name', (runtime) => {
	test('queue shows the npm package’s queue and leaves it alone', async () => {
		const { project, run } = createSandbox(runtime);
		const folder = join(project, '.claude');
		const path = join(folder, 'implement-queue.json');
		rmSync(path, { force: true });
		mkdirSync(folder, { recursive: true });
		const empty = await run(['queue']);
		expect(empty).toMatchObject({ exitCode: 0, stderr: '' });
		expect(empty.stdout).toContain('Current: (none)');
		const text = JSON.stringify({
			lastUpdated: '2026-01-02T03:04:05.678Z',
			current: { slug: 'user-auth', stage: 'cass', startedAt: '2026-01-02T03:00:00.000Z' },
			nigelQueue: [{ slug: 'billing' }, { slug: 'search' }],
			failed: [{ slug: 'old', stage: 'codey', reason: 'tests\u001B[31m fail' }],
		});
		writeFileSync(path, text);
		const { stdout } = await run(['queue']);
		expect(stdout).toContain('Current:\n  user-auth (stage: cass)\n  Started: 2026-01-02T03:00:00.000Z\n');
		expect(stdout).toContain('  Nigel: 2 pending\n');
		expect(stdout).toContain('  - old at codey: tests fail\n');
		const json = JSON.parse((await run(['queue', '--json'])).stdout);
		expect(json).toMatchObject({ current: { slug: 'user-auth' }, waiting: { nigel: ['billing', 'search'] } });
		expect(readFileSync(path, 'utf8')).toBe(text);
		writeFileSync(path, text.slice(0, 40));
		const broken = await run(['queue']);
		expect(broken).toMatchObject({ exitCode: 1, stdout: '' });
		expect(broken.stderr).toContain("can't be read as a pipeline queue");
	});

	test('validate is silent, makes nothing, and starts delivery of what waits', async () => {
		const portal = await startPortal();
		const sandbox = createSandbox(runtime, {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
		});
		const { run, project } = sandbox;
		expect(await run(['validate'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		expect(query(project, 'SELECT 1')).toEqual([]);
		await portal.stop();
		await run(['run', 'start', 'user-auth']);
		await run(['run', 'finish', '--status', 'success']);
		await untilPassEnded(sandbox, 0);
		const before = attemptCount(sandbox);
		await portal.restart();
		expect(await run(['validate'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
		await untilPassEnded(sandbox, before);
		expect(portal.accepted()).toHaveLength(1);
	});
});
