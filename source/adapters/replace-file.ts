import { chmodSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sweepTemporaries, temporaryBeside } from './temporary-file.ts';

/**
 * Writes a file in one step: whoever reads meanwhile sees the old bytes or the new ones, and a disk that fills up
 * leaves the old ones. A link stays a link, what it points to is replaced; an existing file keeps its mode.
 * @param mode of a file that is created
 * @throws the system's error; then nothing has changed
 */
export function replaceFile(path: string, content: string | Uint8Array, mode: number): void {
	const found = lstatSync(path, { throwIfNoEntry: false });
	const target = found ? realpathSync(path) : path;
	const existing = found ? lstatSync(target) : undefined;
	if (existing && !existing.isFile()) throw new Error(`${basename(path)} is not a regular file`);
	sweepTemporaries(target);
	const temporary = temporaryBeside(target);
	try {
		writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
		chmodSync(temporary, existing ? existing.mode & 0o777 : mode);
		renameSync(temporary, target);
	} catch (error) {
		rmSync(temporary, { force: true });
		throw error;
	}
}
