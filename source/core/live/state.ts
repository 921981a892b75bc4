import type { Point } from '../metrics/point.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { Audience } from '../privacy/audience.ts';
import { type Projected, project } from '../privacy/project.ts';
import { type LiveQuery, WINDOWS } from './query.ts';

/** Where what is shown comes from: nowhere yet, a demonstration, finished runs. */
export type LiveSource = 'empty' | 'seeded' | 'live';

/** How many snapshots are kept. */
export const MAX_SNAPSHOTS = 1_000;

export interface LiveState {
	readonly source: LiveSource;
	/** By time, those of one time in order of arrival. The last one is the current one. */
	readonly snapshots: readonly Snapshot[];
	/** Time of the newest snapshot that had to make room; undefined where none had to. */
	readonly evictedUntilMs?: number | undefined;
}

export interface LiveAnswer {
	readonly source: LiveSource;
	readonly snapshots: readonly Projected<Snapshot>[];
	/** Whether there once was more in this window than is kept. */
	readonly truncated?: true;
	/** Time of the oldest snapshot that is kept, where the answer is cut short by that. */
	readonly oldest?: number;
}

function hasMetric(name: string, metric: string): boolean {
	return metric.endsWith('*') ? name.startsWith(metric.slice(0, -1)) : name === metric;
}

function isAskedFor({ name, labels, value }: Point, { stage, severity, metric }: LiveQuery): boolean {
	return (
		(stage === undefined || labels['stage'] === stage) &&
		(severity === undefined || (labels['severity'] === severity && value > 0)) &&
		(metric === undefined || hasMetric(name, metric))
	);
}

/** The part of a snapshot that was asked for; undefined where nothing of it was. */
function narrow(projected: Projected<Snapshot>, query: LiveQuery): Projected<Snapshot> | undefined {
	const { user, points = [] } = projected.value;
	const { stage, severity, metric, feature, status } = query;
	if (feature !== undefined && user?.slug !== feature && user?.featureId !== feature) return undefined;
	if (status !== undefined && user?.status !== status) return undefined;
	if (stage === undefined && severity === undefined && metric === undefined) return projected;
	const kept = points.filter((point) => isAskedFor(point, query));
	// Narrowing what was projected can only withhold more.
	return kept.length === 0 ? undefined : { ...projected, value: { ...projected.value, points: kept } };
}

/** What `audience` sees of the state: the only thing that may be filtered, counted and paged for somebody else. */
export interface ProjectedState {
	readonly source: LiveSource;
	/** By time, as in the state. */
	readonly snapshots: readonly Projected<Snapshot>[];
	readonly evictedUntilMs?: number | undefined;
	readonly oldestMs?: number | undefined;
}

type ProjectSnapshot = (snapshot: Snapshot) => Projected<Snapshot> | undefined;

/** @param seen the projection for this audience, where somebody remembers what it made of a snapshot */
export function projectState(
	state: LiveState,
	audience: Audience,
	seen: ProjectSnapshot = (snapshot) => project(snapshot, audience, 'snapshot'),
): ProjectedState {
	if (audience === 'off') return { source: 'empty', snapshots: [] };
	const { source, evictedUntilMs } = state;
	const snapshots = state.snapshots.flatMap((snapshot) => seen(snapshot) ?? []);
	return { source, snapshots, evictedUntilMs, oldestMs: state.snapshots[0]?.timestampMs };
}

/** The part of a projected state that was asked for. What lies in the future by this clock is in every window. */
export function selectProjected(state: ProjectedState, query: LiveQuery, nowMs: number): LiveAnswer {
	const { source, evictedUntilMs, oldestMs: oldest } = state;
	const fromMs = nowMs - WINDOWS[query.window];
	const snapshots = state.snapshots.flatMap((projected) => {
		const { timestampMs = Number.NEGATIVE_INFINITY } = projected.value;
		return timestampMs < fromMs ? [] : (narrow(projected, query) ?? []);
	});
	const isCut = evictedUntilMs !== undefined && evictedUntilMs >= fromMs;
	return { source, snapshots, ...(isCut ? { truncated: true, ...(oldest === undefined ? {} : { oldest }) } : {}) };
}

/**
 * What `audience` sees of the state. Projected first, filtered then: which snapshots match must not tell what is
 * withheld of them.
 */
export function selectSnapshots(state: LiveState, query: LiveQuery, audience: Audience, nowMs: number): LiveAnswer {
	return selectProjected(projectState(state, audience), query, nowMs);
}

/** The newest snapshot, as `audience` sees it. */
export function currentSnapshot(state: LiveState, audience: Audience): Projected<Snapshot> | undefined {
	const newest = state.snapshots.at(-1);
	return newest && project(newest, audience, 'snapshot');
}
