import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';

const PRIVATE = 0o600;

function kindOf(found: Stats): string {
	if (found.isDirectory()) return 'a directory';
	if (found.isSymbolicLink()) return 'a symbolic link';
	return found.isFIFO() ? 'a FIFO' : 'no regular file';
}

/**
 * Writes a file that the user named, in one step. Missing folders are made; a file that is replaced keeps its mode.
 * @returns what stands in its place, if that is no regular file; nothing is written then
 * @throws the system's error where it can't be written
 */
export function writeOutputFile(path: string, bytes: Uint8Array): string | undefined {
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing && !existing.isFile()) return kindOf(existing);
	mkdirSync(dirname(path), { recursive: true });
	replaceFile(path, bytes, PRIVATE);
	return undefined;
}
