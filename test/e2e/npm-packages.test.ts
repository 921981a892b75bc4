import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
	createNpmUser,
	type NpmUser,
	oldNode,
	readTarball,
	startRegistry,
	type Tarball,
} from '../support/npm-registry.ts';
import { ASSET, NEXT_VERSION, sha256, VERSION } from '../support/release.ts';

/** Bounds against hanging for ever, where a binary of 120 MB is copied about on a busy machine. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const root = resolve(import.meta.dirname, '..', '..');
const HOST = `murmur8-cli-${process.platform}-${process.arch}`;
const output = realpathSync(mkdtempSync(join(tmpdir(), 'murmur8-packages-')));
const tarballOf = (name: string, version = VERSION) => join(output, `${name}-${version}.tgz`);
const pack = (folder: string) =>
	execFileSync('npm', ['pack', '--pack-destination', output], { cwd: folder, stdio: 'ignore' });

/** A package of a few lines: the other program of that name, and a later release of this one. */
function packSmall(name: string, version: string, file: string, more: object = {}): Tarball {
	const folder = join(output, `small-${name}`);
	mkdirSync(folder);
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, bin: { murmur8: file }, ...more }));
	writeFileSync(
		join(folder, file),
		`#!/usr/bin/env node\nconsole.log('${name} ${version}', ...process.argv.slice(2));\n`,
	);
	pack(folder);
	return readTarball(tarballOf(name, version));
}

let main: Tarball;
let host: Tarball;
let next: Tarball;
let foreign: Tarball;
beforeAll(() => {
	const script = join(root, 'scripts', 'packages.ts');
	const options = ['--target', ASSET.replace('murmur8-', ''), '--output', output];
	execFileSync(process.execPath, [script, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
	main = readTarball(tarballOf('murmur8-cli'));
	host = readTarball(tarballOf(HOST));
	foreign = packSmall('murmur8', '4.0.0', 'cli.js');
	next = packSmall('murmur8-cli', NEXT_VERSION, 'next.js', { optionalDependencies: { [HOST]: NEXT_VERSION } });
});
afterAll(() => rmSync(output, { recursive: true, force: true }));

const filesIn = (path: string) =>
	execFileSync('tar', ['-tzf', path], { encoding: 'utf8' })
		.trim()
		.split('\n')
		.map((name) => name.replace('package/', ''));

const entries = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

describe('what is packed', () => {
	test('the bundle, the library, the manual page; nothing of the sources, nothing that runs at installing', () => {
		const files = filesIn(tarballOf('murmur8-cli'));
		const expected =
			/^(package\.json|README\.md|LICENSE|man\/murmur8\.1|dist\/(murmur8\.mjs|THIRD-PARTY-LICENSES\.txt|(chunks|lib)\/.+\.(mjs|js|d\.ts)))$/;
		expect(files.filter((file) => !expected.test(file))).toEqual([]);
		for (const file of [
			'README.md',
			'LICENSE',
			'man/murmur8.1',
			'dist/murmur8.mjs',
			'dist/lib/index.js',
			'dist/lib/index.d.ts',
		])
			expect(files).toContain(file);
		for (const field of ['scripts', 'dependencies', 'devDependencies', 'workspaces'])
			expect(main.manifest).not.toHaveProperty(field);
	});

	test('a binary, byte for byte, for where it runs', () => {
		const files = filesIn(tarballOf(HOST));
		expect(files.filter((file) => file !== 'THIRD-PARTY-LICENSES.txt').sort()).toEqual([
			'LICENSE',
			'README.md',
			'bin/murmur8',
			'man/murmur8.1',
			'package.json',
		]);
		expect(host.manifest).toMatchObject({ os: [process.platform], cpu: [process.arch], version: VERSION });
		expect(host.manifest).toHaveProperty('libc', ['glibc']);
		expect(host.manifest).not.toHaveProperty('scripts');
		const packed = join(output, HOST, 'bin/murmur8');
		expect(sha256(readFileSync(packed))).toBe(sha256(readFileSync(join(root, 'dist/bin', ASSET))));
	});

	test('the packages that it names are of its own release, exactly', () => {
		const named = main.manifest['optionalDependencies'] as Readonly<Record<string, string>>;
		expect(named).toHaveProperty(HOST, VERSION);
		expect(new Set(Object.values(named))).toEqual(new Set([VERSION]));
		expect(Object.keys(named)).toHaveLength(5);
	});

	test('the same bytes again', () => {
		const before = sha256(main.bytes);
		execFileSync('touch', ['-d', '2020-01-01', join(output, 'murmur8-cli', 'README.md')]);
		pack(join(output, 'murmur8-cli'));
		expect(sha256(readFileSync(tarballOf('murmur8-cli')))).toBe(before);
	});
});

const OLD = oldNode();
if (OLD === undefined && process.env['REQUIRE_TOOLS'] === '1') {
	throw new Error('no Node on the PATH is older than 22.13: install Debian’s nodejs');
}
const NODES = [
	['the Node of the tests', process.execPath, true],
	...(OLD === undefined ? [] : [['an older Node', OLD, false] as const]),
] as const;

/** Of node_modules, what npm put there of these packages. */
const packagesIn = (folder: string) => entries(folder).filter((name) => name.startsWith('murmur8'));

const version = async ({ run }: NpmUser, command = 'murmur8') => {
	const { exitCode, stdout, stderr } = await run(command, '--version');
	return { exitCode, stdout, stderr };
};
const works = { exitCode: 0, stdout: `${VERSION}\n`, stderr: '' };

describe.each(NODES)('on %s', (_, node, isNewEnough) => {
	test('globally, without scripts: both names and the manual page, and all of it goes again', async () => {
		const user = createNpmUser(node, await startRegistry([main, host]));
		expect(await user.npm('install', '--global', '--ignore-scripts', 'murmur8-cli')).toMatchObject({ exitCode: 0 });
		expect(await version(user)).toEqual(works);
		expect(await version(user, 'murmur8-cli')).toEqual(works);
		expect(readFileSync(join(user.prefix, 'share/man/man1/murmur8.1'), 'utf8')).toContain(`murmur8 ${VERSION}`);
		expect(await user.run('murmur8', 'nonsense')).toMatchObject({
			exitCode: 2,
			stderr: expect.stringContaining('unknown command'),
		});
		expect(await user.npm('uninstall', '--global', 'murmur8-cli')).toMatchObject({ exitCode: 0 });
		for (const folder of ['bin', 'share/man/man1']) expect(entries(join(user.prefix, folder))).toEqual([]);
		expect(packagesIn(join(user.prefix, 'lib/node_modules'))).toEqual([]);
	});

	test.each([
		['--omit=optional', ['--omit=optional'], true],
		['a registry without a package for this platform', [], false],
		['a system with another libc', ['--libc=musl'], true],
	])('%s: the bundle alone', async (__, options, hasHost) => {
		const user = createNpmUser(node, await startRegistry(hasHost ? [main, host] : [main]));
		expect(await user.npm('install', ...options, 'murmur8-cli')).toMatchObject({ exitCode: 0 });
		expect(packagesIn(join(user.project, 'node_modules'))).toEqual(['murmur8-cli']);
		if (isNewEnough) return expect(await version(user)).toEqual(works);
		const said = {
			stdout: '',
			stderr: expect.stringMatching(
				/^murmur8: Node [\d.]+ is too old.*\n {2}.*npm install --include=optional murmur8-cli\n$/,
			),
		};
		expect(await version(user)).toEqual({ ...said, exitCode: 1 });
		// Who calls these goes on, whatever is the matter.
		expect(await user.run('murmur8', 'run', 'stage', 'alex', 'start')).toMatchObject({ ...said, exitCode: 0 });
	});
});

test('the package of a platform alone: the binary itself, and no Node before it', async () => {
	const user = createNpmUser(process.execPath, await startRegistry([main, host]));
	expect(await user.npm('install', '--global', HOST)).toMatchObject({ exitCode: 0 });
	expect(realpathSync(join(user.prefix, 'bin/murmur8'))).toBe(
		join(user.prefix, 'lib/node_modules', HOST, 'bin/murmur8'),
	);
	expect(await user.run('env', '-i', join(user.prefix, 'bin/murmur8'), '--version')).toMatchObject(works);
});

test.each<[string, (bytes: Uint8Array) => Uint8Array, RegExp]>([
	['another package', () => foreign.bytes, /EINTEGRITY/],
	// npm unpacks while it sums: whichever of the two tells first.
	[
		'a byte that changed on the way',
		(bytes) => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)),
		/EINTEGRITY|Z_DATA_ERROR/,
	],
])('what is not what the registry said is refused: %s', async (__, deliver, said) => {
	const registry = await startRegistry([main], ({ bytes }) => deliver(bytes));
	const user = createNpmUser(process.execPath, registry);
	const { exitCode, stderr } = await user.npm('install', '--global', 'murmur8-cli');
	expect(exitCode).not.toBe(0);
	expect(stderr).toMatch(said);
	expect(entries(join(user.prefix, 'bin'))).toEqual([]);
});

test('up and down again', async () => {
	const user = createNpmUser(process.execPath, await startRegistry([main, host, next]));
	const install = (wanted: string) => user.npm('install', '--global', `murmur8-cli@${wanted}`);
	expect(await install(VERSION)).toMatchObject({ exitCode: 0 });
	expect(await version(user)).toEqual(works);
	expect(await install('latest')).toMatchObject({ exitCode: 0 });
	expect((await version(user)).stdout).toBe(`murmur8-cli ${NEXT_VERSION} --version\n`);
	expect(packagesIn(join(user.prefix, 'lib/node_modules/murmur8-cli/node_modules'))).toEqual([]);
	expect(await install(VERSION)).toMatchObject({ exitCode: 0 });
	expect(await version(user)).toEqual(works);
});

describe('beside the npm package murmur8', () => {
	const nameLeadsTo = ({ project }: NpmUser) => readlinkSync(join(project, 'node_modules/.bin/murmur8'));

	test('in one project each is reached by a name of its own', async () => {
		const user = createNpmUser(process.execPath, await startRegistry([main, host, foreign]));
		expect(await user.npm('install', '--omit=optional', 'murmur8', 'murmur8-cli')).toMatchObject({ exitCode: 0 });
		expect(nameLeadsTo(user)).toBe('../murmur8/cli.js');
		expect(await user.npm('exec', '--', 'murmur8-cli', '--version')).toMatchObject(works);
		const theirs = await user.npm('exec', '--package=murmur8', '--', 'murmur8', 'murm');
		expect(theirs.stdout).toBe('murmur8 4.0.0 murm\n');
	});

	test('who comes later takes the common name; npm rebuild gives it to the other one', async () => {
		const user = createNpmUser(process.execPath, await startRegistry([main, host, foreign]));
		await user.npm('install', 'murmur8');
		expect(await user.npm('install', '--omit=optional', 'murmur8-cli')).toMatchObject({ exitCode: 0 });
		expect(nameLeadsTo(user)).toBe('../murmur8-cli/dist/murmur8.mjs');
		expect(await user.npm('rebuild')).toMatchObject({ exitCode: 0 });
		expect(nameLeadsTo(user)).toBe('../murmur8/cli.js');
		expect(await user.npm('exec', '--', 'murmur8-cli', '--version')).toMatchObject(works);
	});

	test('globally npm refuses the second one, and leaves the first as it was', async () => {
		const user = createNpmUser(process.execPath, await startRegistry([main, host, foreign]));
		await user.npm('install', '--global', 'murmur8');
		const second = await user.npm('install', '--global', '--omit=optional', 'murmur8-cli');
		expect(second.exitCode).not.toBe(0);
		expect(second.stderr).toContain('EEXIST');
		expect((await user.run('murmur8', 'x')).stdout).toBe('murmur8 4.0.0 x\n');
	});
});
