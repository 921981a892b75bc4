import type { LogContext, Occurrence } from '../groups/occurrence.ts';
import { dayOf, type GroupTotals, mergeRollups, type Rollup, RollupBuilder } from '../groups/rollup.ts';
import type { FoundFailure } from '../sources/found-failure.ts';
import { occurrenceOfFailure } from '../sources/occurrence.ts';

/** Stands for a context that is known only when a source was read to its end. */
const UNKNOWN: LogContext = { seenMs: 0, jobType: 'other', isMain: false };

/** So many different errors, and times of one of them, are counted before they are rolled up: memory is bounded. */
const MOST_TALLIES = 2_000;
const MOST_TIMES = 500;

const setOf = <T>(value: T | undefined): ReadonlySet<T> => new Set(value === undefined ? [] : [value]);

function inContext(totals: GroupTotals, { jobType, stage, jobId, isMain, commit }: LogContext): GroupTotals {
	return {
		...totals,
		onMain: isMain ? totals.count : 0,
		jobTypes: setOf(jobType),
		stages: setOf(stage),
		jobIds: setOf(jobId),
		commits: setOf(commit),
	};
}

const at = (totals: GroupTotals, seenMs: number): GroupTotals => ({
	...totals,
	firstSeenMs: seenMs,
	lastSeenMs: seenMs,
	days: new Map([[dayOf(seenMs), totals.count]]),
});

/** One error, and how often it was found: in all, and at the times that its source tells. */
interface Tally {
	readonly occurrence: Occurrence;
	undated: number;
	readonly dated: Map<number, number>;
}

/**
 * Takes the failures of one source while it is read. Those that don't say when they were, were when the source is of.
 * The same one again is only counted: in a log that fails it comes over and over.
 */
export class FailureGatherer {
	readonly #dated = new RollupBuilder();
	readonly #undated = new RollupBuilder();
	readonly #tallies = new Map<string, Tally>();
	readonly #sinceMs: number;
	readonly #sha256: (text: string) => string;

	/** @param sinceMs what was seen before is left out; undefined: nothing is */
	constructor(sinceMs: number | undefined, sha256: (text: string) => string) {
		this.#sinceMs = sinceMs ?? Number.NEGATIVE_INFINITY;
		this.#sha256 = sha256;
	}

	add(failure: FoundFailure): void {
		const { seenMs } = failure;
		if (seenMs !== undefined && seenMs < this.#sinceMs) return;
		const tally = this.#tallyOf(failure);
		if (seenMs === undefined) tally.undated++;
		else {
			tally.dated.set(seenMs, (tally.dated.get(seenMs) ?? 0) + 1);
			if (tally.dated.size >= MOST_TIMES) this.#flush();
		}
	}

	#tallyOf({ trace }: FoundFailure): Tally {
		// Where it stood in the log makes no other error of it.
		const key = JSON.stringify({ ...trace, logLine: 0 });
		const known = this.#tallies.get(key);
		if (known) return known;
		if (this.#tallies.size >= MOST_TALLIES) this.#flush();
		const occurrence = occurrenceOfFailure({ trace }, UNKNOWN, this.#sha256);
		const tally: Tally = { occurrence, undated: 0, dated: new Map() };
		this.#tallies.set(key, tally);
		return tally;
	}

	#flush(): void {
		for (const { occurrence, undated, dated } of this.#tallies.values()) {
			if (undated > 0) this.#undated.add(occurrence, undated);
			for (const [seenMs, times] of dated) this.#dated.add({ ...occurrence, context: { ...UNKNOWN, seenMs } }, times);
		}
		this.#tallies.clear();
	}

	/** @param context of the source, `seenMs` for all that is not dated */
	rollup(context: LogContext): Rollup {
		this.#flush();
		const dated = [...this.#dated.rollup().values()];
		const undated = context.seenMs >= this.#sinceMs ? [...this.#undated.rollup().values()] : [];
		const placed = [dated, undated.map((totals) => at(totals, context.seenMs))].map(
			(all): Rollup => new Map(all.map((totals) => [totals.fingerprint, inContext(totals, context)])),
		);
		return mergeRollups(...placed);
	}
}
