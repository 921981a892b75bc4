import { statOrNone } from '../adapters/watching/targets.ts';
import type { Database } from '../store/database.ts';
import { dataVersion, openForReading } from '../store/reading.ts';

/** The database of somebody who watches: opened once it is there, and again when another file takes its place. */
export interface WatchedDatabase {
	/** @throws where it is there and can't be opened */
	readonly open: () => Database | undefined;
	/** Whether another process has written since the last `open`. */
	readonly hasChanged: () => boolean;
	readonly close: () => void;
}

export function watchDatabase(path: string): WatchedDatabase {
	let database: Database | undefined;
	let inode: number | undefined;
	let version = 0;
	const close = () => {
		database?.close();
		database = undefined;
	};
	return {
		open: () => {
			const found = statOrNone(path)?.ino;
			if (database && found !== inode) close();
			if (found === undefined) return undefined;
			database ??= openForReading(path);
			inode = statOrNone(path)?.ino;
			version = dataVersion(database);
			return database;
		},
		hasChanged: () => database !== undefined && dataVersion(database) !== version,
		close,
	};
}
