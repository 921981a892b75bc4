import type { JobType, Occurrence } from './occurrence.ts';

const DAY_MS = 86_400_000;

/** One failure, and how often and when it was seen. */
export interface SeenFailure {
	readonly fingerprint: string;
	readonly className: string;
	readonly message: string;
	readonly frames: readonly string[];
	/** The shortest seen, of those the first in the alphabet. */
	readonly sample: string;
	readonly file: string | undefined;
	readonly count: number;
	readonly firstSeenMs: number;
	readonly lastSeenMs: number;
}

/**
 * What is kept of one failure. Every field can be put together with that of another part of the logs in any order: the
 * rollup of all logs is the sum of the rollups of their parts.
 */
export interface GroupTotals extends SeenFailure {
	/** How many of them on the main branch. */
	readonly onMain: number;
	readonly jobTypes: ReadonlySet<JobType>;
	readonly stages: ReadonlySet<string>;
	readonly jobIds: ReadonlySet<string>;
	readonly commits: ReadonlySet<string>;
	/** Occurrences by day: whole days since 1970, UTC. */
	readonly days: ReadonlyMap<number, number>;
}

/** Totals by fingerprint. */
export type Rollup = ReadonlyMap<string, GroupTotals>;

export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

const only = <T>(value: T | undefined): ReadonlySet<T> => new Set(value === undefined ? [] : [value]);

const union = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> => new Set([...one, ...other]);

function totalsOf(occurrence: Occurrence, times: number): GroupTotals {
	const { fingerprint, className, message, frames, sample, file, context } = occurrence;
	const { seenMs, jobType, stage, jobId, isMain, commit } = context;
	return {
		fingerprint,
		className,
		message,
		frames,
		sample,
		file,
		count: times,
		firstSeenMs: seenMs,
		lastSeenMs: seenMs,
		onMain: isMain ? times : 0,
		jobTypes: only(jobType),
		stages: only(stage),
		jobIds: only(jobId),
		commits: only(commit),
		days: new Map([[dayOf(seenMs), times]]),
	};
}

/** The same one of two, whichever comes first. */
function smaller(one: string, other: string): string {
	if (one.length !== other.length) return one.length < other.length ? one : other;
	return one <= other ? one : other;
}

function smallerIfAny(one: string | undefined, other: string | undefined): string | undefined {
	return one === undefined || other === undefined ? (one ?? other) : smaller(one, other);
}

function addDays(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
	const days = new Map(one);
	for (const [day, count] of other) days.set(day, (days.get(day) ?? 0) + count);
	return days;
}

function addTotals(one: GroupTotals, other: GroupTotals): GroupTotals {
	return {
		...one,
		sample: smaller(one.sample, other.sample),
		file: smallerIfAny(one.file, other.file),
		count: one.count + other.count,
		firstSeenMs: Math.min(one.firstSeenMs, other.firstSeenMs),
		lastSeenMs: Math.max(one.lastSeenMs, other.lastSeenMs),
		onMain: one.onMain + other.onMain,
		jobTypes: union(one.jobTypes, other.jobTypes),
		stages: union(one.stages, other.stages),
		jobIds: union(one.jobIds, other.jobIds),
		commits: union(one.commits, other.commits),
		days: addDays(one.days, other.days),
	};
}

/** Takes occurrences one at a time: what it holds grows with the failures that are different, not with their number. */
export class RollupBuilder {
	readonly #groups = new Map<string, GroupTotals>();

	/** @param times how often the same was found, in the same context */
	add(occurrence: Occurrence, times = 1): void {
		const known = this.#groups.get(occurrence.fingerprint);
		const totals = totalsOf(occurrence, times);
		this.#groups.set(occurrence.fingerprint, known ? addTotals(known, totals) : totals);
	}

	rollup(): Rollup {
		return this.#groups;
	}
}

/** The occurrences of one log, or of one part of the logs. */
export function rollUp(occurrences: Iterable<Occurrence>): Rollup {
	const builder = new RollupBuilder();
	for (const occurrence of occurrences) builder.add(occurrence);
	return builder.rollup();
}

/** The order of the parts makes no difference. */
export function mergeRollups(...rollups: readonly Rollup[]): Rollup {
	const merged = new Map<string, GroupTotals>();
	for (const rollup of rollups) {
		for (const [fingerprint, totals] of rollup) {
			const known = merged.get(fingerprint);
			merged.set(fingerprint, known ? addTotals(known, totals) : totals);
		}
	}
	return merged;
}
