import type { HistoryRow } from '../history/row.ts';
import type { Severity } from '../metrics/labels.ts';
import type { Audience } from '../privacy/audience.ts';
import type { Run } from '../run.ts';
import type { FailureTrace } from '../run-failure.ts';
import type { DeliveryMode } from '../settings/delivery-mode.ts';
import type { Pipeline } from './pipelines.ts';

/** A run of our own journal that has not ended. */
export interface RunInProgress {
	readonly run: Run;
	/** Name of the linked worktree that it runs in; undefined in the main one. */
	readonly worktree: string | undefined;
}

export interface PastRun {
	/** What tells it from the others, stable from one look to the next. */
	readonly identity: string;
	readonly row: HistoryRow;
}

/** One line of the delivery log. */
export interface DeliveryLine {
	/** Counts up; a line never changes. */
	readonly position: number;
	readonly runId: string;
	readonly slug: string | undefined;
	readonly result: string;
	readonly atMs: number;
	readonly durationMs: number;
	readonly statusCode: number | undefined;
	readonly reason: string | undefined;
}

export interface RejectedEvent {
	readonly runId: string;
	readonly slug: string | undefined;
	readonly atMs: number;
	readonly statusCode: number | undefined;
	readonly reason: string;
}

export interface DeliveryFacts {
	readonly mode: DeliveryMode;
	readonly waiting: number;
	readonly rejected: readonly RejectedEvent[];
	/** Events given up because the outbox was full. */
	readonly dropped: number;
	/** Newest first, so many as are kept to be shown. */
	readonly lines: readonly DeliveryLine[];
}

/** A feature that waits for its turn in the npm package's queue. */
export interface WaitingFeature {
	readonly slug: string;
	readonly stage: string | undefined;
}

/** That a failure stood in the logs of a run. */
export interface FailureSighting {
	readonly runId: string;
	readonly slug: string;
	readonly stage: string;
	readonly seenMs: number;
	readonly count: number;
}

/** A failure that logs of this project showed, in all that is kept of them. */
export interface KnownFailure extends FailureTrace {
	readonly fingerprint: string;
	/** 0 to 10. */
	readonly score: number;
	readonly severity: Severity;
	/** Newest first. */
	readonly sightings: readonly FailureSighting[];
}

/** How many failures the run that was compared last has beside the one before it. */
export interface ChurnFigures {
	readonly new: number;
	readonly resolved: number;
	readonly unchanged: number;
}

export interface FailureFacts {
	/** The worst first. */
	readonly known: readonly KnownFailure[];
	/** Undefined where no two runs were compared yet. */
	readonly churn: ChurnFigures | undefined;
}

/**
 * Everything that the views of a project are made from, read at one moment. Texts are as they were found: renderers
 * make them printable.
 */
export interface WatchFacts {
	readonly project: string;
	readonly source: 'live' | 'demo';
	readonly readAtMs: number;
	readonly audience: Audience;
	readonly runs: readonly RunInProgress[];
	readonly pipelines: readonly Pipeline[];
	readonly waiting: readonly WaitingFeature[];
	/** Newest first. */
	readonly history: readonly PastRun[];
	/** There are older entries that were not read. */
	readonly isTruncated: boolean;
	readonly delivery: DeliveryFacts;
	readonly failures: FailureFacts;
	/** What could not be read or does not hold, in words; empty when all is well. */
	readonly problems: readonly string[];
}
