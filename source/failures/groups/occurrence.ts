import type { CanonicalTrace } from '../canonical/canonical-trace.ts';

export const JOB_TYPES = ['unit', 'visual', 'smoke', 'agent', 'build', 'other'] as const;
export type JobType = (typeof JOB_TYPES)[number];

/** Where and when a log came to be. */
export interface LogContext {
	/** Unix milliseconds. */
	readonly seenMs: number;
	readonly jobType: JobType;
	readonly stage?: string;
	/** Of the CI job; only where it may be told. */
	readonly jobId?: string;
	/** Whether it ran on the main branch. */
	readonly isMain: boolean;
	readonly commit?: string;
}

/** One error found in an opted-in log. */
export interface Occurrence {
	readonly fingerprint: string;
	readonly className: string;
	readonly message: string;
	/** `function@file`, the innermost call first. */
	readonly frames: readonly string[];
	/** Sanitised text for a report. */
	readonly sample: string;
	/** Of the innermost call of the project, as the log has it: who owns it is looked up by it. */
	readonly file?: string;
	readonly context: LogContext;
}

/** @param about what the canonical trace does not tell */
export function occurrenceOf(
	{ className, message, frames }: CanonicalTrace,
	about: Pick<Occurrence, 'fingerprint' | 'sample' | 'file' | 'context'>,
): Occurrence {
	return { className, message, frames, ...about };
}
