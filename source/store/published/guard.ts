import { accessSync, constants, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isInside } from '../../adapters/paths.ts';
import { readPublished, readSettled } from './read.ts';

/** Why a published file is left alone; the words are for `doctor` and `MURMUR8_DEBUG`. */
export class PublishError extends Error {}

const HOUR_MS = 3_600_000;

/**
 * Sees that nothing outside the project is read or replaced: the folder is inside, the file a regular one or absent.
 * conf would follow a link and hang on a FIFO.
 * @throws PublishError
 */
export function checkPlace(path: string, root: string): void {
	const folder = dirname(path);
	const isThere = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
	if (!isInside(root, isThere ? folder : dirname(folder)))
		throw new PublishError(`${folder} is not inside the project`);
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (found && !found.isFile()) throw new PublishError(`${basename(path)} is not a regular file`);
}

/** Makes the file's folder. Not recursive: a project that was removed meanwhile must not come back. */
export function makeFolder(path: string): void {
	const folder = dirname(path);
	if (!lstatSync(folder, { throwIfNoEntry: false })) mkdirSync(folder, { mode: 0o700 });
}

/**
 * Sees that file and folder may be written: conf spins for a second where permission is missing.
 * @throws PublishError
 */
export function checkPermission(path: string): void {
	try {
		accessSync(dirname(path), constants.W_OK | constants.X_OK);
		if (lstatSync(path, { throwIfNoEntry: false })) accessSync(path, constants.R_OK | constants.W_OK);
	} catch {
		throw new PublishError(`no permission to write ${basename(path)}`);
	}
}

/** Where the good file is kept while it is replaced. */
export const backupOf = (path: string): string => join(dirname(path), `.${basename(path)}.before`);

/** conf's own temporary files. Under the lock nobody of ours writes, so the writer of any that is there was killed. */
const CONF_TEMPORARY = /\.tmp-\d{10}[0-9a-f]{6}$/;

/** Whether a file holds no whole array, and is not just being written by a program that empties it first. */
const isDamaged = (path: string) =>
	readSettled(
		() => readPublished(path).kind,
		(kind) => kind !== 'corrupt',
	) !== 'entries';

/** Puts back what a writer that was killed half-way left, and removes its temporary files; other ones after an hour. */
export function sweep(path: string, nowMs: number): void {
	const folder = dirname(path);
	const backup = backupOf(path);
	const left = lstatSync(backup, { throwIfNoEntry: false });
	if (left?.isDirectory()) throw new PublishError(`${basename(backup)} is not a regular file`);
	// Only a file is put back: through a link in its place, the next write would leave the project.
	// A copy whose writer was killed may be half a file itself.
	if (left?.isFile() && readPublished(backup).kind === 'entries' && isDamaged(path)) renameSync(backup, path);
	// Also after renaming: between two names of one file that does nothing.
	if (left) rmSync(backup, { force: true });
	const prefix = `${basename(path)}.tmp-`;
	for (const name of readdirSync(folder)) {
		if (!name.startsWith(prefix)) continue;
		const temporary = join(folder, name);
		const found = lstatSync(temporary, { throwIfNoEntry: false });
		const isStale = CONF_TEMPORARY.test(name) || (found && nowMs - found.mtimeMs > HOUR_MS);
		if (found?.isFile() && isStale) rmSync(temporary, { force: true });
	}
}

const CORRUPT_KEPT = 3;

/** Moves a file that does not parse out of the way; the newest three of them are kept. @returns its new name */
export function setAside(path: string, time: string): string {
	const folder = dirname(path);
	const prefix = `${basename(path)}.corrupt-`;
	let name = `${prefix}${time.replaceAll(/[:.]/g, '-')}`;
	while (lstatSync(join(folder, name), { throwIfNoEntry: false })) name += '-';
	renameSync(path, join(folder, name));
	const older = readdirSync(folder)
		.filter((candidate) => candidate.startsWith(prefix))
		.sort()
		.slice(0, -CORRUPT_KEPT);
	for (const candidate of older) rmSync(join(folder, candidate), { force: true });
	return name;
}
