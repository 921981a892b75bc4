import { SEVERITIES, type Severity } from '../metrics/labels.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import type { Projected } from '../privacy/project.ts';

/** A failure, and where finished runs had it. */
export interface RunFailure {
	readonly fingerprint: string;
	/** The worst that it was in any of them. */
	readonly bucket: Severity;
	/** Occurrences in all of them. */
	readonly count: number;
	readonly runs: number;
	readonly stages: readonly string[];
	/** Ends of the first and the last run that had it, ISO 8601 in UTC. */
	readonly firstSeen: string;
	readonly lastSeen: string;
}

interface Sighting {
	readonly fingerprint: string;
	readonly stage: string;
	readonly severity: Severity;
	readonly count: number;
	readonly runId: string | undefined;
	readonly atMs: number;
}

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

const sightingsIn = ({ value: { user, runId, timestampMs = 0 } }: Projected<Snapshot>): readonly Sighting[] =>
	(user?.failures ?? []).map((failure) => ({ ...failure, runId, atMs: timestampMs }));

/**
 * The failures of runs, the worst first; of equals the most frequent, then the latest.
 * @param snapshots as they may be seen
 */
export function runFailures(
	snapshots: readonly Projected<Snapshot>[],
	toIso: (ms: number) => string,
): readonly RunFailure[] {
	const groups = Map.groupBy(snapshots.flatMap(sightingsIn), ({ fingerprint }) => fingerprint);
	return [...groups]
		.map(([fingerprint, sightings]): RunFailure => {
			const times = sightings.map(({ atMs }) => atMs);
			const severities = sightings.map(({ severity }) => severity).toSorted((one, other) => rank(one) - rank(other));
			return {
				fingerprint,
				bucket: severities[0] ?? 'info',
				count: sightings.reduce((sum, { count }) => sum + count, 0),
				runs: new Set(sightings.map(({ runId }) => runId)).size,
				stages: [...new Set(sightings.map(({ stage }) => stage))].toSorted(),
				firstSeen: toIso(times.reduce((least, atMs) => Math.min(least, atMs))),
				lastSeen: toIso(times.reduce((most, atMs) => Math.max(most, atMs))),
			};
		})
		.toSorted(
			(one, other) =>
				rank(one.bucket) - rank(other.bucket) ||
				other.count - one.count ||
				(one.lastSeen < other.lastSeen ? 1 : one.lastSeen > other.lastSeen ? -1 : 0) ||
				(one.fingerprint < other.fingerprint ? -1 : 1),
		);
}
