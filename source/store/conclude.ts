import type { CiJob } from '../core/ci/job.ts';
import { churnScope, isComparable, type Observation } from '../core/live/churn.ts';
import { buildSnapshot } from '../core/metrics/build-snapshot.ts';
import { foreignPoints, measureEntry } from '../core/metrics/measured-entry.ts';
import type { MeasuredRun } from '../core/metrics/measured-run.ts';
import type { Point } from '../core/metrics/point.ts';
import type { SinkOrder } from '../core/settings/delivery-mode.ts';
import { isSampled } from '../core/settings/sampling.ts';
import { recordChurn } from './churn.ts';
import type { Database } from './database.ts';
import { putSnapshot } from './live.ts';
import { takeMachineryCounts } from './machinery.ts';

/** A run that has ended, whoever recorded it. */
export interface Conclusion {
	readonly run: MeasuredRun;
	/** Who recorded it: this program, with its machinery, or another one. */
	readonly producer:
		| {
				readonly kind: 'own';
				readonly recorder: string | undefined;
				readonly ci: string | undefined;
				/** Absent outside of CI. */
				readonly ciJob?: CiJob | undefined;
		  }
		| { readonly kind: 'foreign'; readonly points: readonly Point[] };
	/** What its logs showed; undefined where none was read. */
	readonly observation: Observation | undefined;
	/** Undefined where no sink may have it: none is configured, audience `off`, a run of another program. */
	readonly sinks: SinkOrder | undefined;
}

/** An entry that another program wrote, or a person: it makes no event and goes to no sink. Nothing for what is no run. */
export function concludeEntry(database: Database, entry: unknown, identity: string, timeMs: number): void {
	const run = measureEntry(entry, identity, timeMs, Date.parse);
	if (!run) return;
	const points = foreignPoints(entry, run.completedAtMs);
	concludeRun(database, { run, producer: { kind: 'foreign', points }, observation: undefined, sinks: undefined });
}

/**
 * What every producer of runs ends in, within the transaction that records the run: churn, then the snapshot, then, if
 * the sample takes it, its mark for the sinks. What they get is projected when they get it.
 */
export function concludeRun(database: Database, { run, producer, observation, sinks }: Conclusion): void {
	const isObserved = observation !== undefined && isComparable(run.status);
	const comparison = isObserved ? recordChurn(database, churnScope(run), run.runId, observation) : undefined;
	const isOwn = producer.kind === 'own';
	const snapshot = buildSnapshot({
		run,
		machinery: isOwn ? takeMachineryCounts(database) : undefined,
		recorder: isOwn ? producer.recorder : undefined,
		ci: isOwn ? producer.ci : undefined,
		ciJob: isOwn ? producer.ciJob : undefined,
		foreign: isOwn ? undefined : producer.points,
		failures: observation?.failures,
		churn: comparison?.churn,
	});
	const isForSinks = sinks && isSampled(sinks.sampling, run.runId, comparison?.hasChanged ?? false);
	putSnapshot(database, { snapshot, isForeign: !isOwn, sinkAudience: isForSinks ? sinks.audience : undefined });
}
