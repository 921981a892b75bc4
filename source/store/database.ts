import { accessSync, chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isInside } from '../adapters/paths.ts';
import { connect } from './connection.ts';

export { inTransaction } from './transaction.ts';

export type Database = DatabaseSync;

/** SQLite's own files beside the database. A FIFO as the journal would hang it for ever. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** @returns the file, undefined where there is none; throws where something else stands in its place */
function regularFile(path: string): Stats | undefined {
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing && !existing.isFile()) throw new Error(`${basename(path)} is not a regular file`);
	return existing;
}

/** @throws where something else than a file stands in the place of the database, or of what belongs to it */
export function checkRegularFiles(path: string): void {
	for (const suffix of ['', ...COMPANIONS]) regularFile(path + suffix);
}

/**
 * Makes sure that the file is a regular one, ours, 0600. SQLite would create it with the umask's mode, and would
 * follow a symlink or hang on a FIFO in its place.
 */
function prepareFile(path: string): void {
	const folder = dirname(path);
	if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() && !isInside(dirname(folder), folder)) {
		throw new Error('.claude is a link that leaves the project');
	}
	const existing = regularFile(path);
	for (const suffix of COMPANIONS) regularFile(path + suffix);
	if (existing) {
		if ((existing.mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(path, 0o600);
		return;
	}
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	try {
		closeSync(
			openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0), 0o600),
		);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}

/** Descriptors that SQLite needs at once: for the file and the two beside it. */
const NEEDED = 3;

/** SQLite says only that it can't open a file; the system's own words for it, where it has any. */
function explained(error: unknown, path: string): unknown {
	if (!/unable to open/i.test(String(error))) return error;
	const descriptors: number[] = [];
	try {
		accessSync(path, constants.R_OK | constants.W_OK);
		// Some other file: closing this one would take away the locks of other connections in this process.
		while (descriptors.length < NEEDED) descriptors.push(openSync(process.execPath, constants.O_RDONLY));
		return error;
	} catch (failure) {
		return new Error(`${(error as Error).message} (${(failure as NodeJS.ErrnoException).code})`, { cause: error });
	} finally {
		for (const descriptor of descriptors) closeSync(descriptor);
	}
}

/**
 * Opens the project's database, creating and migrating it if need be.
 * @throws where it can't be opened; the caller decides what goes on without it
 */
export function openDatabase(path: string): Database {
	prepareFile(path);
	try {
		return connect(path);
	} catch (error) {
		throw explained(error, path);
	}
}

/** Opens the database only if there is one: views create nothing. */
export function openExistingDatabase(path: string): Database | undefined {
	return lstatSync(path, { throwIfNoEntry: false }) ? openDatabase(path) : undefined;
}

/** node:sqlite takes no undefined. */
export const orNull = <T>(value: T | undefined): T | null => value ?? null;
export const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined;
