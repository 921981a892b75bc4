import type { JobType } from '../groups/occurrence.ts';
import { mergeRollups, type Rollup } from '../groups/rollup.ts';

/** One source that was read, and what it showed. */
export interface ReadSource {
	/** Of its content: the same log under another name is the same source. */
	readonly identity: string;
	readonly jobType: JobType;
	readonly stage: string | undefined;
	readonly commit: string | undefined;
	/** Whether it was read to its end: only then does what it lacks count as gone. */
	readonly isComplete: boolean;
	/** What the sanitiser replaced, by rule. */
	readonly replaced: Readonly<Record<string, number>>;
	readonly rollup: Rollup;
}

/** A source that was not read, or not to its end. */
export interface SourceProblem {
	/** As people know it; never the path of a home folder. */
	readonly source: string;
	readonly reason: string;
}

/** All that a report is made of. Evidence of parts, put together in any order, is the evidence of the whole. */
export interface Evidence {
	/** What was seen before is not in it; undefined: nothing was left out. */
	readonly sinceMs: number | undefined;
	readonly sources: ReadonlyMap<string, ReadSource>;
	readonly skippedNoOptIn: number;
	readonly problems: readonly SourceProblem[];
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const isSame = (one: SourceProblem, other: SourceProblem | undefined): boolean =>
	one.source === other?.source && one.reason === other.reason;

function mergeProblems(all: readonly SourceProblem[]): readonly SourceProblem[] {
	const sorted = all.toSorted((a, b) => compare(a.source, b.source) || compare(a.reason, b.reason));
	return sorted.filter((problem, index) => !isSame(problem, sorted[index - 1]));
}

/** What tells two readings of one content apart: where and when it was found, and how far it was read. */
function rankOf({ isComplete, jobType, stage = '', commit = '', rollup }: ReadSource): string {
	const totals = [...rollup.values()];
	const firstMs = totals.reduce((least, { firstSeenMs }) => Math.min(least, firstSeenMs), Number.MAX_SAFE_INTEGER);
	const jobIds = [...new Set(totals.flatMap((each) => [...each.jobIds]))].toSorted();
	return JSON.stringify([isComplete ? 0 : 1, String(firstMs).padStart(16, '0'), jobType, stage, commit, jobIds]);
}

/** The reading that got further counts; of equals always the same one, whichever came first. */
const better = (one: ReadSource, other: ReadSource): ReadSource => (rankOf(one) <= rankOf(other) ? one : other);

/** A source that several parts hold counts once. */
export function mergeEvidence(parts: readonly Evidence[]): Evidence {
	const sources = new Map<string, ReadSource>();
	for (const part of parts) {
		for (const [identity, source] of part.sources) {
			const known = sources.get(identity);
			sources.set(identity, known ? better(known, source) : source);
		}
	}
	const bounds = parts.map(({ sinceMs }) => sinceMs);
	return {
		sinceMs: bounds.some((bound) => bound === undefined) ? undefined : Math.min(...(bounds as readonly number[])),
		sources: new Map([...sources].toSorted(([one], [other]) => compare(one, other))),
		skippedNoOptIn: parts.reduce((sum, part) => sum + part.skippedNoOptIn, 0),
		problems: mergeProblems(parts.flatMap(({ problems }) => problems)),
	};
}

export const totalRollup = ({ sources }: Evidence): Rollup =>
	mergeRollups(...[...sources.values()].map(({ rollup }) => rollup));

/** What the sanitiser replaced in all sources, by rule, in the order of their names. */
export function totalReplaced({ sources }: Evidence): Readonly<Record<string, number>> {
	const totals = new Map<string, number>();
	for (const { replaced } of sources.values()) {
		for (const [rule, count] of Object.entries(replaced)) totals.set(rule, (totals.get(rule) ?? 0) + count);
	}
	return Object.fromEntries([...totals].toSorted(([one], [other]) => compare(one, other)));
}

/**
 * Commits of which a job failed and the same kind of job, with the same stage, passed: what fails there is flaky.
 * A job passed where its log was read to its end and held no failure.
 */
export function passedCommits({ sources }: Evidence): ReadonlySet<string> {
	const kind = ({ jobType, stage, commit }: ReadSource) => JSON.stringify([jobType, stage ?? null, commit]);
	const known = [...sources.values()].filter(({ commit }) => commit !== undefined);
	const failed = new Set(known.filter(({ rollup }) => rollup.size > 0).map(kind));
	const passed = known.filter((source) => source.isComplete && source.rollup.size === 0 && failed.has(kind(source)));
	return new Set(passed.flatMap(({ commit }) => commit ?? []));
}
