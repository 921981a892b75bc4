import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { contentsOf, createMachine, type Machine, namesOf } from '../support/installing.ts';
import { ASSET, NEXT_VERSION, serveFiles, sha256, VERSION } from '../support/release.ts';
import { createReleaseSite, fileOf } from '../support/release-site.ts';

/** Bounds against hanging for ever, where a binary of 120 MB is copied about on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const { site, release, small, smallNext } = createReleaseSite();

const PLACES = [
	'bin/murmur8',
	'share/bash-completion/completions/murmur8',
	'share/fish/vendor_completions.d/murmur8.fish',
	'share/man/man1/murmur8.1',
	'share/murmur8/installed',
	'share/zsh/site-functions/_murmur8',
];

/** What stands in a prefix already, and must stay. */
function addOthers({ prefix }: Machine): readonly string[] {
	mkdirSync(join(prefix, 'share/man/man1'), { recursive: true });
	mkdirSync(join(prefix, 'bin'));
	writeFileSync(join(prefix, 'share/man/man1/other.1'), '.TH OTHER 1\n');
	writeFileSync(join(prefix, 'bin/other'), '');
	return contentsOf(prefix);
}

test('from a server: the program, its manual page and completions; all of it goes again, and nothing else', async () => {
	const machine = createMachine();
	const before = addOthers(machine);
	const address = await serveFiles(fileOf(release));
	const { prefix } = machine;
	expect(await machine.install('--from', `${address}/`)).toEqual(
		expect.objectContaining({
			exitCode: 0,
			stderr: '',
			stdout: `murmur8 ${VERSION} is installed: ${prefix}/bin/murmur8
Manual page and completions: ${prefix}/share
Put it on the PATH: export PATH="${prefix}/bin:$PATH"
`,
		}),
	);
	expect(namesOf(prefix)).toEqual([...PLACES, 'bin/other', 'share/man/man1/other.1'].sort());
	const program = join(prefix, 'bin/murmur8');
	expect(await machine.run([program, '--version'])).toMatchObject({ exitCode: 0, stdout: `${VERSION}\n` });
	for (const [place, args] of [
		['share/man/man1/murmur8.1', ['man']],
		['share/bash-completion/completions/murmur8', ['completion', 'bash']],
		['share/zsh/site-functions/_murmur8', ['completion', 'zsh']],
		['share/fish/vendor_completions.d/murmur8.fish', ['completion', 'fish']],
	] as const) {
		const { stdout } = await machine.run([program, ...args]);
		expect(readFileSync(join(prefix, place), 'utf8'), place).toBe(stdout);
		expect(stdout, place).toContain('murmur8');
	}
	expect(await machine.install('--uninstall')).toMatchObject({ exitCode: 0, stderr: '' });
	expect(contentsOf(prefix)).toEqual(before);
	expect(await machine.install('--uninstall')).toMatchObject({ exitCode: 1 });
	expect(readdirSync(machine.env['TMPDIR'] ?? '')).toEqual([]);
});

test('--bin-dir: the program alone, into a folder that was not there', async () => {
	const machine = createMachine();
	const folder = join(machine.prefix, 'a dir', 'bin');
	expect(await machine.install('--from', small, `--bin-dir=${folder}`)).toMatchObject({ exitCode: 0, stderr: '' });
	expect(namesOf(folder)).toEqual(['.murmur8-installed', 'murmur8']);
	expect(await machine.install('--bin-dir', folder, '--uninstall')).toMatchObject({ exitCode: 0 });
	expect(contentsOf(folder)).toEqual([]);
});

test('up and down again, while the program runs', async () => {
	const machine = createMachine();
	const address = await serveFiles(fileOf(site));
	expect(await machine.install('--from', `${address}/release`, '--version', `v${VERSION}`)).toMatchObject({
		exitCode: 0,
	});
	const program = join(machine.prefix, 'bin/murmur8');
	const versionNow = async () => (await machine.run([program, '--version'])).stdout.trim();
	const running = spawn(program, ['serve', '--demo', '--port', '0', '--json'], {
		env: machine.env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	try {
		const [line] = (await once(running.stdout, 'data')) as [Buffer];
		const { url } = JSON.parse(line.toString()) as { url: string };
		expect(await machine.install('--from', `${address}/next`)).toMatchObject({ exitCode: 0, stderr: '' });
		expect(await versionNow()).toBe(NEXT_VERSION);
		// Asked for the first time after its file was replaced.
		expect((await fetch(new URL('/metrics', url))).status).toBe(200);
		expect((await fetch(url)).status).toBe(200);
	} finally {
		running.kill();
		await once(running, 'close');
	}
	expect(await machine.install('--from', `${address}/next`, '--version', VERSION)).toMatchObject({
		exitCode: 1,
		stderr: expect.stringContaining(`holds murmur8 ${NEXT_VERSION}, not ${VERSION}`),
	});
	expect(await versionNow()).toBe(NEXT_VERSION);
	expect(await machine.install('--from', `${address}/release`, '--version', VERSION)).toMatchObject({ exitCode: 0 });
	expect(await versionNow()).toBe(VERSION);
	expect(await machine.install('--uninstall')).toMatchObject({ exitCode: 0 });
	expect(contentsOf(machine.prefix)).toEqual([]);
});

test('several at once, of two releases: all succeed, the program is one of the two, and all of it goes again', async () => {
	const machine = createMachine();
	const releases = [small, smallNext, release, small, smallNext, small];
	const results = await Promise.all(releases.map((from) => machine.install('--from', from)));
	for (const result of results) expect(result).toMatchObject({ exitCode: 0, stderr: '' });
	expect(namesOf(machine.prefix)).toEqual(PLACES);
	const { stdout } = await machine.run([join(machine.prefix, 'bin/murmur8'), '--version']);
	expect([VERSION, NEXT_VERSION]).toContain(stdout.trim());
	expect(await machine.install('--uninstall')).toMatchObject({ exitCode: 0 });
	expect(contentsOf(machine.prefix)).toEqual([]);
});

test('another program of that name is left alone, unless it is said to be replaced', async () => {
	const machine = createMachine();
	const from = small;
	mkdirSync(join(machine.prefix, 'bin'));
	symlinkSync('../lib/node_modules/murmur8/bin/cli.js', join(machine.prefix, 'bin/murmur8'));
	const before = contentsOf(machine.prefix);
	expect(await machine.install('--from', from)).toMatchObject({
		exitCode: 1,
		stderr: expect.stringMatching(/bin\/murmur8 was not installed by this script.*\n.*npm package murmur8.*--force/),
	});
	expect(contentsOf(machine.prefix)).toEqual(before);
	expect(await machine.install('--from', from, '--force')).toMatchObject({ exitCode: 0 });
	// What was changed since is somebody's own.
	appendFileSync(join(machine.prefix, 'share/man/man1/murmur8.1'), '.\\" mine\n');
	expect(await machine.install('--from', from)).toMatchObject({
		exitCode: 1,
		stderr: expect.stringContaining('murmur8.1 was not'),
	});
	expect((await machine.install('--uninstall')).stdout).toContain('Kept, because');
	expect(namesOf(machine.prefix)).toEqual(['share/man/man1/murmur8.1']);
});

test('--sha256 holds the release to a sum from elsewhere', async () => {
	const machine = createMachine();
	const folder = small;
	const sum = sha256(readFileSync(join(folder, ASSET)));
	expect(
		await machine.install(
			'--from',
			folder,
			'--sha256',
			sum.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
		),
	).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('SHA256SUMS says') });
	expect(contentsOf(machine.prefix)).toEqual([]);
	expect(await machine.install('--from', folder, '--sha256', sum)).toMatchObject({ exitCode: 0 });
});
