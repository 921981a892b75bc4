import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from './release.ts';
import { type Result, runCommand, temporaryFolder } from './sandbox.ts';

export const SCRIPT = resolve(import.meta.dirname, '..', '..', 'install.sh');

/** A PATH with every program of the system but some. */
export function pathWithout(...names: readonly string[]): string {
	const folder = temporaryFolder('murmur8-path-');
	for (const directory of ['/bin', '/usr/bin']) {
		for (const name of readdirSync(directory)) {
			if (names.includes(name) || lstatSync(join(folder, name), { throwIfNoEntry: false })) continue;
			symlinkSync(join(directory, name), join(folder, name));
		}
	}
	return folder;
}

const LARGE_BYTES = 1_000_000;

/** Everything below a folder: names, kinds, modes and contents; a large file is told by when it was written. */
export function contentsOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true })
		.map(String)
		.sort()
		.map((name) => {
			const path = join(folder, name);
			const found = lstatSync(path);
			const mode = (found.mode & 0o777).toString(8);
			if (found.isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`;
			if (found.isDirectory()) return `${name}/`;
			if (found.size > LARGE_BYTES) return `${name} ${mode} ${found.ino} ${found.size} ${found.mtimeMs}`;
			return `${name} ${mode} ${sha256(readFileSync(path))}`;
		});
}

/** The files below a folder. */
export const namesOf = (folder: string): readonly (string | undefined)[] =>
	contentsOf(folder)
		.filter((line) => !line.endsWith('/'))
		.map((line) => line.split(' ')[0]);

export interface Machine {
	readonly home: string;
	readonly prefix: string;
	readonly env: Readonly<Record<string, string>>;
	/** `sh install.sh …`, into the prefix if nothing else is said. */
	readonly install: (...args: readonly string[]) => Promise<Result>;
	/** Any command, in an empty folder. */
	readonly run: (command: readonly string[], env?: Readonly<Record<string, string>>, input?: string) => Promise<Result>;
}

/** A home and an empty prefix; nothing of the machine's user is in the environment. */
export function createMachine(): Machine {
	const base = temporaryFolder('murmur8-install-');
	const [home, prefix, cwd] = ['home', 'prefix', 'cwd'].map((name) => join(base, name)) as [string, string, string];
	for (const folder of [home, prefix, cwd, join(base, 'tmp')]) mkdirSync(folder);
	const env = {
		PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
		HOME: home,
		TMPDIR: join(base, 'tmp'),
	};
	const run: Machine['run'] = (command, more = {}, input = '') =>
		runCommand(command, { cwd, env: { ...env, ...more }, input });
	const isPlaced = (args: readonly string[]) => args.some((word) => /^--(prefix|bin-dir|help)/.test(word));
	const install: Machine['install'] = (...args) =>
		run(['sh', SCRIPT, ...(isPlaced(args) ? [] : ['--prefix', prefix]), ...args]);
	return { home, prefix, env, run, install };
}
