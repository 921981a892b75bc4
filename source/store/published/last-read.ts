import { tracksReads } from '../../adapters/read-tracking.ts';
import { type FileStat, NO_FILE } from './changes.ts';
import type { PublishedState } from './state.ts';

/** That it can't be told; then what stands in the file is all there is to go by. */
const UNKNOWN = Number.POSITIVE_INFINITY;

const isSameFile = (state: PublishedState, stat: FileStat) => state.inode !== 0 && stat.inode === state.inode;

/** Until when somebody else is known to have read a file that holds what we published. Our own reading leaves no trace. */
export function lastReadMs(state: PublishedState, stat: FileStat): number {
	if (isSameFile(state, stat)) return stat.atimeMs > state.accessedMs ? stat.atimeMs : state.readMs;
	// Written anew with the same content: whoever did that has read it.
	return Math.max(state.readMs, stat.mtimeMs);
}

/** How long a program may work on what it has read before it writes: as long as a delivery pass of ours. */
const LONGEST_WORK_MS = 30_000;

/** Notes that others have written. Two times are enough to see somebody at work. */
export const noteOtherWrite = (writesMs: readonly number[], nowMs: number): readonly number[] =>
	[...writesMs, nowMs].slice(-2);

/** Whether others were seen to write twice within the time in which they may still work on what they read before. */
const isAtWork = ({ otherWritesMs }: PublishedState, nowMs: number) =>
	otherWritesMs.length === 2 && otherWritesMs.every((atMs) => nowMs - atMs < LONGEST_WORK_MS);

/**
 * Until when what stood in a published file was seen by the program that took it out, as `writerReadMs` tells it. Of a
 * program that writes over and over only the last reading shows: its write before may have gone over what it had not
 * seen. Then only what stood there too long for that counts.
 */
export function seenUntilMs(state: PublishedState, stat: FileStat, path: string, nowMs: number): number {
	const readMs = writerReadMs(state, stat, path);
	return isAtWork(state, nowMs) ? Math.min(readMs, stat.mtimeMs) - LONGEST_WORK_MS : readMs;
}

/**
 * Until when the program that wrote a published file can have read it before. Without a lock, it may write over what
 * was published in the meantime; what it has not seen it has neither delivered nor dropped.
 * @returns infinity where the file system gives no evidence
 */
function writerReadMs(state: PublishedState, stat: FileStat, path: string): number {
	// Caught in the moment of our own writing, or a writer of ours was killed in it.
	if (stat === NO_FILE || state.isPending) return state.readMs;
	if (!isSameFile(state, stat)) return UNKNOWN;
	// Read after it was written: by whom does not matter, it hides when it was read before.
	const isReadBefore = stat.atimeMs > state.accessedMs && stat.atimeMs <= stat.mtimeMs;
	if (isReadBefore) return stat.atimeMs;
	return tracksReads(path) ? state.readMs : UNKNOWN;
}
