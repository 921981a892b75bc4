import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';
import { sweepTemporaries, temporaryBeside } from './temporary-file.ts';

/** A file that is to stand at `path`. */
export interface PlannedFile {
	readonly path: string;
	readonly text: string;
}

interface Staged extends PlannedFile {
	readonly temporary: string;
	/** What stood there before; undefined where nothing did. */
	readonly old: Buffer | undefined;
}

function stage({ path, text }: PlannedFile): Staged {
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing && !existing.isFile()) throw new Error('something that is no regular file stands in its place');
	mkdirSync(dirname(path), { recursive: true });
	sweepTemporaries(path);
	const temporary = temporaryBeside(path);
	try {
		writeFileSync(temporary, text, { flag: 'wx', mode: 0o644 });
		if (existing) chmodSync(temporary, existing.mode & 0o777);
		return { path, text, temporary, old: existing && readFileSync(path) };
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	}
}

function putBack({ path, old }: Staged): void {
	if (old) replaceFile(path, old, 0o644);
	else rmSync(path, { force: true });
}

/**
 * Writes files so that all of them are there afterwards, or none is and what was there before still is. Nothing of it
 * waits, so no signal that has a listener comes in between.
 * @throws the system's error; then nothing has changed
 */
export function writeTogether(files: readonly PlannedFile[]): void {
	const staged: Staged[] = [];
	const placed: Staged[] = [];
	try {
		for (const file of files) staged.push(stage(file));
		for (const file of staged) {
			renameSync(file.temporary, file.path);
			placed.push(file);
		}
	} catch (error) {
		for (const file of placed) putBack(file);
		throw error;
	} finally {
		for (const { temporary } of staged) rmSync(temporary, { force: true });
	}
}
