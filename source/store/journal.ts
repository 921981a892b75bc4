import type { DatabaseSync } from 'node:sqlite';
import { monotonicMs } from '../adapters/clock.ts';
import { versionOf } from './schema.ts';
import { BUSY_TIMEOUT_MS, inTransaction, isLocked } from './transaction.ts';

/** @returns the journal mode that is in force then, which need not be the one asked for */
export function journalMode(database: DatabaseSync, wanted = ''): string {
	return String(database.prepare(`PRAGMA journal_mode ${wanted}`).get()?.['journal_mode']);
}

const isNew = (database: DatabaseSync): boolean => versionOf(database) === 0 && journalMode(database) !== 'wal';

/**
 * Whether the database is still without tables and WAL. If so the lock outlives the look, up to the connection's next
 * access: who migrates in between chose its journal, and must not find it exchanged.
 */
function isNewAndLocked(database: DatabaseSync): boolean {
	try {
		return inTransaction(database, () => {
			const isNewStill = isNew(database);
			if (isNewStill) database.exec('PRAGMA locking_mode = EXCLUSIVE');
			return isNewStill;
		});
	} finally {
		database.exec('PRAGMA locking_mode = NORMAL');
	}
}

const SWITCH_PAUSE_MS = 5;

/**
 * Gives a new database WAL. One that was migrated with a rollback journal got it because there was no other way; it
 * keeps it, or every start would try the other way again under the hands of the rest.
 */
export function switchToWal(database: DatabaseSync): void {
	const until = monotonicMs() + BUSY_TIMEOUT_MS;
	while (isNew(database)) {
		try {
			if (isNewAndLocked(database)) journalMode(database, '= WAL');
			return;
		} catch (error) {
			// The lock and the switch do not wait for readers: SQLite refuses them at once.
			if (!isLocked(error) || monotonicMs() > until) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SWITCH_PAUSE_MS);
		}
	}
}
