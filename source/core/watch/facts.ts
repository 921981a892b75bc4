import type { HistoryRow } from '../history/row.ts';
import type { Audience } from '../privacy/audience.ts';
import type { Run } from '../run.ts';
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
	/** What could not be read or does not hold, in words; empty when all is well. */
	readonly problems: readonly string[];
}
