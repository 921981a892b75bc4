import type { JobType } from '../groups/occurrence.ts';
import type { Trace } from '../traces/trace.ts';

/** One error of a source. Every text of it went through the sanitiser before anything else saw it. */
export interface FoundFailure {
	readonly trace: Trace;
	/** When the source says it happened, or that its run began; Unix milliseconds. */
	readonly seenMs?: number;
}

/** What a source is, by its content. */
export type SourceFormat =
	| 'empty'
	| 'binary'
	| 'log'
	| 'tap'
	| 'junit'
	| 'jest'
	| 'playwright'
	| 'ctrf'
	| 'go-test'
	| 'transcript'
	/** JSON of no shape that is known: nothing is looked for in it. */
	| 'json';

/** Why a part of a source was not read; in words of our own, never with its content. */
export interface SourceProblem {
	readonly kind: 'malformed' | 'refused' | 'too-large' | 'cut-off' | 'changed' | 'unreadable';
	readonly reason: string;
}

export interface SourceSummary {
	readonly format: SourceFormat;
	/** What kind of job the format is made by. */
	readonly jobType: JobType;
	readonly lines: number;
	readonly failures: number;
	/** Rule of the sanitiser → how often it changed something. */
	readonly sanitised: ReadonlyMap<string, number>;
	/** With any of these, what was read before is kept. */
	readonly problems: readonly SourceProblem[];
}

/** The browser's tests look at pages; the other runners are used for units. */
export const JOB_TYPE_OF: Readonly<Record<SourceFormat, JobType>> = {
	empty: 'other',
	binary: 'other',
	log: 'other',
	tap: 'unit',
	junit: 'unit',
	jest: 'unit',
	playwright: 'visual',
	ctrf: 'unit',
	'go-test': 'unit',
	transcript: 'agent',
	json: 'other',
};
