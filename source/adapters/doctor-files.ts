import {
	accessSync,
	constants,
	lstatSync,
	readdirSync,
	readFileSync,
	realpathSync,
	type Stats,
	statfsSync,
	statSync,
} from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import type { FileFacts, FileKind, ProgramFacts } from '../core/doctor/facts.ts';
import { readSmallFile } from './files.ts';

/** A path as a shell takes it: relative where it lies below `cwd`, quoted where it must be. */
export function shellPath(path: string, cwd: string): string {
	const near = relative(cwd, path);
	const shown = near === '' || near.startsWith('..') ? path : near;
	return /^[\w./:@%+,\\-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}

function kindOf(found: Stats | undefined): FileKind {
	if (!found) return 'missing';
	if (found.isFile()) return 'file';
	if (found.isDirectory()) return 'directory';
	if (found.isSymbolicLink()) return 'link';
	return found.isFIFO() ? 'fifo' : 'other';
}

function lookAt(path: string): Stats | undefined {
	try {
		return lstatSync(path, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

function mayAccess(path: string, mode: number): boolean {
	try {
		accessSync(path, mode);
		return true;
	} catch {
		return false;
	}
}

/** A file that is not there may be made if the nearest folder that is lets us. */
function mayCreateIn(folder: string): boolean {
	const parent = dirname(folder);
	if (!lookAt(folder) && parent !== folder) return mayCreateIn(parent);
	return mayAccess(folder, constants.W_OK | constants.X_OK);
}

/** The folder above a path that is none, if there is one: it is what keeps the file from being there. */
function falseFolder(path: string): string | undefined {
	for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder)) {
		try {
			return statSync(folder).isDirectory() ? undefined : folder;
		} catch {
			// A link to nothing; else it is not there, or what is above it is no folder.
			if (lookAt(folder)) return folder;
		}
	}
	return undefined;
}

/** What stands at a path, or in the way to it, and what we may do with it; nothing is opened. */
export function describeFile(path: string, cwd: string): FileFacts {
	const obstacle = falseFolder(path);
	if (obstacle !== undefined) return describeFile(obstacle, cwd);
	const found = lookAt(path);
	const isOwnPermitted = !found || mayAccess(path, constants.R_OK | constants.W_OK);
	return {
		path: shellPath(path, cwd),
		kind: kindOf(found),
		mode: found && process.platform !== 'win32' ? found.mode & 0o777 : undefined,
		isPermitted: isOwnPermitted && mayCreateIn(dirname(path)),
	};
}

/** Files of a folder that could not be parsed and were kept. */
export function findSetAside(folder: string): readonly string[] {
	try {
		return readdirSync(folder)
			.filter((name) => name.includes('.corrupt-'))
			.sort()
			.map((name) => join(folder, name));
	} catch {
		return [];
	}
}

/** How long a file of this process may grow, where the system has such a limit and tells it. */
function longestFile(): number {
	try {
		const limit = /^Max file size\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
		return limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

/**
 * What an ordinary user may still write to the disk of a folder, or to one file by `ulimit -f` if that is less; undefined
 * where the system does not say.
 */
export function freeBytes(folder: string): number | undefined {
	try {
		const { bavail, bsize } = statfsSync(folder);
		return Math.min(bavail * bsize, longestFile());
	} catch {
		return undefined;
	}
}

const NPM_PACKAGE = /[\\/]node_modules[\\/]murmur8[\\/]/;
const PROGRAM_NAMES = process.platform === 'win32' ? ['murmur8.exe', 'murmur8.cmd'] : ['murmur8'];

function programAt(path: string): (ProgramFacts & { readonly real: string }) | undefined {
	try {
		accessSync(path, constants.X_OK);
		const real = realpathSync(path);
		// On Windows npm installs a script that names the package, elsewhere a link into it.
		const isNpmPackage = NPM_PACKAGE.test(real) || (/\.cmd$/.test(real) && NPM_PACKAGE.test(readSmallFile(real) ?? ''));
		return lstatSync(real).isFile() ? { path, isNpmPackage, real } : undefined;
	} catch {
		return undefined;
	}
}

/** The programs that answer to `murmur8`, in the order of the PATH, each once. */
export function findPrograms(searchPath: string): readonly ProgramFacts[] {
	const found = searchPath
		.split(delimiter)
		.filter((folder) => folder !== '')
		.flatMap((folder) => PROGRAM_NAMES.map((name) => programAt(join(folder, name))))
		.filter((program) => program !== undefined);
	const first = found.filter(({ real }, index) => found.findIndex((other) => other.real === real) === index);
	return first.map(({ path, isNpmPackage }) => ({ path, isNpmPackage }));
}
