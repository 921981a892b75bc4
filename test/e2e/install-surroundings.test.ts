import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { findTool } from '../support/daemon.ts';
import { isSuperuser, mountMemory, withLimit } from '../support/fault-place.ts';
import { contentsOf, createMachine, type Machine, namesOf, pathWithout, SCRIPT } from '../support/installing.ts';
import { ASSET, serveFiles, VERSION, writeRelease } from '../support/release.ts';
import { createReleaseSite, fileOf } from '../support/release-site.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/** Bounds against hanging for ever, where a binary of 120 MB is copied about on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const { site, release, small } = createReleaseSite();

const busybox = findTool('busybox', 'busybox-static');
const SHELLS = [
	...['dash', 'bash', 'zsh'].map((name) => [findTool(name, name)]),
	...(busybox ? [[busybox, 'sh']] : []),
].filter((shell): shell is [string, ...string[]] => shell[0] !== undefined);

describe('however it is started', () => {
	const text = readFileSync(SCRIPT, 'utf8');
	const options = (machine: Machine, from: string) => ['--from', from, '--bin-dir', machine.prefix];

	test.each(SHELLS)('%s %s', async (...shell) => {
		const machine = createMachine();
		const command = [...shell.filter((word) => word), SCRIPT, ...options(machine, small)];
		expect(await machine.run(command)).toMatchObject({ exitCode: 0, stderr: '' });
		expect(namesOf(machine.prefix)).toEqual(['.murmur8-installed', 'murmur8']);
	});

	test('as an argument, and from a pipe', async () => {
		const machine = createMachine();
		const from = small;
		const given = options(machine, from);
		expect(await machine.run(['sh', '-c', text, 'install.sh', ...given])).toMatchObject({ exitCode: 0, stderr: '' });
		expect(await machine.run(['sh', '-s', '--', ...given], {}, text)).toMatchObject({ exitCode: 0, stderr: '' });
	});

	test('cut off anywhere it does nothing', async () => {
		const machine = createMachine();
		const lastLine = text.trimEnd().lastIndexOf('\n');
		const cuts = [...Array(40).keys()].map((part) => Math.floor((lastLine * part) / 40));
		for (let cut = lastLine; cut < text.trimEnd().length; cut++) cuts.push(cut);
		for (const cut of cuts) {
			const { stdout } = await machine.run(['sh', '-s', '--', '--help'], {}, text.slice(0, cut));
			expect(stdout, `cut at ${cut}`).toBe('');
		}
		expect((await machine.run(['sh', '-s', '--', '--help'], {}, text)).stdout).toContain('--uninstall');
	});
});

test('shellcheck has nothing to say', () => {
	const shellcheck = findTool('shellcheck', 'shellcheck');
	if (!shellcheck) return;
	const { status, stdout } = spawnSync(shellcheck, ['--enable=all', '--exclude=SC2250,SC2310,SC2312,SC2249', SCRIPT], {
		encoding: 'utf8',
	});
	expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

describe('where something is missing', () => {
	test('without curl it takes GNU wget, which follows to safe addresses only', async () => {
		const machine = createMachine();
		const folder = release;
		const PATH = pathWithout('curl');
		const elsewhere = await serveFiles(fileOf(folder), '127.0.0.2');
		const address = await serveFiles((path) => {
			const [, kind, file = ''] = path.split('/');
			const location = kind === 'unsafe' ? `${elsewhere}/${file}` : `/${file}`;
			return kind === 'unsafe' || kind === 'moved'
				? (response) => void response.writeHead(302, { location }).end()
				: fileOf(folder)(path);
		});
		const run = (place: string, env = {}) =>
			machine.run(['sh', SCRIPT, '--from', `${address}${place}`, '--bin-dir', machine.prefix], env);
		for (const env of [{ PATH }, {}]) {
			const refused = await run('/unsafe', env);
			expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('could not be downloaded') });
			expect(contentsOf(machine.prefix)).toEqual([]);
		}
		expect(await run('/moved', { PATH })).toMatchObject({ exitCode: 0, stderr: '' });
	});

	test.each([
		[['sha256sum'], 0, ''],
		[['sha256sum', 'shasum'], 1, 'neither sha256sum nor shasum is there'],
		[['curl', 'wget'], 1, 'neither curl nor GNU wget is there'],
	])('without %j: exit %i', async (names, exitCode, said) => {
		const machine = createMachine();
		const from = names.includes('curl') ? await serveFiles(fileOf(small)) : small;
		const result = await machine.run(['sh', SCRIPT, '--from', from, '--bin-dir', machine.prefix], {
			PATH: pathWithout(...names),
		});
		expect(result).toMatchObject({ exitCode, stderr: expect.stringContaining(said) });
		expect(namesOf(machine.prefix)).toEqual(exitCode === 0 ? ['.murmur8-installed', 'murmur8'] : []);
	});
});

test.each([
	[['--verison', '1'], 'unknown option: --verison'],
	[['extra'], 'unknown option: extra'],
	[['--force', '--version'], '--version needs a value'],
	[['--version='], '--version is empty'],
	[['--version', '1/../2'], '--version is no version'],
	[['--sha256', 'abc'], '--sha256 is no SHA-256'],
	[['--sha256', 'G'.repeat(64)], '--sha256 is no SHA-256'],
	[['--prefix', '/x', '--bin-dir', '/y'], 'exclude each other'],
	[['--from', '/nowhere/at/all'], 'there is no folder'],
	[['--from', 'http://example.com/murmur8'], 'is not https'],
	[['--from', 'http://localhost@example.com/murmur8'], 'is not https'],
	[['--from', 'http://localhost.example.com/murmur8'], 'is not https'],
	[['--from', 'http://127.0.0.1:80@example.com/'], 'is not https'],
	[['--from', 'ftp://example.com/murmur8'], 'is not https'],
])('%j is wrong use, and nothing happens', async (args, said) => {
	const machine = createMachine();
	expect(await machine.install(...args)).toMatchObject({
		exitCode: 2,
		stdout: '',
		stderr: expect.stringContaining(said),
	});
	expect(contentsOf(machine.home)).toEqual([]);
	expect(contentsOf(machine.prefix)).toEqual([]);
});

describe('a machine that there is no binary for', () => {
	/** A machine that says so of itself. */
	const machineOf = (system: string, processor: string) => {
		const machine = createMachine();
		const script = `#!/bin/sh\ncase $1 in -s) echo ${system} ;; *) echo ${processor} ;; esac\n`;
		writeFileSync(join(machine.home, 'uname'), script, { mode: 0o755 });
		return { ...machine, env: { PATH: `${machine.home}:${machine.env['PATH']}` } };
	};

	test.each([
		['FreeBSD', 'amd64', 'no binary for FreeBSD'],
		['Linux', 'riscv64', 'no binary for riscv64'],
		['Linux', 'i686', 'no binary for i686'],
		['MINGW64_NT-10.0', 'x86_64', 'not for Windows'],
		['Darwin', 'arm64', 'no line for murmur8-darwin-arm64'],
		['Darwin', 'x86_64', 'no line for murmur8-darwin-x64'],
	])('%s on %s', async (system, processor, said) => {
		const { run, env, prefix } = machineOf(system, processor);
		const result = await run(['sh', SCRIPT, '--from', small, '--prefix', prefix], env);
		expect(result).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(said) });
		expect(contentsOf(prefix)).toEqual([]);
	});

	test.skipIf(!busybox || !isSuperuser)('Linux without glibc', async () => {
		const machine = createMachine();
		const root = machine.prefix;
		for (const folder of ['bin', 'tmp', 'release']) mkdirSync(join(root, folder));
		copyFileSync(busybox ?? '', join(root, 'bin/busybox'));
		copyFileSync(SCRIPT, join(root, 'install.sh'));
		await machine.run(['chroot', root, '/bin/busybox', '--install', '-s', '/bin']);
		const before = contentsOf(root);
		const command = ['chroot', root, '/bin/sh', '/install.sh', '--from', '/release', '--prefix', '/usr'];
		expect(await machine.run(command, { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' })).toMatchObject({
			exitCode: 1,
			stderr: expect.stringMatching(/no glibc .*musl.*\n.*npm install --global murmur8-cli/),
		});
		expect(contentsOf(root)).toEqual(before);
	});

	test('a program that does not start there', async () => {
		const machine = createMachine();
		const broken = Buffer.from("#!/bin/sh\necho 'GLIBC_2.99 not found' >&2\nexit 1\n");
		const from = writeRelease(join(machine.home, 'release'), VERSION, broken);
		expect(await machine.install('--from', from)).toMatchObject({
			exitCode: 1,
			stderr: expect.stringContaining('the program does not start on this system: GLIBC_2.99 not found'),
		});
		expect(contentsOf(machine.prefix)).toEqual([]);
	});
});

describe('stopped half-way', () => {
	test.each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)('by %s: nothing of it stays', async (signal, exitCode) => {
		const machine = createMachine();
		const bytes = readFileSync(join(release, ASSET));
		let stop = () => {};
		const isHalf = new Promise<void>((resolve) => {
			stop = resolve;
		});
		const address = await serveFiles((path) => {
			if (path !== `/${ASSET}`) return fileOf(release)(path);
			return (response) => {
				response.writeHead(200, { 'content-length': bytes.length });
				response.write(bytes.subarray(0, bytes.length >> 1), () => stop());
			};
		});
		const child = spawn('sh', [SCRIPT, '--from', address, '--prefix', machine.prefix], {
			env: machine.env,
			detached: true,
		});
		await isHalf;
		// To all of its processes, as a terminal does.
		process.kill(-(child.pid ?? 0), signal);
		const [code] = await once(child, 'close');
		expect(code).toBe(exitCode);
		expect(contentsOf(machine.prefix)).toEqual([]);
		expect(readdirSync(machine.env['TMPDIR'] ?? '')).toEqual([]);
	});

	test('by a limit for files', async () => {
		const machine = createMachine();
		const command = [
			...withLimit('-f 20000'),
			'sh',
			SCRIPT,
			'--from',
			await serveFiles(fileOf(release)),
			'--prefix',
			machine.prefix,
		];
		expect(await machine.run(command)).toMatchObject({ exitCode: 1, stdout: '' });
		expect(contentsOf(machine.prefix)).toEqual([]);
	});

	test('by a disk that is full', async () => {
		const machine = createMachine();
		const disk = mountMemory(20_000_000);
		if (!disk) return;
		const result = await machine.run(['sh', SCRIPT, '--from', release, '--prefix', disk.path]);
		expect(result).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No space left') });
		expect(contentsOf(disk.path)).toEqual([]);
	});

	test.skipIf(!isSuperuser)('by a folder that may not be written to', async () => {
		const machine = createMachine();
		const user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
		const tmp = temporaryFolder();
		for (const path of [tmp, site, join(machine.prefix, '..')]) chmodSync(path, 0o777);
		const install = (prefix: string) =>
			machine.run([...user, 'sh', SCRIPT, '--from', small, '--prefix', prefix], { TMPDIR: tmp });
		expect(await install(machine.prefix)).toMatchObject({
			exitCode: 1,
			stdout: '',
			stderr: expect.stringContaining('Permission denied'),
		});
		expect(contentsOf(machine.prefix)).toEqual([]);
		mkdirSync(join(machine.prefix, 'share'), { mode: 0o777 });
		chmodSync(join(machine.prefix, 'share'), 0o777);
		expect(await install(machine.prefix)).toMatchObject({ exitCode: 1, stdout: '' });
		expect(contentsOf(machine.prefix)).toEqual(['share/']);
	});
});
