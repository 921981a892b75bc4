import type { LiveQuery, Window } from '../live/query.ts';
import { WINDOWS } from '../live/query.ts';
import { LABELS, labelValue } from '../metrics/labels.ts';
import { churnOf } from './churn.ts';
import { failuresOf } from './failures.ts';
import { costOf, median, pointsNamed, type SeenSnapshot } from './values.ts';

/** What happened in a stretch of time. Maps hold only what occurred. */
export interface SeriesBucket {
	/** Start, Unix milliseconds. */
	readonly fromMs: number;
	readonly runs: number;
	/** Empty where statuses are withheld. */
	readonly statuses: Readonly<Record<string, number>>;
	/** From 0 to 1; null where no run ended, or none may be judged. */
	readonly successRate: number | null;
	readonly costUsd: number | null;
	/** Median of each stage, milliseconds. */
	readonly stageMs: Readonly<Record<string, number>>;
	/** Runs that had each of the failures of `fingerprints`. */
	readonly failures: Readonly<Record<string, number>>;
	/** Null where no run was compared. */
	readonly churn: { readonly new: number; readonly resolved: number; readonly unchanged: number } | null;
}

/** What charts are drawn of. */
export interface SeriesAnswer {
	readonly bucketMs: number;
	/** Oldest first, without gaps. */
	readonly buckets: readonly SeriesBucket[];
	readonly statuses: readonly string[];
	readonly stages: readonly string[];
	/** The failures of most runs, those first. */
	readonly fingerprints: readonly string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const BUCKETS_MS: Readonly<Record<Exclude<Window, 'all'>, number>> = {
	'1h': 2 * MINUTE_MS,
	'24h': HOUR_MS,
	'7d': 6 * HOUR_MS,
	'30d': DAY_MS,
};
/** Lengths that people count in. */
const NICE_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];
const MOST_BUCKETS = 60;
const MOST_FINGERPRINTS = 6;

const timeOf = ({ value }: SeenSnapshot) => value.timestampMs ?? 0;

/** For all of time: as fine as fits, from the first run to the last. */
function fittingBucket(spanMs: number): number {
	const nice = NICE_MS.find((lengthMs) => spanMs / lengthMs < MOST_BUCKETS - 1);
	return nice ?? Math.ceil(spanMs / (MOST_BUCKETS - 1) / DAY_MS) * DAY_MS;
}

function mostFrequent(names: readonly string[]): readonly string[] {
	const counts = [...Map.groupBy(names, (name) => name)].sort(([, one], [, other]) => other.length - one.length);
	return counts.slice(0, MOST_FINGERPRINTS).map(([name]) => name);
}

const fingerprintsOf = (snapshot: SeenSnapshot, query: LiveQuery) => [
	...new Set((failuresOf(snapshot, query) ?? []).map(({ fingerprint }) => fingerprint)),
];

/** How often each of the names occurs; in their order, without those that do not. */
function countOf(names: readonly string[], occurring: readonly string[]): Readonly<Record<string, number>> {
	const counts = Map.groupBy(occurring, (name) => name);
	return Object.fromEntries(names.flatMap((name) => (counts.has(name) ? [[name, counts.get(name)?.length ?? 0]] : [])));
}

function stageMedians(snapshots: readonly SeenSnapshot[]): Readonly<Record<string, number>> {
	const points = snapshots.flatMap((snapshot) => pointsNamed(snapshot, 'murmur8.stage.duration_ms'));
	const byStage = Map.groupBy(points, ({ labels }) => labels['stage'] ?? '');
	return Object.fromEntries(
		LABELS.stage.flatMap((stage) => {
			const middle = median((byStage.get(stage) ?? []).map(({ value }) => value));
			return middle === undefined ? [] : [[stage, middle]];
		}),
	);
}

function toBucket(
	fromMs: number,
	snapshots: readonly SeenSnapshot[],
	query: LiveQuery,
	fingerprints: readonly string[],
): SeriesBucket {
	const statuses = snapshots.flatMap(({ value }) => value.user?.status ?? []).map((name) => labelValue('status', name));
	const costs = snapshots.flatMap((snapshot) => costOf(snapshot) ?? []);
	const churns = snapshots.flatMap((snapshot) => churnOf(snapshot) ?? []);
	const total = (of: 'new' | 'resolved' | 'unchanged') => churns.reduce((sum, churn) => sum + churn[of], 0);
	return {
		fromMs,
		runs: snapshots.length,
		statuses: countOf(LABELS.status, statuses),
		successRate: statuses.length === 0 ? null : statuses.filter((name) => name === 'success').length / statuses.length,
		costUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
		stageMs: stageMedians(snapshots),
		failures: countOf(
			fingerprints,
			snapshots.flatMap((snapshot) => fingerprintsOf(snapshot, query)),
		),
		churn:
			churns.length === 0 ? null : { new: total('new'), resolved: total('resolved'), unchanged: total('unchanged') },
	};
}

/**
 * Runs over time.
 * @param snapshots of the window of `query`, oldest first
 */
export function seriesAnswer(snapshots: readonly SeenSnapshot[], query: LiveQuery, nowMs: number): SeriesAnswer {
	const times = snapshots.map(timeOf);
	const lastMs = times.reduce((one, other) => Math.max(one, other), nowMs);
	const oldestMs = times.reduce((one, other) => Math.min(one, other), lastMs);
	const bucketMs = query.window === 'all' ? fittingBucket(lastMs - oldestMs) : BUCKETS_MS[query.window];
	const startMs = query.window === 'all' ? oldestMs : nowMs - WINDOWS[query.window];
	const firstMs = Math.floor(startMs / bucketMs) * bucketMs;
	// A clock that is ahead puts runs into the last bucket, and not a year's worth of empty ones before them.
	const endMs = query.window === 'all' ? lastMs : nowMs;
	const count = Math.floor((endMs - firstMs) / bucketMs) + 1;
	const placeOf = (snapshot: SeenSnapshot) => Math.min(count - 1, Math.floor((timeOf(snapshot) - firstMs) / bucketMs));
	const byPlace = Map.groupBy(snapshots, placeOf);
	const fingerprints = mostFrequent(snapshots.flatMap((snapshot) => fingerprintsOf(snapshot, query)));
	const buckets = Array.from({ length: count }, (_, place) =>
		toBucket(firstMs + place * bucketMs, byPlace.get(place) ?? [], query, fingerprints),
	);
	const occurring = (of: (bucket: SeriesBucket) => object) => new Set(buckets.flatMap((each) => Object.keys(of(each))));
	const [statuses, stages] = [occurring(({ statuses: found }) => found), occurring(({ stageMs }) => stageMs)];
	return {
		bucketMs,
		buckets,
		statuses: LABELS.status.filter((name) => statuses.has(name)),
		stages: LABELS.stage.filter((name) => stages.has(name)),
		fingerprints,
	};
}
