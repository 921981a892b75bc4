import type { DatabaseSync } from 'node:sqlite';
import { monotonicMs } from '../adapters/clock.ts';

/** How long a statement waits for another process's transaction before it gives up. */
export const BUSY_TIMEOUT_MS = 5_000;

/** How long a transaction waits to begin: a run that can't be noted is lost. */
const LONGEST_WAIT_MS = 15_000;
/** SQLite looks again after 1, 2, 5, 10 and 15 ms within this time. */
const ROUND_MS = 33;

/** SQLite's own words: Deno gives no error numbers. */
export const isLocked = (error: unknown) => /database is locked/i.test(String(error));

/**
 * Takes the write lock. SQLite's own waiting sleeps longer the longer it has waited, up to 100 ms, so that newcomers
 * overtake: with 64 processes at once some got nothing for 5 s. In short rounds all look equally often.
 */
function begin(database: DatabaseSync, longestWaitMs: number): void {
	const until = monotonicMs() + longestWaitMs;
	database.exec(`PRAGMA busy_timeout = ${ROUND_MS}`);
	try {
		for (;;) {
			try {
				database.exec('BEGIN IMMEDIATE');
				return;
			} catch (error) {
				if (!isLocked(error) || monotonicMs() > until) throw error;
			}
		}
	} finally {
		database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
	}
}

/** Runs `work` in a transaction that takes the write lock at once, so it can't fail half-way for want of it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T, longestWaitMs = LONGEST_WAIT_MS): T {
	begin(database, longestWaitMs);
	try {
		const result = work();
		database.exec('COMMIT');
		return result;
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}
