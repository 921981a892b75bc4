import type { Point } from '../metrics/point.ts';
import { type MetricName, metricDefinition } from '../metrics/registry.ts';
import { addPoint, type Series, type Totals } from '../metrics/series.ts';
import type { SeenSnapshot } from './values.ts';

/** Sums of everything that was ever in the live state while it was looked at. */
export interface RunningTotals {
	/** Adds the snapshots that were not there before. Sums never fall, as those who read them by and by rely on. */
	readonly take: (snapshots: readonly SeenSnapshot[]) => Totals;
}

const isCounted = (point: Point): point is Point & { readonly name: MetricName } =>
	point.isForeign !== true && metricDefinition(point.name) !== undefined;

const keyOf = ({ name, labels }: Point) =>
	JSON.stringify([name, Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1))]);

/** @param instance random id of the reader of these sums */
export function createTotals(instance: string, nowMs: number): RunningTotals {
	const series = new Map<string, Series>();
	let seen: ReadonlySet<SeenSnapshot> = new Set();
	let startedAtMs = nowMs;
	let timestampMs = nowMs;
	const add = ({ value: { points = [], timestampMs: atMs = nowMs } }: SeenSnapshot) => {
		startedAtMs = Math.min(startedAtMs, atMs);
		timestampMs = Math.max(timestampMs, atMs);
		for (const point of points.filter(isCounted)) {
			const key = keyOf(point);
			series.set(key, addPoint(series.get(key), point));
		}
	};
	return {
		take: (snapshots) => {
			for (const snapshot of snapshots) if (!seen.has(snapshot)) add(snapshot);
			seen = new Set(snapshots);
			return { instance, startedAtMs, timestampMs, series: [...series.values()] };
		},
	};
}
