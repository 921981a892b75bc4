import type { Point } from './point.ts';
import { METRICS, type MetricName } from './registry.ts';

/** Upper bounds of the buckets of a histogram, in the unit of its metric: 0.1 s to an hour. The last bucket has none. */
export const BOUNDARIES = [
	100, 500, 1_000, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/**
 * All that a metric was under one set of labels: the sum of a counter, the last value of a gauge, sum and buckets of a
 * histogram. Backends that read instead of being told need it.
 */
export interface Series extends Point {
	/** Observations of a histogram; of others how many points went into it. */
	readonly count: number;
	/** Observations of a histogram by bucket, one more than there are boundaries; empty for others. */
	readonly buckets: readonly number[];
}

/** Everything that went to the sinks of one project so far. */
export interface Totals {
	/** Random, made once for a project: tells its series from those of others, and nothing else. */
	readonly instance: string;
	/** Since when it adds up, and until when, Unix milliseconds. */
	readonly startedAtMs: number;
	readonly timestampMs: number;
	readonly series: readonly Series[];
}

const NO_BUCKETS: readonly number[] = BOUNDARIES.map(() => 0).concat(0);

function addToBuckets(buckets: readonly number[], value: number): readonly number[] {
	const found = BOUNDARIES.findIndex((boundary) => value <= boundary);
	const index = found < 0 ? BOUNDARIES.length : found;
	return buckets.map((count, at) => (at === index ? count + 1 : count));
}

/** A series with one point more in it. */
export function addPoint(series: Series | undefined, point: Point & { readonly name: MetricName }): Series {
	const { name, labels, value, timestampMs } = point;
	const count = (series?.count ?? 0) + 1;
	const { kind } = METRICS[name];
	if (kind === 'gauge') {
		// A run that ended earlier and came later says nothing of how things stand now.
		const isLate = series !== undefined && series.timestampMs > timestampMs;
		return isLate ? { ...series, count } : { name, labels, value, timestampMs, count, buckets: [] };
	}
	const known = series?.buckets.length === NO_BUCKETS.length ? series.buckets : NO_BUCKETS;
	return {
		name,
		labels,
		value: (series?.value ?? 0) + value,
		timestampMs: Math.max(series?.timestampMs ?? 0, timestampMs),
		count,
		buckets: kind === 'histogram' ? addToBuckets(known, value) : [],
	};
}
