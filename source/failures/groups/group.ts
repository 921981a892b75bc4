import type { Severity } from '../../core/metrics/labels.ts';
import type { JobType } from './occurrence.ts';
import { relatedGroups } from './related.ts';
import type { GroupTotals, Rollup, SeenFailure } from './rollup.ts';
import { type SeverityParts, severityBucket, severityOf, severityParts } from './severity.ts';

/** All occurrences with one fingerprint. */
export interface FailureGroup extends SeenFailure {
	readonly jobTypes: readonly JobType[];
	readonly stages: readonly string[];
	/** At most five. */
	readonly jobIds: readonly string[];
	readonly branches: { readonly main: number; readonly other: number };
	/** 0 to 10, one decimal. */
	readonly severity: number;
	readonly severityParts: SeverityParts;
	readonly bucket: Severity;
	/** Fingerprints of groups of the same class with the same calls. */
	readonly related: readonly string[];
	/** A commit that it failed on passed, too. */
	readonly isFlaky: boolean;
}

const MOST_JOB_IDS = 5;

interface Surroundings {
	readonly nowMs: number;
	/** Commits of which a run of the same kind passed. */
	readonly passedCommits: ReadonlySet<string>;
}

function toGroup(
	totals: GroupTotals,
	related: readonly string[],
	{ nowMs, passedCommits }: Surroundings,
): FailureGroup {
	const { fingerprint, className, message, frames, sample, file, count, firstSeenMs, lastSeenMs } = totals;
	const parts = severityParts(totals, nowMs);
	const severity = severityOf(parts);
	return {
		fingerprint,
		className,
		message,
		frames,
		sample,
		file,
		count,
		firstSeenMs,
		lastSeenMs,
		jobTypes: [...totals.jobTypes].toSorted(),
		stages: [...totals.stages].toSorted(),
		jobIds: [...totals.jobIds].toSorted().slice(0, MOST_JOB_IDS),
		branches: { main: totals.onMain, other: count - totals.onMain },
		severity,
		severityParts: parts,
		bucket: severityBucket(severity),
		related,
		isFlaky: [...totals.commits].some((commit) => passedCommits.has(commit)),
	};
}

/** The worst first; of equals that with the most occurrences, then the latest, then by fingerprint. */
function byWeight(one: FailureGroup, other: FailureGroup): number {
	return (
		other.severity - one.severity ||
		other.count - one.count ||
		other.lastSeenMs - one.lastSeenMs ||
		(one.fingerprint < other.fingerprint ? -1 : 1)
	);
}

/** The failures of a rollup in the order of a report. */
export function rankGroups(
	rollup: Rollup,
	nowMs: number,
	passedCommits: ReadonlySet<string> = new Set(),
): readonly FailureGroup[] {
	const all = [...rollup.values()];
	const related = relatedGroups(all);
	return all
		.map((totals) => toGroup(totals, related.get(totals.fingerprint) ?? [], { nowMs, passedCommits }))
		.toSorted(byWeight);
}
