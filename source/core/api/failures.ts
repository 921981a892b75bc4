import type { LiveQuery } from '../live/query.ts';
import type { FailureCount } from '../metrics/snapshot.ts';
import type { SeenSnapshot } from './values.ts';

/** Failures with one fingerprint. Times are ends of runs, Unix milliseconds. */
export interface FingerprintGroup {
	readonly fingerprint: string;
	readonly stages: readonly string[];
	readonly severity: string;
	/** How often it stood in logs. */
	readonly count: number;
	/** In how many runs. */
	readonly runs: number;
	/** Features of those runs, newest first, each once. */
	readonly features: readonly string[];
	readonly firstMs: number;
	readonly lastMs: number;
}

export interface FailureSummary {
	/** Those in most runs first. */
	readonly groups: readonly FingerprintGroup[];
	/** Runs that had any of them. */
	readonly runsWithFailures: number;
	/** How many groups there are, if that is more than are listed. */
	readonly total: number;
}

const MOST_GROUPS = 500;
const MOST_FEATURES = 5;

type Dimensions = Pick<LiveQuery, 'stage' | 'severity'>;

/** The failures of a run that were asked for; undefined where there are none, or none may be seen. */
export function failuresOf(
	{ value }: SeenSnapshot,
	{ stage, severity }: Dimensions,
): readonly FailureCount[] | undefined {
	return value.user?.failures?.filter(
		(failure) =>
			(stage === undefined || failure.stage === stage) && (severity === undefined || failure.severity === severity),
	);
}

interface Found extends FailureCount {
	readonly runId: string;
	readonly slug: string | undefined;
	readonly atMs: number;
}

function toGroup(fingerprint: string, found: readonly Found[]): FingerprintGroup {
	const times = found.map(({ atMs }) => atMs);
	return {
		fingerprint,
		stages: [...new Set(found.map(({ stage }) => stage))].sort(),
		severity: found.at(-1)?.severity ?? '',
		count: found.reduce((sum, { count }) => sum + count, 0),
		runs: new Set(found.map(({ runId }) => runId)).size,
		features: [...new Set(found.toReversed().flatMap(({ slug }) => slug ?? []))].slice(0, MOST_FEATURES),
		firstMs: times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY),
		lastMs: times.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY),
	};
}

/** @param snapshots oldest first */
export function failureSummary(snapshots: readonly SeenSnapshot[], query: Dimensions): FailureSummary {
	const observed = snapshots.flatMap((snapshot) => {
		const failures = failuresOf(snapshot, query);
		const { runId = '', user, timestampMs: atMs = 0 } = snapshot.value;
		return failures ? [failures.map((failure): Found => ({ ...failure, runId, slug: user?.slug, atMs }))] : [];
	});
	const groups = [...Map.groupBy(observed.flat(), ({ fingerprint }) => fingerprint)]
		.map(([fingerprint, found]) => toGroup(fingerprint, found))
		.sort((one, other) => other.runs - one.runs || other.lastMs - one.lastMs);
	return {
		groups: groups.slice(0, MOST_GROUPS),
		runsWithFailures: observed.filter((failures) => failures.length > 0).length,
		total: groups.length,
	};
}
