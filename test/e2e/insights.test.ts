import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** What the npm package wrote, batches and broken entries among it. */
const HISTORY = [
	null,
	{ mode: 'murmuration', status: 'partial', features: ['a'] },
	...[1, 2, 3, 4, 5, 6].map((minute) => ({
		slug: 'user-auth',
		status: minute % 3 === 0 ? 'failed' : 'success',
		failedStage: minute % 3 === 0 ? 'nigel' : undefined,
		startedAt: at(minute * 60),
		completedAt: at(minute * 60 + 10),
		totalDurationMs: 600_000,
		stages: { alex: { durationMs: 60_000, cost: '$0.25' }, nigel: { durationMs: minute === 6 ? 900_000 : 300_000 } },
	})),
];

describe.each(RUNTIMES)('insights on $name', (runtime) => {
	test('of what another program recorded, as text and as JSON; a demonstration says that it is one', async () => {
		const sandbox = createSandbox(runtime);
		expect((await sandbox.run(['insights'])).stdout).toBe('No finished runs yet; insights come with them.\n');
		writeFileSync(join(sandbox.project, '.claude', 'pipeline-history.json'), JSON.stringify(HISTORY));
		const { exitCode, stdout } = await sandbox.run(['insights']);
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^6 runs, 67 % successful\n/);
		expect(stdout).toMatch(/^ {2}nigel-tests +2 of 6 runs +33 %$/m);
		expect(stdout).toMatch(/^ {2}user-auth +nigel-tests +\S+ \S+ +15:00, usually 5:00$/m);
		const json = JSON.parse((await sandbox.run(['insights', '--json'])).stdout) as Record<string, unknown>;
		expect(json).toMatchObject({ source: 'live', runs: 6, cost: { total: 1.5, perRun: 0.25, perSuccess: 0.375 } });
		const demo = await sandbox.run(['insights', '--demo']);
		expect(demo.stdout).toMatch(/^Demonstration data: these runs never happened\.\n\n14 runs, /);
		expect(JSON.parse((await sandbox.run(['insights', '--demo', '--json'])).stdout)).toMatchObject({
			source: 'seeded',
			runs: 14,
		});
	});
});
