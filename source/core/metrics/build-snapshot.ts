import type { CiJob } from '../ci/job.ts';
import { known } from '../known.ts';
import { toStorableText } from '../text.ts';
import { churnPoints, failurePoints } from './failure-points.ts';
import { machineryPoints } from './machinery-points.ts';
import { type MeasuredRun, REPORT_TYPE } from './measured-run.ts';
import type { Point } from './point.ts';
import { runPoints } from './run-points.ts';
import type { Churn, FailureCount, MachineryCounts, OperatorPart, Snapshot, Span, UserPart } from './snapshot.ts';

export interface SnapshotParts {
	readonly run: MeasuredRun;
	/** Absent for a run that another program recorded: this machinery had no part in it. */
	readonly machinery?: MachineryCounts | undefined;
	readonly recorder?: string | undefined;
	readonly ci?: string | undefined;
	readonly ciJob?: CiJob | undefined;
	/** Undefined where nothing was read that failures stand in. */
	readonly failures?: readonly FailureCount[] | undefined;
	readonly churn?: Churn | undefined;
	/** What another program measured, see there. */
	readonly foreign?: readonly Point[] | undefined;
}

/** A run with more stages than this has spans for the first of them: a snapshot is read whole. */
const MAX_SPANS = 100;

const text = (value: string | undefined) => (value === undefined ? undefined : toStorableText(value));

function spansOf(run: MeasuredRun): readonly Span[] {
	const { slug = '', status, startedAtMs, completedAtMs, stages } = run;
	if (startedAtMs === undefined) return [];
	const endedAtMs = Math.max(startedAtMs, completedAtMs);
	const root: Span = { kind: 'run', startedAtMs, endedAtMs, name: toStorableText(slug), status };
	const children = stages.flatMap((stage): readonly Span[] => {
		const { startedAtMs: startMs, completedAtMs: endMs = startMs, name, status: ended = '' } = stage;
		if (startMs === undefined || endMs === undefined) return [];
		const endedAtMs = Math.max(startMs, endMs);
		return [{ kind: 'stage', startedAtMs: startMs, endedAtMs, name: toStorableText(name), status: ended }];
	});
	return [root, ...children].slice(0, MAX_SPANS);
}

function userPart({ run, failures, churn }: SnapshotParts): UserPart {
	return known<Required<UserPart>>({
		slug: text(run.slug),
		featureId: text(run.featureId),
		type: text(run.type),
		status: toStorableText(run.status),
		parentRunId: text(run.parentRunId),
		failedStage: text(run.failedStage),
		pausedAfter: text(run.pausedAfter),
		failures,
		churn,
	}) as UserPart;
}

function operatorPart({ run, recorder, ci, ciJob }: SnapshotParts): OperatorPart | undefined {
	const part = known<Required<OperatorPart>>({
		recorder: text(recorder),
		ci: text(ci),
		ciJob,
		commitHash: text(run.commitHash),
	});
	return Object.keys(part).length === 0 ? undefined : part;
}

/** The snapshot of a finished run, of what is known already: it reads nothing. */
export function buildSnapshot(parts: SnapshotParts): Snapshot {
	const { run, machinery, failures, churn, foreign = [] } = parts;
	const timestampMs = run.completedAtMs;
	const spans = spansOf(run);
	const points = [
		...(run.type === REPORT_TYPE ? [] : runPoints(run)),
		...(failures ? failurePoints(failures, timestampMs) : []),
		...(churn ? churnPoints(churn, timestampMs) : []),
		...(machinery ? machineryPoints(machinery, timestampMs) : []),
		...foreign,
	];
	return known<Required<Snapshot>>({
		timestampMs,
		runId: toStorableText(run.runId),
		points,
		spans: spans.length === 0 ? undefined : spans,
		user: userPart(parts),
		operator: operatorPart(parts),
	}) as Snapshot;
}
