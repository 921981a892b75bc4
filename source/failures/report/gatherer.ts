import type { LogContext, Occurrence } from '../groups/occurrence.ts';
import { dayOf, type GroupTotals, mergeRollups, type Rollup, RollupBuilder } from '../groups/rollup.ts';
import type { FoundFailure } from '../sources/found-failure.ts';
import { occurrenceOfFailure } from '../sources/occurrence.ts';

/** Stands for a context that is known only when a source was read to its end. */
const UNKNOWN: LogContext = { seenMs: 0, jobType: 'other', isMain: false };

/** Of so many different errors what they come to is remembered: in a log that fails, the same ones come over and over. */
const MOST_REMEMBERED = 2_000;

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

/** Takes the failures of one source while it is read. Those that don't say when they were, were when the source is of. */
export class FailureGatherer {
	readonly #dated = new RollupBuilder();
	readonly #undated = new RollupBuilder();
	readonly #remembered = new Map<string, Occurrence>();
	readonly #sinceMs: number;
	readonly #sha256: (text: string) => string;

	/** @param sinceMs what was seen before is left out; undefined: nothing is */
	constructor(sinceMs: number | undefined, sha256: (text: string) => string) {
		this.#sinceMs = sinceMs ?? Number.NEGATIVE_INFINITY;
		this.#sha256 = sha256;
	}

	add(failure: FoundFailure): void {
		const { seenMs } = failure;
		if (seenMs === undefined) this.#undated.add(this.#occurrenceOf(failure));
		else if (seenMs >= this.#sinceMs) {
			this.#dated.add({ ...this.#occurrenceOf(failure), context: { ...UNKNOWN, seenMs } });
		}
	}

	/** In no context yet. */
	#occurrenceOf({ trace }: FoundFailure): Occurrence {
		const key = JSON.stringify(trace);
		const known = this.#remembered.get(key);
		if (known) return known;
		const occurrence = occurrenceOfFailure({ trace }, UNKNOWN, this.#sha256);
		if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
		this.#remembered.set(key, occurrence);
		return occurrence;
	}

	/** @param context of the source, `seenMs` for all that is not dated */
	rollup(context: LogContext): Rollup {
		const dated = [...this.#dated.rollup().values()];
		const undated = context.seenMs >= this.#sinceMs ? [...this.#undated.rollup().values()] : [];
		const placed = [dated, undated.map((totals) => at(totals, context.seenMs))].map(
			(all): Rollup => new Map(all.map((totals) => [totals.fingerprint, inContext(totals, context)])),
		);
		return mergeRollups(...placed);
	}
}
