import { SEVERITIES, stageLabel } from './labels.ts';
import { type Point, pointsOf } from './point.ts';
import type { Churn, FailureCount } from './snapshot.ts';

/** The metrics of the failures that were found in a run: `total` is the sum of `by_severity`, per stage. */
export function failurePoints(failures: readonly FailureCount[], atMs: number): readonly Point[] {
	const byStage = Map.groupBy(failures, ({ stage }) => stageLabel(stage));
	return [...byStage].flatMap(([stage, found]) => [
		...pointsOf('murmur8.failures.total', { stage }, found.length, atMs),
		...SEVERITIES.flatMap((severity) => {
			const count = found.filter((failure) => failure.severity === severity).length;
			return pointsOf('murmur8.failures.by_severity', { stage, severity }, count, atMs);
		}),
	]);
}

/** New failures over all that there are now; 0 where there are none. */
function churnRate(churn: Pick<Churn, 'new' | 'unchanged'>): number {
	const all = churn.new.length + churn.unchanged.length;
	return all === 0 ? 0 : churn.new.length / all;
}

/** The metrics of a comparison with the run before. */
export function churnPoints(churn: Churn, atMs: number): readonly Point[] {
	return [
		...pointsOf('murmur8.failures.new', {}, churn.new.length, atMs),
		...pointsOf('murmur8.failures.resolved', {}, churn.resolved.length, atMs),
		...pointsOf('murmur8.failures.unchanged', {}, churn.unchanged.length, atMs),
		...pointsOf('murmur8.failures.churn_rate', {}, churnRate(churn), atMs),
	];
}
