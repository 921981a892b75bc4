import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Project } from '../../adapters/paths.ts';
import { addToCounter } from '../counters.ts';
import type { Database } from '../database.ts';

/** What hot commands may know of the published files: where they are, and whether they look changed. No conf here. */
export const historyPath = (project: Project): string => join(project.dataRoot, '.claude', 'pipeline-history.json');

/** @param setting the queue's path as configured, relative to the project root */
export const queuePath = (project: Project, setting: string): string => resolve(project.dataRoot, setting);

/** Under what the state of a file is kept. That of the queue names its place: another file lacks nothing of ours. */
export type PublishedKey = 'history' | `queue ${string}`;
export const queueKey = (setting: string): PublishedKey => `queue ${setting}`;

export const PUBLISH_REQUESTS = 'publish.requested';

/** Notes that there is something to publish: a process that publishes right now looks again before it ends. */
export function requestPublishing(database: Database): void {
	addToCounter(database, PUBLISH_REQUESTS, 1);
}

export interface FileStat {
	readonly size: number;
	readonly mtimeMs: number;
	/** When it was read last, as far as the file system notes that. */
	readonly atimeMs: number;
	readonly inode: number;
}

/** As if there were no file: any file is a change to this. */
export const NO_FILE: FileStat = { size: -1, mtimeMs: 0, atimeMs: 0, inode: 0 };

/** Size and times of a file; `NO_FILE` where none can be seen. */
export function statOf(path: string): FileStat {
	try {
		const { size, mtimeMs, atimeMs, ino: inode } = lstatSync(path);
		return { size, mtimeMs, atimeMs, inode };
	} catch {
		return NO_FILE;
	}
}

function isChanged(database: Database, key: PublishedKey, path: string): boolean {
	const row = database.prepare('SELECT size_bytes, modified_ms FROM published WHERE file = ?').get(key);
	const { size, mtimeMs } = statOf(path);
	return row ? row['size_bytes'] !== size || row['modified_ms'] !== mtimeMs : size >= 0;
}

/** Whether a published file is not what we left, by size and time alone. A file that never was is no change. */
export function hasForeignChange(database: Database, project: Project, queueSetting: string | undefined): boolean {
	return (
		isChanged(database, 'history', historyPath(project)) ||
		(queueSetting !== undefined && isChanged(database, queueKey(queueSetting), queuePath(project, queueSetting)))
	);
}
