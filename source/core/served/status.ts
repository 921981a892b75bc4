/** How deliveries do. */
export interface ServedDelivery {
	/** `active` or `inactive`. */
	readonly mode: string;
	/** Why it is inactive. */
	readonly reason?: string;
	readonly endpoint?: string;
	readonly waiting: number;
	readonly rejected: number;
	readonly dropped: number;
	readonly lastResult?: string;
	/** ISO 8601 in UTC. */
	readonly lastAt?: string;
}

export interface ServedSink {
	/** `2 otlp`: the second of the configured sinks. */
	readonly sink: string;
	readonly sent: number;
	readonly failed: number;
	/** ISO 8601 in UTC. */
	readonly lastAt: string;
	readonly lastError?: string;
}

/** How a project and its telemetry stand, for programs that ask. */
export interface ServedStatus {
	readonly runsInProgress: number;
	/** Of the newest 1,000. */
	readonly finishedRuns: number;
	/** End of the newest finished run, ISO 8601 in UTC. */
	readonly newestRunAt?: string;
	readonly project: string;
	readonly recorder: string;
	readonly delivery: ServedDelivery;
	readonly sinks: readonly ServedSink[];
	readonly problems: readonly string[];
}
