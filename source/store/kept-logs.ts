import type { KeptLog } from '../core/kept-logs.ts';
import type { Database } from './database.ts';

interface Row {
	readonly path: string;
	readonly root: string;
	readonly size_bytes: number;
	readonly modified_ms: number;
	readonly kept_at_ms: number;
	readonly is_read: number;
}

/** Notes a log that was kept: what is not in this list is somebody else's, and nobody here removes it. */
export function putKeptLog(database: Database, log: KeptLog): void {
	database
		.prepare(
			`INSERT OR REPLACE INTO kept_log (path, root, size_bytes, modified_ms, kept_at_ms, is_read)
			VALUES (?, ?, ?, ?, ?, ?)`,
		)
		.run(log.path, log.root, log.sizeBytes, log.modifiedMs, log.keptAtMs, log.isRead ? 1 : 0);
}

/** @param path absolute; of a log that somebody else put there nothing is noted */
export function markLogRead(database: Database, path: string): void {
	database.prepare('UPDATE kept_log SET is_read = 1 WHERE path = ? AND is_read = 0').run(path);
}

export function listKeptLogs(database: Database): readonly KeptLog[] {
	const rows = database.prepare('SELECT * FROM kept_log').all() as unknown as readonly Row[];
	return rows.map((row) => ({
		path: row.path,
		root: row.root,
		sizeBytes: row.size_bytes,
		modifiedMs: row.modified_ms,
		keptAtMs: row.kept_at_ms,
		isRead: row.is_read !== 0,
	}));
}

/** The log of that time: one that was kept under the same name since stays. */
export function forgetKeptLog(database: Database, { path, keptAtMs }: KeptLog): void {
	database.prepare('DELETE FROM kept_log WHERE path = ? AND kept_at_ms = ?').run(path, keptAtMs);
}
