import { join } from 'node:path';
import { constants, DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { journalMode, switchToWal } from '../../source/store/journal.ts';
import { migrate, versionOf } from '../../source/store/schema.ts';
import { temporaryFolder } from '../support/sandbox.ts';

function twoConnections(): readonly [DatabaseSync, DatabaseSync] {
	const path = join(temporaryFolder(), 'murmur8.db');
	const [own, other] = [new DatabaseSync(path), new DatabaseSync(path)];
	other.exec('PRAGMA busy_timeout = 0');
	return [own, other];
}

/** Does something whenever a statement that begins so is prepared, as if another process came in just then. */
function before(database: DatabaseSync, pragma: string, value: string | null, work: () => void): void {
	database.setAuthorizer((action, name, given) => {
		if (action === constants.SQLITE_PRAGMA && name === pragma && given === value) work();
		return constants.SQLITE_OK;
	});
}

test('a new database gets WAL', () => {
	const [own, other] = twoConnections();
	switchToWal(own);
	migrate(own);
	expect(journalMode(other)).toBe('wal');
	expect(own.prepare('PRAGMA locking_mode').get()).toEqual({ locking_mode: 'normal' });
	other.exec(`INSERT INTO counter VALUES ('starts', 1)`);
});

test('nobody migrates between the look whether a database is new and the switch', () => {
	const [own, other] = twoConnections();
	const refusals: unknown[] = [];
	before(own, 'journal_mode', 'WAL', () => {
		try {
			migrate(other);
		} catch (error) {
			refusals.push(error);
		}
	});
	switchToWal(own);
	expect(refusals).toEqual([expect.objectContaining({ message: 'database is locked' })]);
	expect([journalMode(own), versionOf(own)]).toEqual(['wal', 0]);
});

test('one that was migrated meanwhile keeps its rollback journal', () => {
	const [own, other] = twoConnections();
	let looks = 0;
	// The second statement that asks for the mode is the one under the lock.
	before(own, 'journal_mode', null, () => {
		if (looks++ === 0) migrate(other);
	});
	switchToWal(own);
	expect([journalMode(own), versionOf(own)]).toEqual(['delete', versionOf(other)]);
	expect(versionOf(other)).toBeGreaterThan(0);
	other.exec(`INSERT INTO counter VALUES ('starts', 1)`);
});
