import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { JOB_FILE } from '../../failures/sources/job.ts';
import { isInside } from '../paths.ts';
import { unreadable } from '../unreadable.ts';
import { OPTED_IN } from './opted-in.ts';

/** Which sources a report is asked for. */
export interface SourceChoice {
	/** Of the project; without symlinks. */
	readonly root: string;
	/** What relative names start from. */
	readonly cwd: string;
	/** Files and folders for which somebody vouches: `--opt-in`. */
	readonly optIn: readonly string[];
	/** Files and folders named without that; none: all that opted in. */
	readonly named: readonly string[];
}

/** Why something that opted in is no source. */
export interface SkippedSource {
	/** As it was found: absolute. */
	readonly path: string;
	readonly reason: string;
}

export interface SourceList {
	/** Absolute paths of regular files without symlinks, each once, in order. */
	readonly sources: readonly string[];
	/** What was named and did not opt in: not looked at, not even whether it is there. */
	readonly withoutOptIn: number;
	readonly skipped: readonly SkippedSource[];
}

const byName = (one: Dirent, other: Dirent): number => (one.name < other.name ? -1 : 1);

/** Looks through folders that opted in; what was seen once is not seen again. */
class Walk {
	readonly sources = new Set<string>();
	readonly skipped: SkippedSource[] = [];
	readonly #folders = new Set<string>();

	/** @param path what opted in, a file or a folder */
	add(path: string): void {
		try {
			const real = realpathSync(path);
			if (lstatSync(real).isDirectory()) this.#addFolder(real, real);
			else this.#addFile(path, real);
		} catch (error) {
			this.#skip(path, unreadable(error).reason);
		}
	}

	#skip(path: string, reason: string): void {
		this.skipped.push({ path, reason });
	}

	#addFile(path: string, real: string): void {
		if (lstatSync(real).isFile()) this.sources.add(real);
		else this.#skip(path, 'is no regular file');
	}

	/** @param base what opted in: no symlink leads out of it */
	#addFolder(base: string, first: string): void {
		const folders = [first];
		for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
			if (this.#folders.has(folder)) continue;
			this.#folders.add(folder);
			folders.push(...this.#entriesOf(base, folder).toReversed());
		}
	}

	/** Takes the files of a folder. @returns the folders in it */
	#entriesOf(base: string, folder: string): readonly string[] {
		let entries: readonly Dirent[];
		try {
			entries = readdirSync(folder, { withFileTypes: true });
		} catch (error) {
			this.#skip(folder, unreadable(error).reason);
			return [];
		}
		const inner: string[] = [];
		for (const entry of entries.toSorted(byName)) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) inner.push(path);
			else if (entry.isSymbolicLink()) inner.push(...this.#linked(base, path));
			else if (entry.name !== JOB_FILE) this.#addFile(path, path);
		}
		return inner;
	}

	#linked(base: string, path: string): readonly string[] {
		if (!isInside(base, path)) {
			this.#skip(path, 'is a link that leads out of its folder');
			return [];
		}
		const real = realpathSync(path);
		if (statSync(real).isDirectory()) return [real];
		this.#addFile(path, real);
		return [];
	}
}

/**
 * The sources of a report. Only what opted in is looked at: nothing else is opened, listed or asked about.
 */
export function findSources({ root, cwd, optIn, named }: SourceChoice): SourceList {
	const walk = new Walk();
	const folder = join(root, OPTED_IN);
	const paths = named.map((path) => resolve(cwd, path));
	const isOptedIn = (path: string) => path === folder || path.startsWith(folder + sep);
	for (const path of named.length === 0 ? [folder] : paths.filter(isOptedIn)) {
		// Whoever can commit a symlink must not choose what is read.
		if (isInside(folder, path) && isInside(root, folder) && realpathSync(folder) === folder) walk.add(path);
		else if (named.length > 0) walk.skipped.push({ path, reason: 'is not there, or leads out of its folder' });
	}
	for (const path of optIn) walk.add(resolve(cwd, path));
	return {
		sources: [...walk.sources],
		withoutOptIn: paths.filter((path) => !isOptedIn(path)).length,
		skipped: walk.skipped,
	};
}
