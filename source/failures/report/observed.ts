import { churnScope, type Observation } from '../../core/live/churn.ts';
import { REPORT_TYPE } from '../../core/metrics/measured-run.ts';
import { severityBucket, severityOf, severityParts } from '../groups/severity.ts';
import { type Evidence, type ReadSource, totalRollup } from './evidence.ts';

/** All reports of a project are compared with each other. */
export const REPORT_SCOPE = churnScope({ type: REPORT_TYPE });

/** The kind of job that a log is of: where none of a kind was read, nothing of that kind changed. */
const placeOf = ({ jobType, stage }: Pick<ReadSource, 'jobType' | 'stage'>): string =>
	stage === undefined ? jobType : `${jobType} ${stage}`;

/** What was looked at, as churn takes it. A failure that stood in jobs of several kinds is gone when all of them were read without it. */
export function observe(evidence: Evidence, nowMs: number): Observation {
	const all = [...evidence.sources.values()];
	const unread = new Set(all.filter(({ isComplete }) => !isComplete).map(placeOf));
	const places = new Map<string, Set<string>>();
	for (const source of all) {
		for (const fingerprint of source.rollup.keys()) {
			const known = places.get(fingerprint) ?? new Set();
			places.set(fingerprint, known.add(placeOf(source)));
		}
	}
	const failures = [...totalRollup(evidence).values()].map((totals) => ({
		fingerprint: totals.fingerprint,
		stage: [...(places.get(totals.fingerprint) ?? [])].toSorted().join('\n'),
		severity: severityBucket(severityOf(severityParts(totals, nowMs))),
		count: totals.count,
	}));
	return {
		stages: [...new Set(all.map(placeOf))].filter((place) => !unread.has(place)).toSorted(),
		failures: failures.toSorted((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1)),
	};
}
