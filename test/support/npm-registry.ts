import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { serveFiles } from './release.ts';
import { type Result, runCommand, temporaryFolder } from './sandbox.ts';

export interface Tarball {
	readonly manifest: { readonly name: string; readonly version: string; readonly [field: string]: unknown };
	readonly bytes: Uint8Array;
}

/** A packed package, with the package.json that is in it. */
export function readTarball(path: string): Tarball {
	const text = execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' });
	return { manifest: JSON.parse(text) as Tarball['manifest'], bytes: readFileSync(path) };
}

/** What a registry says of a package: npm asks for this first, and trusts nothing else about the tarballs. */
function documentOf(name: string, all: readonly Tarball[], address: string): object {
	const versions = all.map(({ manifest, bytes }) => {
		const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
		const tarball = `${address}/${name}/-/${name}-${manifest.version}.tgz`;
		return [manifest.version, { ...manifest, dist: { tarball, integrity } }] as const;
	});
	return { name, 'dist-tags': { latest: versions.at(-1)?.[0] }, versions: Object.fromEntries(versions) };
}

/**
 * A registry on this machine that has these packages, the newest of a name last.
 * @param deliver what comes as a tarball, in place of what the registry says of it
 */
export async function startRegistry(
	tarballs: readonly Tarball[],
	deliver: (tarball: Tarball) => Uint8Array = ({ bytes }) => bytes,
): Promise<string> {
	const address: string = await serveFiles((path) => {
		const [, name = '', , file] = path.split('/');
		const all = tarballs.filter(({ manifest }) => manifest.name === name);
		if (all.length === 0) return undefined;
		if (file === undefined) return Buffer.from(JSON.stringify(documentOf(name, all, address)));
		const wanted = all.find(({ manifest }) => `${name}-${manifest.version}.tgz` === file);
		return wanted && deliver(wanted);
	});
	return address;
}

const onPath = (name: string) =>
	(process.env['PATH'] ?? '')
		.split(delimiter)
		.filter((folder) => !folder.includes('node_modules'))
		.map((folder) => join(folder, name))
		.find((path) => existsSync(path));

/** npm, as a script; whatever Node is to run it. */
function npmScript(): string {
	const path = process.env['npm_execpath'] ?? onPath('npm');
	if (path === undefined) throw new Error('npm is not there');
	return realpathSync(path);
}

/** A Node of this machine that is too old for the program; undefined where there is none. */
export function oldNode(): string | undefined {
	const path = onPath('node');
	if (path === undefined) return undefined;
	const [major = 0, minor = 0] = execFileSync(path, ['--version'], { encoding: 'utf8' })
		.slice(1)
		.split('.')
		.map(Number);
	return major < 22 || (major === 22 && minor < 13) ? path : undefined;
}

export interface NpmUser {
	/** Of global packages. */
	readonly prefix: string;
	readonly project: string;
	readonly npm: (...args: readonly string[]) => Promise<Result>;
	/** Any command, in the project; programs of the project and of the prefix are on the PATH, and Node. */
	readonly run: (...command: readonly string[]) => Promise<Result>;
}

/** Somebody with this Node, a fresh cache and that registry. */
export function createNpmUser(node: string, registry: string): NpmUser {
	const base = temporaryFolder('murmur8-npm-');
	const [home = '', prefix = '', project = '', bin = ''] = ['home', 'prefix', 'project', 'node'].map((name) => {
		mkdirSync(join(base, name));
		return join(base, name);
	});
	execFileSync('ln', ['-s', node, join(bin, 'node')]);
	const env = {
		PATH: [join(project, 'node_modules/.bin'), join(prefix, 'bin'), bin, '/usr/bin', '/bin'].join(delimiter),
		HOME: home,
		npm_config_registry: registry,
		npm_config_cache: join(base, 'cache'),
		npm_config_prefix: prefix,
		npm_config_userconfig: join(home, '.npmrc'),
		npm_config_globalconfig: join(home, 'npmrc'),
		npm_config_audit: 'false',
		npm_config_fund: 'false',
		npm_config_update_notifier: 'false',
		npm_config_yes: 'true',
	};
	const run: NpmUser['run'] = (...command) => runCommand(command, { cwd: project, env, input: '' });
	const script = npmScript();
	return { prefix, project, run, npm: (...args) => run(node, script, ...args) };
}
