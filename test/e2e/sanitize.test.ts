import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { drawn } from '../support/drawn.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { createSandbox } from '../support/sandbox.ts';

const RAW = 'mail jane@example.com from 10.1.2.3\nplain\n';
const CLEAN = 'mail <EMAIL> from <IP>\nplain\n';

describe.each(RUNTIMES)('$name', (runtime) => {
	test('a filter: text on stdout, counts without values on stderr', async () => {
		const { run } = createSandbox(runtime);
		const { stdout, stderr, exitCode } = await run(['sanitize'], { input: RAW });
		expect(stdout).toBe(CLEAN);
		expect(stderr).toBe('murmur8: stdin: 2 replaced (email 1, ipv4-address 1)\n');
		expect(exitCode).toBe(0);
	});

	test('several files in place: modes and links stay, what is clean is not touched, no debris', async () => {
		const { run, project } = createSandbox(runtime);
		const folder = join(project, 'logs');
		mkdirSync(folder);
		const path = (name: string) => join(folder, name);
		for (const name of ['a.log', 'b.log', 'target.log']) writeFileSync(path(name), RAW);
		writeFileSync(path('clean.log'), 'nothing\n');
		symlinkSync('target.log', path('link.log'));
		chmodSync(path('a.log'), 0o751);
		const before = statSync(path('clean.log'), { bigint: true });
		const files = ['a.log', 'b.log', 'link.log', 'clean.log'].map((name) => join('logs', name));
		const { stdout, exitCode } = await run(['sanitize', '--in-place', '--json', ...files]);
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({
			replaced: 6,
			sources: [{ replaced: 2 }, { replaced: 2 }, { replaced: 2 }, { replaced: 0 }],
		});
		for (const name of ['a.log', 'b.log', 'target.log']) expect(readFileSync(path(name), 'utf8')).toBe(CLEAN);
		expect(statSync(path('a.log')).mode & 0o777).toBe(0o751);
		expect(lstatSync(path('link.log')).isSymbolicLink()).toBe(true);
		expect(statSync(path('clean.log'), { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
		expect(readdirSync(folder).sort()).toEqual(['a.log', 'b.log', 'clean.log', 'link.log', 'target.log']);
	});

	test('so much that two threads share it: each file as alone, in the order given', async () => {
		const { run, project } = createSandbox(runtime);
		const filling = 'all is well and nothing is to be hidden in here\n'.repeat(750_000);
		const logs = ['a', 'b', 'c'].map((name) => ({
			name: `${name}.log`,
			raw: `${RAW.repeat(name.charCodeAt(0))}${filling}`,
		}));
		for (const { name, raw } of logs) writeFileSync(join(project, name), raw);
		const names = ['a.log', 'gone.log', 'b.log', 'c.log'];
		const { stdout, exitCode } = await run(['sanitize', '--in-place', '--json', ...names]);
		expect(exitCode).toBe(1);
		expect(JSON.parse(stdout).sources).toMatchObject([
			{ source: 'a.log', replaced: 2 * 97 },
			{ source: 'gone.log', error: expect.any(String) },
			{ source: 'b.log', replaced: 2 * 98 },
			{ source: 'c.log', replaced: 2 * 99 },
		]);
		for (const { name, raw } of logs) {
			expect(readFileSync(join(project, name), 'utf8') === raw.replaceAll(RAW, CLEAN)).toBe(true);
		}
		expect((await run(['sanitize', '--check', 'a.log', 'b.log', 'c.log'])).exitCode).toBe(0);
	});

	test('check: exit 3 if anything would change, and nothing does', async () => {
		const { run, project } = createSandbox(runtime);
		writeFileSync(join(project, 'a.log'), RAW);
		writeFileSync(join(project, 'c.log'), 'nothing\n');
		expect((await run(['sanitize', '--check', 'c.log'])).exitCode).toBe(0);
		const { stdout, stderr, exitCode } = await run(['sanitize', '--check', 'a.log', 'c.log']);
		expect([exitCode, stdout]).toEqual([3, '']);
		expect(stderr).toContain('a.log: 2 replaced');
		expect(readFileSync(join(project, 'a.log'), 'utf8')).toBe(RAW);
		expect((await run(['sanitize', '--check'], { input: RAW })).exitCode).toBe(3);
	});
});

const [runtime] = RUNTIMES;
if (!runtime) throw new Error('no runtime');

test('what can’t be read is named, the rest is done, exit 1', async () => {
	const { run, project } = createSandbox(runtime);
	writeFileSync(join(project, 'a.log'), RAW);
	writeFileSync(join(project, 'z.gz'), gzipSync(RAW));
	writeFileSync(join(project, 'zero.bin'), 'a\0b');
	writeFileSync(join(project, 'wide.txt'), Buffer.from('\ufeffab', 'utf16le'));
	symlinkSync('circle', join(project, 'circle'));
	const files = ['gone.log', 'src', 'z.gz', 'zero.bin', 'wide.txt', 'circle', 'a.log'];
	const { stdout, stderr, exitCode } = await run(['sanitize', ...files]);
	expect([exitCode, stdout]).toEqual([1, CLEAN]);
	for (const part of ['gone.log is not there', 'src is a folder', 'gunzip -c', 'zero bytes', 'UTF-16', 'in a circle']) {
		expect(stderr).toContain(part);
	}
	const inPlace = await run(['sanitize', '--in-place', 'gone.log', 'src', 'a.log']);
	expect(inPlace.exitCode).toBe(1);
	expect(readFileSync(join(project, 'a.log'), 'utf8')).toBe(CLEAN);
	expect(readdirSync(project).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test.each([
	[['--in-place', '--check', 'a'], 'exclude each other'],
	[['--in-place'], 'needs files'],
	[['--in-place', '-'], 'stdin'],
	[['--inplace', 'a'], 'did you mean --in-place'],
])('%j is a mistake: exit 2', async (args, message) => {
	const { stderr, exitCode } = await createSandbox(runtime).run(['sanitize', ...args]);
	expect(exitCode).toBe(2);
	expect(stderr).toContain(message);
});

test('a reader that closes early is no error', () => {
	const { project, environment } = createSandbox(runtime);
	writeFileSync(join(project, 'big.log'), RAW.repeat(400_000));
	const [file, ...args] = runtime.command;
	const script = `"$@" sanitize big.log 2>err.txt | head -n 1; echo "\${PIPESTATUS[0]}"`;
	const text = execFileSync('bash', ['-c', script, 'bash', file, ...args], {
		cwd: project,
		env: environment,
		encoding: 'utf8',
	});
	expect(text).toBe('mail <EMAIL> from <IP>\n0\n');
});

describe('settings', () => {
	const secret = drawn('alnum', 8, 3);

	test('rules hide more; allowed values stay once the file is trusted; a bad pattern stops everything', async () => {
		const { run, project } = createSandbox(runtime);
		const path = join(project, '.claude', 'telemetry-config.json');
		const write = (section: unknown) => writeFileSync(path, JSON.stringify({ sanitize: section }));
		const input = `id ACME-${secret} jane@example.com\n`;
		write({ rules: [{ name: 'acme', pattern: 'ACME-\\w+' }], allow: ['jane@example.com'] });
		const untrusted = await run(['sanitize'], { input });
		expect(untrusted.stdout).toBe('id <REMOVED> <EMAIL>\n');
		expect(untrusted.stderr).toContain('until it is trusted');
		const trusted = await run(['sanitize'], { input, env: { MURMUR8_TRUST_PROJECT: '1' } });
		expect(trusted.stdout).toBe('id <REMOVED> jane@example.com\n');
		expect((await run(['telemetry-config'])).stderr).toBe('');
		expect((await run(['telemetry-config', 'trust'])).stdout).toContain('sanitize allows: jane@example.com');
		await run(['telemetry-config', 'trust', '--yes']);
		expect((await run(['sanitize'], { input })).stdout).toBe('id <REMOVED> jane@example.com\n');
		write({ rules: [{ name: 'acme', pattern: '(a)\\1' }] });
		const refused = await run(['sanitize'], { input });
		expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
		expect(refused.stderr).toContain('pattern is refused');
	});

	test('the rules are listed, as a table and for programs', async () => {
		const { run } = createSandbox(runtime);
		expect((await run(['sanitize', '--rules'])).stdout).toMatch(/^github-token +<TOKEN> +gh\[pousr\]_/m);
		const rules = JSON.parse((await run(['sanitize', '--rules', '--json'])).stdout) as readonly { name: string }[];
		expect(rules.map(({ name }) => name)).toContain('email');
	});
});
