import { pointsNamed, type SeenSnapshot, sumOf } from './values.ts';

/** Failures of a run against the comparable run before; the rate from 0 to 1. */
export interface RunChurn {
	readonly runId: string;
	readonly timestampMs: number;
	readonly feature?: string;
	readonly new: number;
	readonly resolved: number;
	readonly unchanged: number;
	readonly rate: number;
}

/** Undefined for the first run of its kind, and where it is withheld. */
export function churnOf(snapshot: SeenSnapshot): RunChurn | undefined {
	const { runId = '', timestampMs = 0, user } = snapshot.value;
	const rate = sumOf(pointsNamed(snapshot, 'murmur8.failures.churn_rate'));
	if (rate === undefined) return undefined;
	return {
		runId,
		timestampMs,
		...(user?.slug === undefined ? {} : { feature: user.slug }),
		new: sumOf(pointsNamed(snapshot, 'murmur8.failures.new')) ?? 0,
		resolved: sumOf(pointsNamed(snapshot, 'murmur8.failures.resolved')) ?? 0,
		unchanged: sumOf(pointsNamed(snapshot, 'murmur8.failures.unchanged')) ?? 0,
		rate,
	};
}

export interface ChurnAnswer {
	/** Newest first. */
	readonly runs: readonly RunChurn[];
	readonly new: number;
	readonly resolved: number;
}

/** @param snapshots oldest first */
export function churnAnswer(snapshots: readonly SeenSnapshot[]): ChurnAnswer {
	const runs = snapshots.flatMap((snapshot) => churnOf(snapshot) ?? []).reverse();
	const total = (of: 'new' | 'resolved') => runs.reduce((sum, run) => sum + run[of], 0);
	return { runs, new: total('new'), resolved: total('resolved') };
}
