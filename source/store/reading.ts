import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { sqlite } from '../adapters/builtin.ts';
import { checkRegularFiles, type Database, openDatabase } from './database.ts';
import { MIGRATIONS } from './migrations.ts';
import { isLocked } from './transaction.ts';

/** Who comes first, and who goes last, has the file alone for a moment. */
const READ_WAIT_MS = 1_000;

function openReadOnly(location: string | URL, waitMs: number): DatabaseSync {
	const { DatabaseSync } = sqlite();
	const database = new DatabaseSync(location, { readOnly: true });
	try {
		database.exec(`PRAGMA busy_timeout = ${waitMs}`);
		const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
		if (version !== MIGRATIONS.length) throw new Error('the database is of another version and may not be changed');
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Where SQLite may not even make its shared memory, the file is read as if nobody wrote it. */
function immutable(path: string): URL {
	const url = pathToFileURL(path);
	url.searchParams.set('immutable', '1');
	return url;
}

/**
 * Opens a database that is there, to look at it for long: nothing that this connection does, its end included, touches
 * the file. Also one that may not be written, in a folder of somebody else.
 * @throws the error of the ordinary way where there is no other
 */
export function openForReading(path: string): Database {
	try {
		// Brings it up to date, and tells what is wrong with it in the ordinary words.
		openDatabase(path).close();
		return openReadOnly(path, READ_WAIT_MS);
	} catch (failure) {
		// A lock passes, while a file that was opened as if nobody wrote it never shows what is written.
		if (isLocked(failure)) throw failure;
		for (const location of [path, immutable(path)]) {
			try {
				return openReadOnly(location, READ_WAIT_MS);
			} catch (error) {
				if (isLocked(error)) throw error;
				// The next way, or the first one's words.
			}
		}
		throw failure;
	}
}

/**
 * The same for a server, which must not stand still while another process holds a lock.
 * @throws at once where one does
 */
export function openWithoutWaiting(path: string): Database {
	checkRegularFiles(path);
	try {
		return openReadOnly(path, 0);
	} catch (failure) {
		if (isLocked(failure)) throw failure;
		return openForReading(path);
	}
}

/** Changes whenever another connection has written. */
export function dataVersion(database: Database): number {
	return Number(database.prepare('PRAGMA data_version').get()?.['data_version']);
}

/** Reads everything as of one moment. */
export function atOneMoment<T>(database: Database, read: () => T): T {
	database.exec('BEGIN');
	try {
		return read();
	} finally {
		database.exec('COMMIT');
	}
}
