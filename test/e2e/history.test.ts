import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyFile, ODD_HISTORY, readHistory, writeHistory } from '../support/history.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const UTC = { TZ: 'UTC' };
const bySlug = (entries: readonly unknown[]) => (entries as { slug?: string }[] | null[]).map((entry) => entry?.slug);

describe.each(RUNTIMES)('history on $name', (runtime) => {
	test('nothing there: says so, and creates nothing', async () => {
		const sandbox = createSandbox(runtime);
		const before = readdirSync(sandbox.project, { recursive: true });
		for (const [args, stdout] of [
			[[], 'No pipeline history found.\n'],
			[['--json'], '[]\n'],
			[['--stats'], 'Insufficient data for statistics. Complete at least one pipeline run.\n'],
			[['--cost'], 'No cost data found.\n'],
			[['export', '--format', 'json'], '[]\n'],
			[['clear', '--force'], 'No history to clear.\n'],
		] as const) {
			expect(await sandbox.run(['history', ...args])).toMatchObject({ exitCode: 0, stdout, stderr: '' });
		}
		expect(readdirSync(sandbox.project, { recursive: true })).toEqual(before);
	});

	test('a history of every shape', async () => {
		const sandbox = createSandbox(runtime, UTC);
		writeHistory(sandbox, ODD_HISTORY);
		const { exitCode, stdout, stderr } = await sandbox.run(['history']);
		expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
		const lines = stdout.split('\n');
		expect(lines.slice(0, 2)).toEqual(['Pipeline History (showing 8 of 8 runs)', '']);
		expect(lines.slice(2, 11).filter((line) => !line.includes('unreadable'))).toEqual([
			'  SLUG                      STATUS        DATE                 DURATION  COST',
			'  (no slug)                 success       2026-01-06 10:00:00  -         -',
			'  =1+1                      paused        2026-01-05 10:00:09  9s        -      (paused at: alex)',
			'  🎉 evilname               user-aborted  2026-01-04 10:00:00  -         -',
			'  murmuration (3 features)  partial       2026-01-03 10:00:41  41s       -',
			'  日本語の機能              failed        2026-01-02 11:02:03  1h 2m 3s  $0.20  (failed at: nigel)',
			'  user-auth                 success       2026-01-01 10:12:05  12m 5s    $0.10',
		]);
		expect(stdout.match(/\(unreadable entry\)/g)).toHaveLength(2);
		expect(readHistory(sandbox)).toEqual(expect.arrayContaining([...ODD_HISTORY]));
	});

	test('filter, window and order, in the words of the screen', async () => {
		const sandbox = createSandbox(runtime, UTC);
		writeHistory(sandbox, ODD_HISTORY);
		const slugs = async (...args: readonly string[]) =>
			bySlug(JSON.parse((await sandbox.run(['history', '--json', ...args])).stdout));
		expect(await slugs('--filter', 'status:FAILED')).toEqual(['日本語の機能']);
		expect(await slugs('--filter', 'user !status:aborted')).toEqual(['user-auth']);
		expect(await slugs('--filter', 'nothing has this')).toEqual([]);
		expect((await slugs('--sort', 'cost')).slice(0, 2)).toEqual(['日本語の機能', 'user-auth']);
		expect(await slugs('--sort', 'cost', '--reverse', '--limit', '1')).toEqual(['user-auth']);
		expect((await slugs('--reverse')).slice(0, 2)).toEqual(['user-auth', '日本語の機能']);
		// All of it is years old, or from no time at all.
		expect(await slugs('--window', '1h')).toEqual([]);
		const { stdout } = await sandbox.run(['history', '--filter', 'paused', '--limit', '1']);
		expect(stdout).toContain('Pipeline History (showing 1 of 1 matching runs)');
		expect((await sandbox.run(['history', '--filter', 'zzz'])).stdout).toBe('None of 8 runs is what was asked for.\n');
		const { stats } = JSON.parse((await sandbox.run(['history', '--stats', '--json', '--filter', 'failed'])).stdout);
		expect(stats).toMatchObject({ runs: 1, successRate: 0 });
	});

	test.each([
		[['--filter', 'stats:failed'], '--filter names "stats", but the fields are: slug, status, stage,'],
		[['--sort', 'age'], '--sort is "age", but must be one of: time, slug,'],
		[['--window', '2h'], '--window is "2h", but must be one of: 1h, 24h,'],
	])('history %j is refused', async (args, words) => {
		const { exitCode, stdout, stderr } = await createSandbox(runtime).run(['history', ...args]);
		expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
		expect(stderr).toContain(words);
	});

	test('its entries for programs, and its figures', async () => {
		const sandbox = createSandbox(runtime, UTC);
		writeHistory(sandbox, ODD_HISTORY);
		const { stdout } = await sandbox.run(['history', '--json']);
		expect(stdout.trimEnd()).not.toMatch(/[\p{Cc}\u202E]/u);
		const entries = JSON.parse(stdout);
		expect(entries).toHaveLength(ODD_HISTORY.length);
		expect(entries).toEqual(expect.arrayContaining([...ODD_HISTORY]));
		const dated = entries.filter((entry: { startedAt?: string } | null) => entry?.startedAt);
		expect(bySlug(dated).at(-1)).toBe('user-auth');
		const two = await sandbox.run(['history', '--json', '--limit', '2']);
		expect(JSON.parse(two.stdout)).toEqual(entries.slice(0, 2));
		const figures = JSON.parse((await sandbox.run(['history', '--stats', '--cost', '--json'])).stdout);
		expect(figures.stats).toMatchObject({
			runs: 5,
			successRate: 0.4,
			statuses: { success: 2, failed: 1, paused: 1, 'user-aborted': 1 },
			averageDurationMs: 725_000,
			mostCommonFailure: { stages: ['nigel'], count: 1 },
			batches: 1,
			unreadable: 2,
		});
		expect(figures.cost).toMatchObject({ pricedRuns: 2, totalCost: 0.3, averageCost: 0.15 });
		const text = (await sandbox.run(['history', '--stats', '--cost'])).stdout;
		expect(text).toContain('Pipeline Statistics (based on 5 runs)');
		expect(text).toMatch(/^ {2}nigel +7s +1 +1$/m);
		expect(text).toMatch(/^ {2}Total cost +\$0\.30$/m);
	});

	test('runs of our own stand among the others, coloured only where asked', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		await sandbox.run(['run', 'start', 'billing']);
		await sandbox.run(['run', 'stage', 'alex', 'done', '--cost', '0.5']);
		expect((await sandbox.run(['history'])).stdout).not.toContain('billing');
		await sandbox.run(['run', 'finish', '--status', 'failed']);
		const [entry] = JSON.parse((await sandbox.run(['history', '--json', '--limit', '1'])).stdout);
		expect(entry).toMatchObject({ slug: 'billing', status: 'failed', totalCost: 0.5, stages: { alex: { cost: 0.5 } } });
		const { stdout } = await sandbox.run(['history', '--limit', '1', '--plain'], { env: { FORCE_COLOR: '1' } });
		expect(stdout).toContain('  billing  \u001B[31mfailed\u001B[39m  ');
		expect((await sandbox.run(['history', '--limit', '1'])).stdout).not.toContain('\u001B');
	});

	test('a corrupt file: what is whole is shown, the rest is kept, exit 1 once', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const torn = readFileSync(historyFile(sandbox), 'utf8').slice(0, -60);
		writeFileSync(historyFile(sandbox), torn);
		const { exitCode, stdout, stderr } = await sandbox.run(['history']);
		expect(exitCode).toBe(1);
		expect(stdout).toContain('user-auth');
		const kept = /kept as (\S+)/.exec(stderr)?.[1] ?? '';
		expect(readFileSync(join(sandbox.project, kept), 'utf8')).toBe(torn);
		expect(await sandbox.run(['history'])).toMatchObject({ exitCode: 0, stderr: '', stdout });
	});

	test('a published file that can not be read or written does not break the history', async () => {
		const sandbox = createSandbox(runtime);
		await sandbox.run(['history', 'record', '{"slug":"by-hand"}']);
		rmSync(historyFile(sandbox));
		makeFifo(historyFile(sandbox));
		expect(await sandbox.run(['history'])).toMatchObject({
			exitCode: 0,
			stderr: '',
			stdout: expect.stringContaining('by-hand'),
		});
		const { stderr } = await sandbox.run(['history'], { env: { MURMUR8_DEBUG: '1' } });
		expect(stderr).toContain('not up to date');
	});

	test('without a usable database the published part is shown', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		writeFileSync(join(sandbox.project, '.claude', 'murmur8.db'), 'x'.repeat(8192));
		const { exitCode, stdout, stderr } = await sandbox.run(['history']);
		expect(exitCode).toBe(0);
		expect(stdout).toContain('user-auth');
		expect(stderr).toContain("the database can't be opened");
		const record = await sandbox.run(['history', 'record', '{"slug":"a"}']);
		expect(record).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining("can't be changed") });
		expect(readHistory(sandbox)).toEqual(ODD_HISTORY);
	});
});

describe.each(RUNTIMES.slice(0, 1))('history on $name alone', (runtime) => {
	test('10,000 entries', async () => {
		const sandbox = createSandbox(runtime);
		const start = Date.UTC(2025, 0, 1);
		const entries = Array.from({ length: 10_000 }, (_, index) => ({
			slug: `feature-${index}`,
			status: index % 4 === 0 ? 'failed' : 'success',
			startedAt: new Date(start + index * 60_000).toISOString(),
			completedAt: new Date(start + index * 60_000 + 41_000).toISOString(),
			totalDurationMs: 41_000,
			stages: { alex: { durationMs: 1_000, status: 'success' } },
		}));
		writeHistory(sandbox, entries);
		const { stdout } = await sandbox.run(['history']);
		expect(stdout).toContain('(showing 10 of 10000 runs)');
		expect(stdout).toMatch(/^ {2}feature-9999 {2}success/m);
		const all = await sandbox.run(['history', '--all']);
		expect(all.stdout.match(/^ {2}feature-/gm)).toHaveLength(10_000);
		const { stats } = JSON.parse((await sandbox.run(['history', '--stats', '--json'])).stdout);
		expect(stats).toMatchObject({ runs: 10_000, successRate: 0.75, statuses: { failed: 2_500 } });
		const exported = await sandbox.run(['history', 'export', '--format', 'json']);
		expect(JSON.parse(exported.stdout)).toEqual(entries);
	});
});
