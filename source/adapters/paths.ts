import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readSmallFile } from './files.ts';

/** Where a command works. All paths are absolute and have no symlink in them. */
export interface Project {
	/** Root of the checkout that the command was started in: artifacts and runs belong to it. */
	readonly root: string;
	/** Root that owns the database and the published files: in a linked worktree that has none, the main one's. */
	readonly dataRoot: string;
	readonly databasePath: string;
	/** The `.env` that counts; it may not exist. */
	readonly dotenvPath: string;
	/** A settings file that the user named in place of the project's own. */
	readonly settingsPath?: string | undefined;
}

const MARKERS = ['.blueprint', '.claude'];
export const DATABASE_FILE = join('.claude', 'murmur8.db');

function* ancestors(from: string): Generator<string> {
	for (let folder = from; ; folder = dirname(folder)) {
		yield folder;
		if (dirname(folder) === folder) return;
	}
}

function realFolder(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return resolve(path);
	}
}

/** Top of the git work tree that holds `from`: the folder with a `.git` folder or, in linked worktrees, file. */
export function findGitTop(from: string): string | undefined {
	for (const folder of ancestors(from)) if (existsSync(join(folder, '.git'))) return folder;
	return undefined;
}

/**
 * The project root: the nearest folder with `.blueprint/` or `.claude/`, never above the git top and never the home
 * folder (`~/.claude` is another program's); else the git top; else `from` itself.
 */
function findRoot(from: string, home: string): string {
	const top = findGitTop(from);
	for (const folder of ancestors(from)) {
		if (folder !== home && MARKERS.some((marker) => existsSync(join(folder, marker)))) return folder;
		if (folder === top) break;
	}
	return top ?? from;
}

/** Where git keeps a work tree's own files and what it shares with the others. */
export interface GitFolders {
	readonly gitDir: string;
	readonly commonDir: string;
}

/** Reads git's own pointers (`.git` file, `commondir`); no git is run. */
export function readGitFolders(top: string): GitFolders | undefined {
	const dotGit = join(top, '.git');
	try {
		if (lstatSync(dotGit).isDirectory()) return { gitDir: dotGit, commonDir: dotGit };
	} catch {
		return undefined;
	}
	const pointer = /^gitdir: (.+)$/m.exec(readSmallFile(dotGit) ?? '')?.[1]?.trim();
	if (!pointer) return undefined;
	const gitDir = resolve(top, pointer);
	const common = readSmallFile(join(gitDir, 'commondir'))?.trim();
	return { gitDir, commonDir: common ? resolve(gitDir, common) : gitDir };
}

/** The same folder in the main worktree, when `root` lies in a linked one. */
function mainWorktreeRoot(root: string): string | undefined {
	const top = findGitTop(root);
	const folders = top === undefined ? undefined : readGitFolders(top);
	if (top === undefined || !folders || folders.gitDir === folders.commonDir) return undefined;
	// A submodule's git folder lies inside its parent's, and a bare repository has no main worktree.
	if (basename(folders.commonDir) !== '.git') return undefined;
	const main = join(realFolder(dirname(folders.commonDir)), relative(top, root));
	return existsSync(main) ? main : undefined;
}

/** @param home the user's home folder, or '' where there is none */
export function resolveProject(cwd: string, home: string): Project {
	const root = findRoot(realFolder(cwd), home === '' ? '' : realFolder(home));
	const main = mainWorktreeRoot(root);
	const owner = (file: string) => (main === undefined || existsSync(join(root, file)) ? root : main);
	const dataRoot = owner(DATABASE_FILE);
	return { root, dataRoot, databasePath: join(dataRoot, DATABASE_FILE), dotenvPath: join(owner('.env'), '.env') };
}

/** A file of `.claude/`, of this checkout if it is there, else of the one that owns the database. */
export function claudeFile(project: Project, name: string): string {
	const own = join(project.root, '.claude', name);
	return existsSync(own) ? own : join(project.dataRoot, '.claude', name);
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: file names must not hold them
const UNSAFE = /[/\\:*?"<>|\u0000-\u001F\u007F]/;

/** Whether a slug may be part of a file name: no separators, no `..`, no reserved or overlong name. */
export function isPathSafeSlug(slug: string): boolean {
	return !UNSAFE.test(slug) && !slug.includes('..') && !RESERVED.test(slug) && Buffer.byteLength(slug) <= 200;
}

/** Whether `path`, all symlinks followed, exists inside `root`. */
export function isInside(root: string, path: string): boolean {
	try {
		const real = realpathSync(path);
		return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
	} catch {
		return false;
	}
}

/** The feature's folder, or undefined where the slug, or a symlink on the way, leads elsewhere. */
export function featureFolder(root: string, slug: string): string | undefined {
	if (!isPathSafeSlug(slug)) return undefined;
	const folder = join(root, '.blueprint', 'features', `feature_${slug}`);
	return isInside(root, folder) ? folder : undefined;
}
