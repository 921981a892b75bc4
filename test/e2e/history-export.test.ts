import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { ODD_HISTORY, writeHistory } from '../support/history.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { makeFifo } from '../support/special-files.ts';

const HEADER =
	'slug,status,startedAt,completedAt,totalDurationMs,failedStage,pausedAfter,runId,featureId,type,commitHash,totalCost';

async function exportOf(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
	const { exitCode, stdout } = await sandbox.run(['history', 'export', ...args]);
	expect(exitCode, args.join(' ')).toBe(0);
	return stdout;
}

async function slugsOf(sandbox: Sandbox, ...args: readonly string[]): Promise<readonly (string | undefined)[]> {
	const entries = JSON.parse(await exportOf(sandbox, '--format', 'json', ...args)) as ({ slug?: string } | null)[];
	return entries.map((entry) => entry?.slug);
}

/** Days on which the clocks change, their first and last moments, and the moments beside them, in UTC. */
const ZONES = [
	['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
	['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
	['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
	['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
	['UTC', '2026-02-28', '2026-02-28T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
] as const;

const shifted = (iso: string, ms: number) => new Date(Date.parse(iso) + ms).toISOString();

describe.each(RUNTIMES)('history export on $name', (runtime) => {
	test('CSV of every shape, oldest first', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const { stdout, stderr, exitCode } = await sandbox.run(['history', 'export']);
		expect(exitCode).toBe(0);
		expect(stderr).toBe('murmur8: left out what is no object: 2 of 8 entries\n');
		expect(stdout.split('\r\n')).toEqual([
			HEADER,
			'user-auth,success,2026-01-01T10:00:00.000Z,2026-01-01T10:12:05.000Z,725000,,,,,,,0.1',
			'日本語の機能,failed,2026-01-02T10:00:00.000Z,2026-01-02T11:02:03.000Z,3723000,nigel,,,,,,0.2',
			'murmuration (3 features),partial,2026-01-03T10:00:00.000Z,2026-01-03T10:00:41.000Z,41000,,,,,,,',
			'🎉 evilname,user-aborted,2026-01-04T10:00:00.000Z,,,,,,,,,',
			"'=1+1,paused,2026-01-05T10:00:00.000Z,2026-01-05T10:00:09.000Z,9000,,alex,,,,,",
			',success,,2026-01-06T10:00:00.000Z,,,,,,,,',
			'',
		]);
	});

	test('a CSV library reads it back: a row for each run, and no cell that a spreadsheet would run', async () => {
		const sandbox = createSandbox(runtime);
		const slugs = [
			'=1+1',
			'+1',
			'-1',
			'@SUM(A1)',
			'\t=1',
			'\r=1',
			' =1',
			'＝1',
			'"=1"',
			'a,b',
			'a"b',
			'a\nb',
			"'",
			';=1',
		];
		const runs = slugs.map((slug, index) => ({
			slug,
			status: 'failed',
			failedStage: slug,
			completedAt: `2026-01-01T00:00:${10 + index}.000Z`,
		}));
		writeHistory(sandbox, runs);
		const rows = parse<Record<string, string>>(await exportOf(sandbox), { columns: true, record_delimiter: '\r\n' });
		expect(rows).toHaveLength(slugs.length);
		expect(Object.keys(rows[0] ?? {})).toEqual(HEADER.split(','));
		for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠\t\r]/);
		expect(rows.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['a,b', 'a"b', "'=1+1", '"=1"']));
	});

	test('JSON is what the file holds, and can be narrowed', async () => {
		const sandbox = createSandbox(runtime, { TZ: 'UTC' });
		writeHistory(sandbox, ODD_HISTORY);
		const all = JSON.parse(await exportOf(sandbox, '--format=json'));
		expect(all).toHaveLength(ODD_HISTORY.length);
		expect(all).toEqual(expect.arrayContaining([...ODD_HISTORY]));
		expect(await slugsOf(sandbox, '--status=failed')).toEqual(['日本語の機能']);
		expect(await slugsOf(sandbox, '--feature', 'user-auth')).toEqual(['user-auth']);
		expect(await slugsOf(sandbox, '--feature', 'user-auth', '--status', 'failed')).toEqual([]);
		expect(await slugsOf(sandbox, '--until', '2026-01-02')).toEqual(['user-auth', '日本語の機能']);
		expect(await slugsOf(sandbox, '--since', '2026-01-05T10:00:09Z')).toEqual(['=1+1', undefined]);
		expect(await slugsOf(sandbox, '--until', '2026-01-01T11:12:04+01:00')).toEqual([]);
		expect((await exportOf(sandbox, '--status', 'aborted')).trimEnd()).toBe(HEADER);
	});

	test.each(ZONES)('in %s the whole of %s', async (zone, day, first, last) => {
		const sandbox = createSandbox(runtime, { TZ: zone });
		const ends = { before: shifted(first, -1), first, last, after: shifted(last, 1) };
		writeHistory(
			sandbox,
			Object.entries(ends).map(([slug, completedAt]) => ({ slug, startedAt: completedAt, completedAt })),
		);
		expect(await slugsOf(sandbox, '--since', day, '--until', day)).toEqual(['first', 'last']);
		expect(await slugsOf(sandbox, '--since', day)).toEqual(['first', 'last', 'after']);
		expect(await slugsOf(sandbox, '--until', day)).toEqual(['before', 'first', 'last']);
		const { stdout } = await sandbox.run(['history']);
		expect(stdout).toContain(`${day} 00:00:00`);
		expect(stdout).toContain(`${day} 23:59:59`);
	});

	test('for somebody else it is projected before it is filtered', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const exportFor = async (...args: readonly string[]) =>
			JSON.parse(await exportOf(sandbox, '--format', 'json', ...args)) as readonly Record<string, unknown>[];
		const seen = await exportFor('--audience', 'user-only');
		expect(JSON.stringify(seen)).not.toContain('kept');
		expect(seen.map(({ slug }) => slug)).toContain('user-auth');
		expect(await exportFor('--audience', 'operator-only', '--feature', 'user-auth')).toEqual([]);
		expect(await exportFor('--audience', 'off')).toEqual([]);
		expect(await exportFor('--audience', 'on')).toHaveLength(ODD_HISTORY.length);
	});

	test('what is no real date, status or format is refused', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		for (const [args, words] of [
			[['--since', '2026-02-30'], '--since is no real date: "2026-02-30"'],
			[['--until', 'tomorrow'], '--until is no real date'],
			[['--until=2026-1-1'], '--until is no real date'],
			[['--since', '2026-02-02', '--until', '2026-02-01'], '--since is later than --until'],
			[['--status', 'great'], 'must be one of: success, failed, paused, aborted, user-aborted, partial'],
			[['--format', 'xml'], 'must be one of: csv, json'],
			[['--audience', 'all'], 'must be one of: off, user-only, operator-only, on'],
		] as const) {
			const { exitCode, stdout, stderr } = await sandbox.run(['history', 'export', ...args]);
			expect({ exitCode, stdout }, args.join(' ')).toEqual({ exitCode: 2, stdout: '' });
			expect(stderr, args.join(' ')).toContain(words);
		}
	});

	test('into a file: whole, replaced, its mode kept; nothing but a regular file is replaced', async () => {
		const sandbox = createSandbox(runtime);
		writeHistory(sandbox, ODD_HISTORY);
		const folder = join(sandbox.project, 'out', 'deep');
		const path = join(folder, 'runs.csv');
		const output = ['--output', join('out', 'deep', 'runs.csv')];
		expect(await exportOf(sandbox, ...output, '--status', 'failed')).toBe('Exported 1 entries to out/deep/runs.csv\n');
		expect(readFileSync(path, 'utf8')).toBe(await exportOf(sandbox, '--status', 'failed'));
		writeFileSync(join(folder, 'shared.json'), 'old', { mode: 0o640 });
		await exportOf(sandbox, '--format', 'json', '--output', join(folder, 'shared.json'));
		expect(JSON.parse(readFileSync(join(folder, 'shared.json'), 'utf8'))).toHaveLength(8);
		expect(statSync(join(folder, 'shared.json')).mode & 0o777).toBe(0o640);

		mkdirSync(join(folder, 'folder'));
		symlinkSync('runs.csv', join(folder, 'link'));
		makeFifo(join(folder, 'fifo'));
		const names = readdirSync(folder).sort();
		for (const [name, words] of [
			['folder', 'is a directory'],
			['link', 'is a symbolic link'],
			['fifo', 'is a FIFO'],
		] as const) {
			const refused = await sandbox.run(['history', 'export', '--output', join(folder, name)]);
			expect(refused, name).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(words) });
		}
		const below = await sandbox.run(['history', 'export', '--output', join(path, 'below.csv')]);
		expect(below).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('could not write') });
		expect(readdirSync(folder).sort()).toEqual(names);
	});
});
