import type { FailureFacts } from '../core/watch/facts.ts';
import { rankGroups } from '../failures/groups/group.ts';
import type { Database } from '../store/database.ts';
import { newestChurn, readSightings, sightingsVersion } from '../store/failure-sightings.ts';
import { readTotals } from '../store/failure-totals.ts';

const NO_FAILURES: FailureFacts = { known: [], churn: undefined };

function knownFailures(database: Database, nowMs: number): FailureFacts['known'] {
	const sightings = readSightings(database);
	return rankGroups(readTotals(database), nowMs).flatMap(
		({ fingerprint, className, message, frames, severity: score, bucket: severity }) => {
			const seen = sightings.get(fingerprint);
			return seen ? [{ fingerprint, className, message, frames, score, severity, sightings: seen }] : [];
		},
	);
}

const HOUR_MS = 3_600_000;

/** Reads the failures of a project, again and again; what has not changed is not put together a second time. */
export function createFailuresReader(): (database: Database | undefined, nowMs: number) => FailureFacts {
	let version = '';
	let known: FailureFacts['known'] = [];
	return (database, nowMs) => {
		if (!database) return NO_FAILURES;
		// Whether something rises is a question of days.
		const found = `${sightingsVersion(database)} ${Math.floor(nowMs / HOUR_MS)}`;
		if (found !== version) {
			known = knownFailures(database, nowMs);
			version = found;
		}
		return { known, churn: newestChurn(database) };
	};
}
