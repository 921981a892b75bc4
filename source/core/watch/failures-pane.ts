import { rowName, rowTimeMs } from '../history/row.ts';
import type { TimeWindow } from '../history/time-window.ts';
import type { PastRun, WatchFacts } from './facts.ts';
import { inWindow } from './runs-pane.ts';

/**
 * What failures have in common. Whoever can tell more than the stage (the fingerprints of failure logs) gives groups of
 * the same shape with another basis.
 */
export interface FailureGroup {
	readonly key: string;
	/** One line that names it. */
	readonly title: string;
	readonly stage?: string | undefined;
	/** How many runs, or occurrences, it has. */
	readonly count: number;
	readonly newestMs?: number | undefined;
	/** Slugs of the runs that failed so, newest first, each once. */
	readonly slugs: readonly string[];
	/** Weight that the list is ordered by, where there is one; else the count is it. */
	readonly score?: number | undefined;
}

export interface FailuresPane {
	/** What the groups are made by; a view says so in words. */
	readonly basis: 'failed-stage' | 'fingerprint';
	readonly window: TimeWindow;
	readonly groups: readonly FailureGroup[];
	readonly failedRuns: number;
}

const UNKNOWN_STAGE = '(no stage named)';
const MOST_SLUGS = 5;

function toGroup(stage: string | undefined, runs: readonly PastRun[]): FailureGroup {
	const times = runs.flatMap(({ row }) => rowTimeMs(row) ?? []);
	const slugs = new Set(runs.flatMap(({ row }) => rowName(row) ?? []));
	return {
		key: `stage:${stage ?? ''}`,
		title: stage ?? UNKNOWN_STAGE,
		stage,
		count: runs.length,
		newestMs: times.length === 0 ? undefined : Math.max(...times),
		slugs: [...slugs].slice(0, MOST_SLUGS),
	};
}

/** The failed runs of a window by failed stage: all that a history without failure logs can tell. */
export function failuresPane(
	{ history }: Pick<WatchFacts, 'history'>,
	window: TimeWindow,
	nowMs: number,
): FailuresPane {
	const failed = inWindow(history, window, nowMs).filter(({ row }) => row.kind === 'run' && row.status === 'failed');
	const groups = Map.groupBy(failed, ({ row }) => row.failedStage);
	return {
		basis: 'failed-stage',
		window,
		groups: [...groups]
			.map(([stage, runs]) => toGroup(stage, runs))
			.toSorted((one, other) => other.count - one.count || (other.newestMs ?? 0) - (one.newestMs ?? 0)),
		failedRuns: failed.length,
	};
}
