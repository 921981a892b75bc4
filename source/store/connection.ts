import type { DatabaseSync } from 'node:sqlite';
import { sqlite } from '../adapters/builtin.ts';
import { journalMode, switchToWal } from './journal.ts';
import { migrate, versionOf } from './schema.ts';
import { BUSY_TIMEOUT_MS, isLocked } from './transaction.ts';

function open(location: string | URL, work: (database: DatabaseSync) => void): DatabaseSync {
	const { DatabaseSync } = sqlite();
	const database = new DatabaseSync(location);
	try {
		// The order matters: with journal_mode first, openers at the same time fail with `database is locked`.
		database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
		work(database);
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

const SAFETY = 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON';

function prepare(database: DatabaseSync): void {
	switchToWal(database);
	database.exec(SAFETY);
	migrate(database);
}

/** SQLITE_IOERR with SHMOPEN, SHMLOCK or SHMMAP, and SQLITE_PROTOCOL. SHMSIZE is a full disk, which passes. */
const NO_SHARED_MEMORY: ReadonlySet<unknown> = new Set([4_618, 5_130, 5_386, 15]);

/** Whether the file system has no memory that processes share, as WAL needs it. Deno gives no error numbers. */
function isWalRefused(error: unknown): boolean {
	const { errcode, message } = error as { readonly errcode?: unknown; readonly message?: string };
	return errcode === undefined
		? /disk I\/O error|locking protocol/i.test(message ?? '')
		: NO_SHARED_MEMORY.has(errcode);
}

/**
 * Asking for WAL marks the file as such before it turns out that it can't be had. Alone with the file, SQLite needs no
 * shared memory, so it can be turned back; it stays alone until the tables are there.
 */
function prepareWithRollbackJournal(database: DatabaseSync): void {
	database.exec('PRAGMA locking_mode = EXCLUSIVE');
	const mode = journalMode(database, '= DELETE');
	if (mode !== 'delete') throw new Error(`the journal can't be changed: it is ${mode}`);
	database.exec(SAFETY);
	migrate(database);
	database.exec('PRAGMA locking_mode = NORMAL');
	// The lock is let go by the next look into the file.
	versionOf(database);
}

const ROUNDS = 50;
const PAUSE_MS = 100;

/** Several processes may find out at once; one of them is alone with the file, the others come after it. */
function openWithRollbackJournal(location: string | URL): DatabaseSync {
	for (let round = 1; ; round++) {
		try {
			return open(location, round % 2 === 1 ? prepareWithRollbackJournal : prepare);
		} catch (error) {
			const mayPass = isWalRefused(error) || isLocked(error);
			if (!mayPass || round === ROUNDS) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
		}
	}
}

/**
 * Opens a database file and brings it up to date: with WAL, or with a rollback journal where the file system, such as a
 * network mount, can't do that.
 * @throws SQLite's error where neither works
 */
export function connect(location: string | URL): DatabaseSync {
	try {
		return open(location, prepare);
	} catch (error) {
		if (!isWalRefused(error)) throw error;
		return openWithRollbackJournal(location);
	}
}
