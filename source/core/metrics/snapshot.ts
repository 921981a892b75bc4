import type { CiJob } from '../ci/job.ts';
import type { DeliveryResult } from '../delivery-result.ts';
import type { RecorderSource, Severity } from './labels.ts';
import type { Point } from './point.ts';

/** A distinct failure of a run, by its fingerprint. `stage` is the stage in whose log it stood. */
export interface FailureCount {
	readonly fingerprint: string;
	readonly stage: string;
	readonly severity: Severity;
	readonly count: number;
}

/** Fingerprints against the comparable run before. */
export interface Churn {
	readonly new: readonly string[];
	readonly resolved: readonly string[];
	readonly unchanged: readonly string[];
}

/** The time that the machine spent on a run, or on a stage of it. Times are Unix milliseconds. */
export interface Span {
	readonly kind: 'run' | 'stage';
	readonly startedAtMs: number;
	readonly endedAtMs: number;
	/** Slug of the run, name of the stage. */
	readonly name: string;
	readonly status: string;
}

/** Facts of the run beside its metrics. */
export interface UserPart {
	readonly slug?: string;
	readonly featureId?: string;
	readonly type?: string;
	readonly status: string;
	readonly parentRunId?: string;
	readonly failedStage?: string;
	readonly pausedAfter?: string;
	/** Absent where nothing was read that failures stand in. */
	readonly failures?: readonly FailureCount[];
	/** Absent on the first run of a kind, and where nothing was observed. */
	readonly churn?: Churn;
}

/** Facts of the machinery beside its metrics. */
export interface OperatorPart {
	/** This program and its version; absent where another program recorded the run. */
	readonly recorder?: string;
	readonly ci?: string;
	readonly ciJob?: CiJob;
	readonly commitHash?: string;
}

/** The metrics of one finished run, and what they are looked up by. */
export interface Snapshot {
	/** End of the run, Unix milliseconds. */
	readonly timestampMs: number;
	readonly runId: string;
	readonly points: readonly Point[];
	/** The run first, then its stages in their order. */
	readonly spans?: readonly Span[];
	readonly user: UserPart;
	readonly operator?: OperatorPart;
}

/** How the machinery did since the snapshot before. */
export interface MachineryCounts {
	readonly deliveries: Readonly<Partial<Record<DeliveryResult, number>>>;
	/** Time of the last attempt to deliver. */
	readonly lastDeliveryMs?: number | undefined;
	readonly outboxDepth: number;
	readonly dropped: number;
	readonly sinkErrors: number;
	readonly recorderErrors: Readonly<Partial<Record<RecorderSource, number>>>;
}
