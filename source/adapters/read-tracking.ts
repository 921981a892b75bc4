import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { temporaryBeside } from './temporary-file.ts';

const SECOND_MS = 1_000;

/**
 * Whether the file system notes when a file is read, for long enough to be of use: one that is mounted with `noatime`
 * does not. Tried on a file of our own beside `path`, whose last reading is dated back: then each way of noting shows.
 */
export function tracksReads(path: string): boolean {
	const probe = temporaryBeside(path);
	try {
		writeFileSync(probe, 'x', { flag: 'wx', mode: 0o600 });
		const { mtimeMs } = statSync(probe);
		utimesSync(probe, (mtimeMs - SECOND_MS) / 1_000, mtimeMs / 1_000);
		const before = statSync(probe).atimeMs;
		readFileSync(probe);
		return statSync(probe).atimeMs > before;
	} catch {
		return false;
	} finally {
		rmSync(probe, { force: true });
	}
}
