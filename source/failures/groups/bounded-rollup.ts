import type { LogContext, Occurrence } from './occurrence.ts';
import { mergeRollups, type Rollup, rollUp } from './rollup.ts';

/** A log with more different errors than this says nothing more by the next one. */
const MOST_GROUPS = 500;
const BATCH = 256;

const only = <T>(value: T | undefined): ReadonlySet<T> => new Set(value === undefined ? [] : [value]);

/** The rollup of one log while its errors come, in bounded memory. */
export class BoundedRollup {
	readonly #known = new Set<string>();
	#rollup: Rollup = new Map();
	#batch: Occurrence[] = [];
	#isFull = false;

	/** Whether errors were left out. */
	get isFull(): boolean {
		return this.#isFull;
	}

	add(occurrence: Occurrence): void {
		const { fingerprint } = occurrence;
		if (!this.#known.has(fingerprint)) {
			if (this.#known.size === MOST_GROUPS) {
				this.#isFull = true;
				return;
			}
			this.#known.add(fingerprint);
		}
		this.#batch.push(occurrence);
		if (this.#batch.length === BATCH) this.#fold();
	}

	/** @param context of the whole log: some of it is told at its end */
	rollup({ jobType, stage, jobId, isMain, commit }: LogContext): Rollup {
		this.#fold();
		const facts = { jobTypes: only(jobType), stages: only(stage), jobIds: only(jobId), commits: only(commit) };
		return new Map(
			[...this.#rollup].map(([print, totals]) => [print, { ...totals, ...facts, onMain: isMain ? totals.count : 0 }]),
		);
	}

	#fold(): void {
		this.#rollup = mergeRollups(this.#rollup, rollUp(this.#batch));
		this.#batch = [];
	}
}
