import type { Point } from '../metrics/point.ts';
import type { MetricName } from '../metrics/registry.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { Projected } from '../privacy/project.ts';

export type SeenSnapshot = Projected<Snapshot>;

/** Points that this program measured. What came from another one is none of them, whatever its name spells. */
export const ownPoints = ({ value }: SeenSnapshot): readonly Point[] =>
	(value.points ?? []).filter(({ isForeign }) => isForeign !== true);

/** Points of a registered metric. */
export const pointsNamed = (snapshot: SeenSnapshot, name: MetricName): readonly Point[] =>
	(snapshot.value.points ?? []).filter((point) => point.name === name && point.isForeign !== true);

/** Undefined where there is no value to add. */
export function sumOf(points: readonly Point[]): number | undefined {
	return points.length === 0 ? undefined : points.reduce((sum, { value }) => sum + value, 0);
}

/** Of sorted or unsorted values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = sorted.length >> 1;
	const upper = sorted[middle];
	if (upper === undefined || sorted.length % 2 === 1) return upper;
	return ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The smallest of the values that so many of them do not exceed. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Cost of a run in dollars; where a stage alone was asked for, of that stage. */
export function costOf(snapshot: SeenSnapshot): number | undefined {
	return sumOf(pointsNamed(snapshot, 'murmur8.run.cost_usd')) ?? sumOf(pointsNamed(snapshot, 'murmur8.stage.cost_usd'));
}
