import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findTool } from '../support/daemon.ts';
import { startTerminal } from '../support/program-terminal.ts';
import { stackOf } from '../support/report.ts';
import { AT, filesIn, NOW_TEXT, putJobs, putLog } from '../support/report-logs.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox, runCommand, type Sandbox } from '../support/sandbox.ts';
import { query } from '../support/state.ts';

const [, runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');
const strace = findTool('strace', 'strace');

const REPORTS = join('reports', 'telemetry');
const JSON_NAME = 'error-aggregates-2026-01-15.json';
const LOG = `before\n${stackOf("TypeError: Cannot read properties of undefined (reading 'total')", 'pay', 'main')}after\n`;

const reportsOf = ({ project }: Sandbox) => filesIn(join(project, REPORTS));
const hasReports = ({ project }: Sandbox) => existsSync(join(project, 'reports'));

interface Aggregates {
	readonly total_errors: number;
	readonly sources: { readonly read: number; readonly skipped_no_opt_in: number; readonly unreadable: number };
	readonly resolved: readonly string[] | null;
	readonly groups: readonly Readonly<Record<string, unknown>>[];
}

/** Makes the report and reads it. */
async function aggregates({ run }: Sandbox, ...args: readonly string[]): Promise<Aggregates> {
	const { stdout, stderr } = await run(['report', '--format', 'json', '--now', NOW_TEXT, ...args]);
	expect(stderr).toBe('');
	return JSON.parse(stdout) as Aggregates;
}

describe('opting in', () => {
	test('without it the report says so, how to, and is a report all the same', async () => {
		const sandbox = createSandbox(runtime);
		putLog(sandbox.project, 'logs/build.log', LOG);
		const { stdout, stderr, exitCode } = await sandbox.run(['report', 'logs', 'build.log', '--now', NOW_TEXT]);
		expect([exitCode, stderr]).toEqual([0, '']);
		expect(stdout).toContain('No log has opted in, so none was read.');
		expect(stdout).toContain('murmur8 report --opt-in');
		const files = reportsOf(sandbox);
		expect(Object.keys(files).toSorted()).toEqual([JSON_NAME, 'telemetry-report-2026-01-15.md']);
		expect(JSON.parse(files[JSON_NAME] ?? '')).toMatchObject({
			total_errors: 0,
			groups: [],
			sources: {
				read: 0,
				skipped_no_opt_in: 2,
				gaps: expect.arrayContaining([{ provider: 'github', request: expect.any(String) }]),
			},
		});
		expect(files['telemetry-report-2026-01-15.md']).toContain('## How to opt in');
	});

	test.skipIf(!strace)('without it nothing of what was named is opened, listed or asked about', async () => {
		const { project, environment } = createSandbox(runtime);
		putLog(project, 'plain-logs/build.log', LOG);
		putLog(project, 'named.log', LOG);
		const trace = join(project, '..', 'trace');
		const traced = [strace ?? '', '-f', '-qq', '-e', 'trace=file,getdents64', '-o', trace];
		const touched = async (...args: readonly string[]) => {
			const call = [...traced, ...runtime.command, 'report', ...args, 'named.log', 'plain-logs', '--now', NOW_TEXT];
			const { exitCode } = await runCommand(call, { cwd: project, env: environment, input: '' });
			expect(exitCode).toBe(0);
			const calls = readFileSync(trace, 'utf8')
				.split('\n')
				.filter((line) => !line.includes('execve('));
			return calls.filter((line) => /named\.log|plain-logs|build\.log/.test(line));
		};
		expect(await touched()).toEqual([]);
		expect(await touched('--opt-in')).toEqual(expect.arrayContaining([expect.stringMatching(/open.*build\.log/)]));
	});

	test('a run that kept its output opted in', async () => {
		const sandbox = createSandbox(runtime, { TELEMETRY: '1' });
		const script = `console.error(new TypeError('no total')); process.exit(1)`;
		await sandbox.run(['run', 'exec', 'user-auth', '--', process.execPath, '-e', script]);
		const { total_errors, sources } = await aggregates(sandbox);
		expect([total_errors, sources.read]).toEqual([1, 1]);
	});
});

describe('the STOP rule', () => {
	test('revisions, versions and git’s own users stop nothing', async () => {
		const sandbox = createSandbox(runtime as NonNullable<typeof runtime>);
		const texts = [
			`reference is not a tree: ${'0123456789abcdef'.repeat(3).slice(0, 40)}`,
			'git@github.com: Permission denied (publickey).',
			'downgrade from 6.0.0.0 to >=5.1.0.0',
			'unit getty@tty1.service failed, password=required',
			'no brew in /home/linuxbrew/.linuxbrew/bin',
		];
		putLog(
			sandbox.project,
			'build.log',
			texts.map((text, index) => stackOf(`Error: ${text}`, `pay${index}`)).join('\n'),
		);
		const { exitCode } = await sandbox.run(['report', '--opt-in', 'build.log', '--html', '--issues', '--pr']);
		const { total_errors } = await aggregates(sandbox, '--opt-in', 'build.log');
		expect([exitCode, total_errors]).toEqual([0, texts.length]);
	});

	/** The user's own settings let a value through: the sanitiser misses it, the check of the finished report must not. */
	function createMiss(): { readonly sandbox: Sandbox; readonly value: string } {
		const sandbox = createSandbox(runtime as NonNullable<typeof runtime>);
		const value = ['ada.lovelace', 'example.com'].join('@');
		const settings = join(sandbox.home, '.config', 'murmur8');
		mkdirSync(settings, { recursive: true });
		writeFileSync(join(settings, 'config.json'), JSON.stringify({ sanitize: { allow: [value] } }));
		putLog(sandbox.project, 'build.log', stackOf(`Error: no mail to ${value}`, 'pay'));
		return { sandbox, value };
	}

	test.each([
		['files', []],
		['all files', ['--html', '--issues', '--pr']],
		['a document on stdout', ['--format', 'json']],
		['Markdown on stdout', ['--format', 'md']],
		['a page on stdout', ['--format', 'html']],
		['a job', ['--format', 'github']],
		['another folder', ['--out', 'elsewhere']],
		['a shard', ['--shard', 'shard.json']],
		['a baseline', ['--record']],
	])('what was missed stops %s: exit 3, nothing written, no value told', async (_what, flags) => {
		const { sandbox, value } = createMiss();
		const summary = join(sandbox.home, 'summary.md');
		const before = Object.keys(filesIn(sandbox.project));
		const { exitCode, stdout, stderr } = await sandbox.run(['report', '--opt-in', 'build.log', ...flags], {
			env: { GITHUB_STEP_SUMMARY: summary },
		});
		expect([exitCode, stdout]).toEqual([3, '']);
		expect(stderr).toMatch(/^murmur8: STOP: .*\(email \d\); nothing was written\n {2}.*audit.*\n$/);
		expect(stderr).not.toContain(value);
		expect(Object.keys(filesIn(sandbox.project))).toEqual(before);
		expect([hasReports(sandbox), existsSync(summary), existsSync(join(sandbox.project, 'elsewhere'))]).toEqual([
			false,
			false,
			false,
		]);
	});

	test('a shard that was tampered with stops the merge', async () => {
		const sandbox = createSandbox(runtime);
		putLog(sandbox.project, 'build.log', LOG);
		await sandbox.run(['report', '--opt-in', 'build.log', '--shard', 's.json']);
		const path = join(sandbox.project, 's.json');
		const value = ['ada.lovelace', 'example.com'].join('@');
		writeFileSync(path, readFileSync(path, 'utf8').replaceAll('reading', value));
		const { exitCode, stderr } = await sandbox.run(['report', 'merge', 's.json']);
		expect([exitCode, stderr.includes(value), hasReports(sandbox)]).toEqual([3, false, false]);
	});
});

describe.each(RUNTIMES)('on $name', (own) => {
	const flags = ['--html', '--issues', '--pr', '--now', NOW_TEXT] as const;

	test('eight shards merged, in any order, are the report over all logs at once, byte for byte', async () => {
		const reference = createSandbox(runtime);
		putJobs(join(reference.project, 'logs'));
		await reference.run(['report', '--opt-in', 'logs', ...flags]);
		const whole = reportsOf(reference);
		expect(Object.keys(whole).length).toBeGreaterThan(10);

		const sandbox = createSandbox(own);
		const logs = putJobs(join(sandbox.project, 'logs'));
		await sandbox.run(['report', '--opt-in', 'logs', ...flags, '--out', 'at-once']);
		expect(withoutCommand(filesIn(join(sandbox.project, 'at-once')))).toEqual(withoutCommand(whole));

		const shards = logs.map((_, index) => `shard-${index}.json`);
		for (const [index, shard] of shards.entries()) {
			// One source is read by two of them.
			const read = index === 3 ? [logs[3], logs[4]] : [logs[index]];
			const { exitCode } = await sandbox.run(['report', '--opt-in', ...(read as string[]), '--shard', shard]);
			expect(exitCode).toBe(0);
		}
		const turned = [...shards.slice(5), ...shards.slice(0, 5).toReversed()];
		const { exitCode } = await sandbox.run(['report', 'merge', ...turned, ...flags]);
		expect(exitCode).toBe(0);
		expect(withoutCommand(reportsOf(sandbox))).toEqual(withoutCommand(whole));
	});
});

/** How to make it again is not the same where it was not made the same way. */
function withoutCommand(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(files).map(([name, text]) => [name, text.replaceAll(/^murmur8 report .*$/gm, 'murmur8 report')]),
	);
}

test('a source that is given twice, also under another name, counts once', async () => {
	const sandbox = createSandbox(runtime);
	putLog(sandbox.project, 'a.log', LOG);
	putLog(sandbox.project, 'b.log', LOG);
	putLog(sandbox.project, 'c.log.gz', gzipSync(LOG));
	const { total_errors, sources } = await aggregates(sandbox, '--opt-in', 'a.log', 'a.log', '.', 'b.log', 'c.log.gz');
	expect([total_errors, sources.read]).toEqual([1, expect.any(Number)]);
	expect((await aggregates(sandbox, '--opt-in', 'a.log', 'b.log', 'c.log.gz')).sources.read).toBe(1);
});

test('logs so long that two threads share them: the same failures as of short ones', async () => {
	const sandbox = createSandbox(runtime);
	const filling = 'step: nothing of interest happened here\n'.repeat(350_000);
	const names = ['parse', 'list', 'pay'].map((name) => {
		putLog(sandbox.project, `${name}.log`, stackOf(`RangeError: no ${name}`, name));
		return `${name}.log`;
	});
	const fingerprints = ({ groups }: Aggregates) => groups.map(({ fingerprint }) => fingerprint).toSorted();
	const short = await aggregates(sandbox, '--opt-in', ...names);
	for (const name of names) appendFileSync(join(sandbox.project, name), filling);
	const long = await aggregates(sandbox, '--opt-in', ...names);
	expect([long.sources.read, long.total_errors]).toEqual([3, 3]);
	expect(fingerprints(long)).toEqual(fingerprints(short));
});

test('what can’t be read is told and skipped, and nothing else is lost', async () => {
	const sandbox = createSandbox(runtime);
	const folder = join(sandbox.project, 'logs');
	const packed = gzipSync(`${LOG}${'more\n'.repeat(50_000)}`);
	putLog(folder, 'good.log', LOG);
	putLog(folder, 'cut.log.gz', packed.subarray(0, packed.length - 20));
	putLog(folder, 'long.log', `${'x'.repeat(5_000_000)}\n${stackOf('RangeError: far', 'list')}`);
	putLog(folder, 'image.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 0xff, 0, 0]));
	putLog(folder, 'broken.xml', '<?xml version="1.0"?><testsuites><testsuite name="a"><testcase name="b"><failure');
	const { total_errors, sources, groups } = await aggregates(sandbox, '--opt-in', 'logs');
	expect(groups.map(({ sample_trace }) => String(sample_trace).split('\n')[0])).toEqual(
		expect.arrayContaining(["TypeError: Cannot read properties of undefined (reading 'total')", 'RangeError: far']),
	);
	expect(total_errors).toBe(3);
	expect(sources).toMatchObject({
		problems: expect.arrayContaining([
			expect.objectContaining({ source: 'logs/cut.log.gz' }),
			expect.objectContaining({ source: 'logs/image.png' }),
			expect.objectContaining({ source: 'logs/broken.xml' }),
		]),
	});
	expect(sources.unreadable).toBe(3);
});

test('a log that grows while it is read counts with what it held, says so, and costs no other one anything', async () => {
	const sandbox = createSandbox(runtime);
	const folder = join(sandbox.project, 'logs');
	putLog(folder, 'good.log', LOG);
	const growing = putLog(folder, 'growing.log', `${stackOf('RangeError: early', 'list')}${'a line\n'.repeat(100_000)}`);
	// It writes until the report has ended, whatever takes how long.
	const script = `setInterval(() => require('node:fs').appendFileSync(process.argv[1], 'one more line\\n'), 1)`;
	const writer = spawn(process.execPath, ['-e', script, growing], { stdio: 'ignore' });
	onTestFinished(() => void writer.kill('SIGKILL'));
	const { size } = statSync(growing);
	await vi.waitFor(() => expect(statSync(growing).size).toBeGreaterThan(size), { timeout: 30_000 });
	const { sources, groups } = await aggregates(sandbox, '--opt-in', 'logs');
	expect(groups.map(({ sample_trace }) => String(sample_trace).split('\n')[0]).toSorted()).toEqual([
		'RangeError: early',
		"TypeError: Cannot read properties of undefined (reading 'total')",
	]);
	expect(sources).toMatchObject({
		problems: [{ source: 'logs/growing.log', reason: expect.stringContaining('grew while it was read') }],
	});
});

describe('a recorded report', () => {
	const FIRST = stackOf('Error: first', 'pay');
	const SECOND = stackOf('Error: second', 'list');

	test('is what later ones are compared with; one that is not recorded changes nothing', async () => {
		const sandbox = createSandbox(runtime);
		const { project, run } = sandbox;
		putLog(project, 'a.log', FIRST);
		putLog(project, 'b.log', `${FIRST}ok\n${SECOND}`);
		putLog(project, 'c.log', SECOND);
		expect((await aggregates(sandbox, '--opt-in', 'a.log')).resolved).toBeNull();
		const recorded = await run(['report', '--opt-in', 'a.log', '--record', '--json', '--now', NOW_TEXT]);
		expect(JSON.parse(recorded.stdout)).toMatchObject({ recorded: true });
		for (let time = 0; time < 2; time++) {
			const { groups } = await aggregates(sandbox, '--opt-in', 'b.log');
			expect(groups.map(({ churn }) => churn).toSorted()).toEqual(['new', 'recurring']);
		}
		expect((await aggregates(sandbox, '--opt-in', 'c.log')).resolved).toHaveLength(1);
		// Nothing of its kind was looked at, so it is not gone.
		expect((await aggregates(sandbox, '--opt-in', 'c.log', '--job-type', 'visual')).resolved).toEqual([]);
		const again = await run(['report', '--opt-in', 'a.log', '--record', '--json', '--now', NOW_TEXT]);
		expect(JSON.parse(again.stdout)).toMatchObject({ recorded: false });
		expect(query(project, 'SELECT COUNT(*) AS n FROM snapshot')).toEqual([{ n: 1 }]);
		expect(JSON.parse((await run(['history', '--json'])).stdout)).toEqual([]);
	});

	test('gates: exit 1 for what is new, or severe enough, and the files are there', async () => {
		const sandbox = createSandbox(runtime);
		const { project, run } = sandbox;
		putLog(project, 'a.log', FIRST);
		putLog(project, 'b.log', SECOND);
		const gate = async (log: string, on: string) => {
			const { exitCode, stderr } = await run(['report', '--opt-in', log, '--fail-on', on, '--now', NOW_TEXT]);
			return [exitCode, stderr];
		};
		// There is nothing yet that it could be new against.
		expect(await gate('a.log', 'new')).toEqual([0, '']);
		await run(['report', '--opt-in', 'a.log', '--record', '--now', NOW_TEXT]);
		expect(await gate('a.log', 'new')).toEqual([0, '']);
		expect(await gate('b.log', 'new')).toEqual([1, 'murmur8: 1 group is new (--fail-on)\n']);
		expect(await gate('b.log', 'severity:9')).toEqual([0, '']);
		expect((await gate('b.log', 'new,severity:1'))[0]).toBe(1);
		expect(hasReports(sandbox)).toBe(true);
	});
});

test('since: what was seen before is left out', async () => {
	const sandbox = createSandbox(runtime);
	for (const [day, header] of [
		['2026-01-02', 'Error: old'],
		['2026-01-13', 'Error: young'],
	] as const) {
		putLog(sandbox.project, `logs/${day}.log`, `${day}T10:00:00Z start\n${stackOf(header, 'pay')}`);
	}
	const titles = ({ groups }: Aggregates) =>
		groups.map(({ sample_trace }) => String(sample_trace).split('\n')[0]).toSorted();
	expect(titles(await aggregates(sandbox, '--opt-in', 'logs'))).toEqual(['Error: old', 'Error: young']);
	expect(titles(await aggregates(sandbox, '--opt-in', 'logs', '--since', '7d'))).toEqual(['Error: young']);
	expect(titles(await aggregates(sandbox, '--opt-in', 'logs', '--since', '2026-01-14'))).toEqual([]);
});

test('owners are handles of CODEOWNERS, found by the end of a path of another machine', async () => {
	const sandbox = createSandbox(runtime);
	putLog(sandbox.project, 'src/pay.js', '');
	writeFileSync(join(sandbox.project, 'CODEOWNERS'), '/src/ @acme/pay jane@example.com\n');
	putLog(sandbox.project, 'a.log', LOG.replaceAll('/app/src/', '/home/jane/work/acme/src/'));
	const { groups } = await aggregates(sandbox, '--opt-in', 'a.log');
	expect(groups[0]?.['suggested_owner']).toMatch(/^@acme\/pay person-[0-9a-f]{10}$/);
});

describe('a CI job', () => {
	test('gets annotations and a summary, without a text of a log', async () => {
		const sandbox = createSandbox(runtime);
		putLog(sandbox.project, 'a.log', LOG);
		const summary = join(sandbox.home, 'summary.md');
		writeFileSync(summary, 'before\n');
		const { stdout, stderr } = await sandbox.run(
			['report', '--opt-in', 'a.log', '--format', 'github', '--now', NOW_TEXT],
			{
				env: { GITHUB_STEP_SUMMARY: summary },
			},
		);
		expect(stderr).toBe('');
		expect(stdout).toMatch(/^::notice title=TypeError::severity 1\.3, 1 time, .*\n$/);
		expect(readFileSync(summary, 'utf8')).toMatch(/^before\n## Telemetry report\n/);
		expect(`${stdout}${readFileSync(summary, 'utf8')}`).not.toMatch(/undefined|total'|pay/);
		expect(hasReports(sandbox)).toBe(false);
	});

	test('gets nothing at audience off', async () => {
		const sandbox = createSandbox(runtime, { MURMUR8_TELEMETRY_AUDIENCE: 'off' });
		putLog(sandbox.project, 'a.log', LOG);
		const { stdout, stderr, exitCode } = await sandbox.run(['report', '--opt-in', 'a.log', '--format', 'github']);
		expect([stdout, stderr, exitCode]).toEqual(['', 'murmur8: nothing is told to the job: the audience is off\n', 0]);
	});
});

describe('all files or none', () => {
	// A file in the way: permissions would not keep everybody out.
	test('a folder that can’t be there: two lines, exit 1, nothing written', async () => {
		const sandbox = createSandbox(runtime);
		writeFileSync(join(sandbox.project, 'taken'), 'a file\n');
		const { exitCode, stderr } = await sandbox.run(['report', '--out', join('taken', 'reports')]);
		expect(exitCode).toBe(1);
		expect(stderr.trimEnd().split('\n')).toHaveLength(2);
		expect(readFileSync(join(sandbox.project, 'taken'), 'utf8')).toBe('a file\n');
	});

	test('something else in the place of one of them: none is written, what was there stays', async () => {
		const sandbox = createSandbox(runtime);
		const folder = join(sandbox.project, REPORTS);
		putLog(folder, JSON_NAME, 'old\n');
		mkdirSync(join(folder, 'telemetry-report-2026-01-15.md'));
		const { exitCode, stderr } = await sandbox.run(['report', '--now', NOW_TEXT]);
		expect(exitCode).toBe(1);
		expect(stderr).toContain('Nothing was written.');
		expect(filesIn(folder)).toEqual({ [JSON_NAME]: 'old\n' });
	});

	test('Ctrl+C while it reads leaves nothing; until then a terminal shows how far it is', async () => {
		const { project, environment } = createSandbox(runtime);
		const log = putLog(project, 'huge.log', 'begin\n');
		const lines = Buffer.from('step: warning: nothing of interest happened here\n'.repeat(200_000));
		for (let written = 0; written < 40; written++) appendFileSync(log, lines);
		const command = [...runtime.command, 'report', '--opt-in', 'huge.log'];
		const terminal = startTerminal({ command, cwd: project, env: environment });
		await terminal.waitFor(/murmur8: reading \d+ % of 392\.0 MB/);
		terminal.press('\u0003');
		expect(await terminal.exited).toMatchObject({ exitCode: 130 });
		expect(existsSync(join(project, 'reports'))).toBe(false);
		rmSync(log);
	});
});

test.each([
	[['--now', '2026-02-30'], '--now is "2026-02-30"'],
	[['--since', 'yesterday'], '--since is "yesterday"'],
	[['--fail-on', 'severity:11'], '--fail-on is "severity:11"'],
	[['--format', 'pdf'], 'format'],
	[['--opt-in'], '--opt-in names no log'],
	[['--shard', 's.json', '--html'], '--shard and --html exclude each other'],
	[['--format', 'md', '--html'], '--format and --html exclude each other'],
])('%j is refused before any work', async (flags, message) => {
	const sandbox = createSandbox(runtime);
	const { exitCode, stdout, stderr } = await sandbox.run(['report', ...flags]);
	expect([exitCode, stdout]).toEqual([2, '']);
	expect(stderr).toContain(message);
	expect(stderr.trimEnd().split('\n')).toHaveLength(2);
	expect(hasReports(sandbox)).toBe(false);
});

test.each([
	['not there', undefined],
	['no JSON', '{'],
	['another JSON', '{"kind":"x"}'],
	['a report', '{"schema_version":"1.0.0","groups":[]}'],
])('a shard that is %s is refused', async (_what, text) => {
	const sandbox = createSandbox(runtime);
	if (text !== undefined) writeFileSync(join(sandbox.project, 's.json'), text);
	const { exitCode, stderr } = await sandbox.run(['report', 'merge', 's.json']);
	expect([exitCode, hasReports(sandbox)]).toEqual([1, false]);
	expect(stderr).toMatch(/^murmur8: s\.json is .*\n {2}Make shards with: .*\n$/);
});

test('the same input and time give the same bytes, whenever it is made', async () => {
	const sandbox = createSandbox(runtime);
	putLog(sandbox.project, 'a.log', LOG);
	const make = async () => {
		await sandbox.run(['report', '--opt-in', 'a.log', '--now', NOW_TEXT, '--html']);
		return reportsOf(sandbox);
	};
	const first = await make();
	expect(await make()).toEqual(first);
	expect(first[JSON_NAME]).toContain(AT.toISOString());
});
