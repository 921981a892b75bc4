/** The CI job that a run was recorded in, as its system tells it. Parts that are unknown are absent. */
export interface CiJob {
	/** `owner/name`, or whatever path the system has for it. */
	readonly repository?: string;
	/** Name of the workflow or pipeline. */
	readonly workflow?: string;
	readonly job?: string;
	/** 1 for the first. */
	readonly attempt?: number;
	/** Of the workflow's run, or of the build where there is nothing above a job. */
	readonly runId?: string;
	/** Of this job, where it has an id of its own. */
	readonly jobId?: string;
	/** Page of the run; no credentials. */
	readonly runUrl?: string;
	readonly branch?: string;
	/** Number of the pull or merge request that it is for. */
	readonly pullRequest?: string;
	readonly commit?: string;
	readonly actor?: string;
}
