import { toHistoryEntry } from '../history-entry.ts';
import type { JsonObject } from '../json.ts';
import { seedRuns } from '../live/seed.ts';

export interface SeededEntry {
	readonly identity: string;
	/** As the published file would hold it, but for a `source` that says what it is. */
	readonly entry: JsonObject;
	readonly timeMs: number;
}

/** The finished runs of the demonstration as the history has them, newest first. @param endMs now, Unix milliseconds */
export function seedEntries(endMs: number, toIso: (ms: number) => string): readonly SeededEntry[] {
	return seedRuns(endMs)
		.map((run) => ({
			identity: `run:${run.runId}`,
			entry: { source: 'seeded', ...toHistoryEntry(run, toIso) },
			timeMs: run.completedAtMs ?? endMs,
		}))
		.toReversed();
}
