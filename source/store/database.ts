import { chmodSync, closeSync, constants, lstatSync, mkdirSync, openSync, type Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../adapters/builtin.ts';
import { isInside } from '../adapters/paths.ts';
import { MIGRATIONS } from './migrations.ts';

export type Database = DatabaseSync;

/** How long a statement waits for another process's transaction before it gives up. */
const BUSY_TIMEOUT_MS = 5_000;

function versionOf(database: Database): number {
	return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/** Runs `work` in a transaction that takes the write lock at once, so it can't fail half-way for want of it. */
export function inTransaction<T>(database: Database, work: () => T): T {
	database.exec('BEGIN IMMEDIATE');
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function migrate(database: Database): void {
	if (versionOf(database) === MIGRATIONS.length) return;
	inTransaction(database, () => {
		// Read again under the lock: another process may have migrated meanwhile.
		const version = versionOf(database);
		if (version > MIGRATIONS.length) throw new Error('the database was written by a newer murmur8; update this one');
		for (const step of MIGRATIONS.slice(version)) database.exec(step);
		database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
	});
}

/** SQLite's own files beside the database. A FIFO as the journal would hang it for ever. */
const COMPANIONS = ['-wal', '-shm', '-journal'];

/** @returns the file, undefined where there is none; throws where something else stands in its place */
function regularFile(path: string): Stats | undefined {
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing && !existing.isFile()) throw new Error(`${basename(path)} is not a regular file`);
	return existing;
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

const SWITCH_PAUSE_MS = 5;

/** SQLite's own words: Deno gives no error numbers. */
const isLocked = (error: unknown) => error instanceof Error && /locked|busy/i.test(error.message);

/**
 * The switch to WAL does not wait for the timeout: where two connections that read want to write, SQLite refuses one
 * of them at once. That one tries again.
 */
function switchToWal(database: Database): void {
	const until = performance.now() + BUSY_TIMEOUT_MS;
	for (;;) {
		try {
			database.exec('PRAGMA journal_mode = WAL');
			return;
		} catch (error) {
			if (!isLocked(error) || performance.now() > until) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SWITCH_PAUSE_MS);
		}
	}
}

/**
 * Opens the project's database, creating and migrating it if need be.
 * @throws where it can't be opened; the caller decides what goes on without it
 */
export function openDatabase(path: string): Database {
	prepareFile(path);
	const { DatabaseSync } = sqlite();
	const database = new DatabaseSync(path);
	try {
		// The order matters: with journal_mode first, openers at the same time fail with `database is locked`.
		database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
		switchToWal(database);
		database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
		migrate(database);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Opens the database only if there is one: views create nothing. */
export function openExistingDatabase(path: string): Database | undefined {
	return lstatSync(path, { throwIfNoEntry: false }) ? openDatabase(path) : undefined;
}

/** node:sqlite takes no undefined. */
export const orNull = <T>(value: T | undefined): T | null => value ?? null;
export const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined;
