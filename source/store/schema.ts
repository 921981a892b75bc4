import type { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';
import { inTransaction } from './transaction.ts';

/** How many of the migrations the database has seen; 0 for a new one. */
export function versionOf(database: DatabaseSync): number {
	return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/** @throws where the database was written by a newer program */
export function migrate(database: DatabaseSync): void {
	if (versionOf(database) === MIGRATIONS.length) return;
	inTransaction(database, () => {
		// Read again under the lock: another process may have migrated meanwhile.
		const version = versionOf(database);
		if (version > MIGRATIONS.length) throw new Error('the database was written by a newer murmur8; update this one');
		for (const step of MIGRATIONS.slice(version)) database.exec(step);
		database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
	});
}
