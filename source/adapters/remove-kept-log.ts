import { lstatSync, realpathSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeptLog } from '../core/kept-logs.ts';
import { isInside } from './paths.ts';

/** `gone`: it is not there any more, or what is there is somebody else's. `stays`: the system did not let us. */
export type Removal = 'removed' | 'gone' | 'stays';

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Whether the file is the one that was kept: whoever changed it, or put another in its place, wants that one. */
function isAsKept({ path, root, sizeBytes, modifiedMs }: KeptLog): boolean {
	const found = lstatSync(path);
	if (!found.isFile() || found.size !== sizeBytes || found.mtimeMs !== modifiedMs) return false;
	const folder = realpathSync(dirname(path));
	return folder === dirname(path) && isInside(realpathSync(root), folder);
}

/** Removes a log, and the folder of its run once that is empty. */
export function removeKeptLog(log: KeptLog): Removal {
	try {
		if (!isAsKept(log)) return 'gone';
		unlinkSync(log.path);
	} catch (error) {
		return isMissing(error) ? 'gone' : 'stays';
	}
	try {
		rmdirSync(dirname(log.path));
	} catch {
		// It holds other logs.
	}
	return 'removed';
}
