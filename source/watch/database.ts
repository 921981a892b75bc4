import { statOrNone } from '../adapters/watching/targets.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { dataVersion, openForReading } from '../store/reading.ts';

/** The database of somebody who watches: opened once it is there, and again when other files take its place. */
export interface WatchedDatabase {
	/** @throws where it is there and can't be opened */
	readonly open: () => Database | undefined;
	/** Whether another process has written since the last `open`. */
	readonly hasChanged: () => boolean;
	readonly close: () => void;
}

/**
 * The database and the memory that its users share. Under Deno a writer was seen to take both down with us still
 * reading; what the next one makes has other inodes, and whoever keeps the old ones sees nothing any more.
 */
const filesOf = (path: string) => ['', '-shm'].map((suffix) => statOrNone(path + suffix)?.ino ?? 0).join(' ');

/** A reader that comes last leaves SQLite's files behind; a writer that comes last removes them. */
function tidy(path: string): void {
	try {
		openDatabase(path).close();
	} catch {
		// They stay until somebody comes who may.
	}
}

/** @param openFile how it is opened */
export function watchDatabase(path: string, openFile = openForReading): WatchedDatabase {
	let database: Database | undefined;
	let files = '';
	let version = 0;
	const drop = () => {
		database?.close();
		database = undefined;
	};
	return {
		open: () => {
			if (database && filesOf(path) !== files) drop();
			if (!database) {
				if (!statOrNone(path)) return undefined;
				database = openFile(path);
				// Makes the shared memory, if it was not there.
				version = dataVersion(database);
				files = filesOf(path);
			}
			version = dataVersion(database);
			return database;
		},
		hasChanged: () => database !== undefined && (filesOf(path) !== files || dataVersion(database) !== version),
		close: () => {
			if (!database) return;
			drop();
			tidy(path);
		},
	};
}
