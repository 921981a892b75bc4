/** A log that this program has kept (`run exec`). Sizes are bytes, times Unix milliseconds. */
export interface KeptLog {
	/** Absolute. */
	readonly path: string;
	/** The project or worktree that it lies in. */
	readonly root: string;
	readonly sizeBytes: number;
	/** When the file was written, as the file system has it. */
	readonly modifiedMs: number;
	readonly keptAtMs: number;
	/** Whether what failed in it has been taken over into its run. */
	readonly isRead: boolean;
}

export interface LogBounds {
	/** What was read goes when it is older. */
	readonly ageMs: number;
	/** Of all logs together, those that were not read among them. */
	readonly bytes: number;
	readonly count: number;
}

const DAY_MS = 86_400_000;

export const LOG_BOUNDS: LogBounds = { ageMs: 30 * DAY_MS, bytes: 256 * 1024 * 1024, count: 1_000 };

const totalBytes = (logs: readonly KeptLog[]) => logs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/**
 * Which logs have to go: those that were read and are too old; then, while there are too many, the oldest of those that
 * were read; and only when none is left the oldest of the others.
 */
export function logsToRemove(logs: readonly KeptLog[], nowMs: number, bounds = LOG_BOUNDS): readonly KeptLog[] {
	const oldestFirst = logs.toSorted((one, other) => one.keptAtMs - other.keptAtMs);
	const isOld = (log: KeptLog) => log.isRead && nowMs - log.keptAtMs > bounds.ageMs;
	const removed = oldestFirst.filter(isOld);
	const rest = oldestFirst.filter((log) => !isOld(log));
	let [bytes, count] = [totalBytes(rest), rest.length];
	for (const log of [...rest.filter(({ isRead }) => isRead), ...rest.filter(({ isRead }) => !isRead)]) {
		if (bytes <= bounds.bytes && count <= bounds.count) break;
		removed.push(log);
		bytes -= log.sizeBytes;
		count--;
	}
	return removed;
}
