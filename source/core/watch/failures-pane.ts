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

/** What failed in a window: by fingerprint where logs tell it, the other failed runs by their stage. */
export function failuresPane(
	{ history, failures }: Pick<WatchFacts, 'history' | 'failures'>,
	window: TimeWindow,
	nowMs: number,
): FailuresPane {
	const failed = inWindow(history, window, nowMs).filter(({ row }) => row.kind === 'run' && row.status === 'failed');
	const explained = new Set(failures.known.flatMap(({ sightings }) => sightings.map(({ runId }) => runId)));
	const unexplained = failed.filter(({ row }) => row.runId === undefined || !explained.has(row.runId));
	const byStage = Map.groupBy(unexplained, ({ row }) => row.failedStage);
	const known = failures.known.flatMap((failure) =>
		fingerprintGroup(
			failure,
			failure.sightings.filter(({ seenMs: timeMs }) => isInWindow({ timeMs }, window, nowMs)),
		),
	);
	return {
		basis: known.length > 0 ? 'fingerprint' : 'failed-stage',
		window,
		groups: [
			...known.toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0) || byCount(one, other)),
			...[...byStage].map(([stage, runs]) => stageGroup(stage, runs)).toSorted(byCount),
		],
		failedRuns: failed.length,
		churn: failures.churn,
	};
}
