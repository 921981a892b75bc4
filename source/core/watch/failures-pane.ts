import { rowName, rowTimeMs } from '../history/row.ts';
import { isInWindow, type TimeWindow } from '../history/time-window.ts';
import type { Severity } from '../metrics/labels.ts';
import { failureTitle } from '../run-failure.ts';
import type { ChurnFigures, FailureSighting, KnownFailure, PastRun, WatchFacts } from './facts.ts';
import { inWindow } from './runs-pane.ts';

/** What failures have in common: their fingerprint, or else the stage that failed. */
export interface FailureGroup {
	readonly key: string;
	/** One line that names it. */
	readonly title: string;
	readonly stage?: string | undefined;
	/** How many occurrences, or runs, it has. */
	readonly count: number;
	readonly newestMs?: number | undefined;
	/** Slugs of the runs that failed so, newest first, each once. */
	readonly slugs: readonly string[];
	/** Of a fingerprint, 0 to 10. */
	readonly score?: number | undefined;
	readonly severity?: Severity | undefined;
	readonly fingerprint?: string | undefined;
	/** The newest run that showed it. */
	readonly runId?: string | undefined;
}

export interface FailuresPane {
	/** What the groups are made by; a view says so in words. */
	readonly basis: 'failed-stage' | 'fingerprint';
	readonly window: TimeWindow;
	/** Fingerprints by their weight, then stages of runs whose logs nobody read. */
	readonly groups: readonly FailureGroup[];
	readonly failedRuns: number;
	readonly churn?: ChurnFigures | undefined;
}

const UNKNOWN_STAGE = '(no stage named)';
const MOST_SLUGS = 5;

const newestFirst = (slugs: readonly string[]) => [...new Set(slugs)].slice(0, MOST_SLUGS);

function stageGroup(stage: string | undefined, runs: readonly PastRun[]): FailureGroup {
	const times = runs.flatMap(({ row }) => rowTimeMs(row) ?? []);
	return {
		key: `stage:${stage ?? ''}`,
		title: stage ?? UNKNOWN_STAGE,
		stage,
		count: runs.length,
		newestMs: times.length === 0 ? undefined : Math.max(...times),
		slugs: newestFirst(runs.flatMap(({ row }) => rowName(row) ?? [])),
	};
}

function fingerprintGroup(failure: KnownFailure, sightings: readonly FailureSighting[]): readonly FailureGroup[] {
	const [newest] = sightings;
	if (!newest) return [];
	const { fingerprint, score, severity } = failure;
	return [
		{
			key: `failure:${fingerprint}`,
			title: failureTitle(failure),
			stage: newest.stage,
			count: sightings.reduce((sum, { count }) => sum + count, 0),
			newestMs: newest.seenMs,
			slugs: newestFirst(sightings.map(({ slug }) => slug)),
			score,
			severity,
			fingerprint,
			runId: newest.runId,
		},
	];
}

const byCount = (one: FailureGroup, other: FailureGroup) =>
	other.count - one.count || (other.newestMs ?? 0) - (one.newestMs ?? 0);

function groupsOf(
	failed: readonly PastRun[],
	{ known }: WatchFacts['failures'],
	sightings: readonly KnownFailure['sightings'][],
): readonly FailureGroup[] {
	const explained = new Set(known.flatMap((failure) => failure.sightings.map(({ runId }) => runId)));
	const unexplained = failed.filter(({ row }) => row.runId === undefined || !explained.has(row.runId));
	const byStage = Map.groupBy(unexplained, ({ row }) => row.failedStage);
	const byFingerprint = known.flatMap((failure, index) => fingerprintGroup(failure, sightings[index] ?? []));
	return [
		...byFingerprint.toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0) || byCount(one, other)),
		...[...byStage].map(([stage, runs]) => stageGroup(stage, runs)).toSorted(byCount),
	];
}

interface KnownPane {
	readonly parts: readonly unknown[];
	readonly pane: FailuresPane;
}

/** The pane of a history, which most looks find as it was. */
const knownPanes = new WeakMap<readonly PastRun[], KnownPane>();

/** What failed in a window: by fingerprint where logs tell it, the other failed runs by their stage. */
export function failuresPane(
	{ history, failures }: Pick<WatchFacts, 'history' | 'failures'>,
	window: TimeWindow,
	nowMs: number,
): FailuresPane {
	const failed = inWindow(history, window, nowMs).filter(({ row }) => row.kind === 'run' && row.status === 'failed');
	const sightings = failures.known.map((failure) =>
		failure.sightings.filter(({ seenMs: timeMs }) => isInWindow({ timeMs }, window, nowMs)),
	);
	const { known, churn } = failures;
	const seen = sightings.reduce((sum, { length }) => sum + length, 0);
	// Time only takes runs and sightings out of a window: as many of the same are the same.
	const parts = [known, window, failed.length, seen, churn?.new, churn?.resolved, churn?.unchanged];
	const last = knownPanes.get(history);
	if (last?.parts.every((part, index) => part === parts[index])) return last.pane;
	const groups = groupsOf(failed, failures, sightings);
	const pane: FailuresPane = {
		basis: groups.some(({ fingerprint }) => fingerprint !== undefined) ? 'fingerprint' : 'failed-stage',
		window,
		groups,
		failedRuns: failed.length,
		churn,
	};
	knownPanes.set(history, { parts, pane });
	return pane;
}
