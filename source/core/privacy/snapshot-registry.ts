import type { Totals } from '../metrics/series.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { CI_JOB_FIELDS } from './ci-job-fields.ts';
import { FAILURE_FIELDS } from './failure-fields.ts';
import type { Registry } from './field.ts';

const fingerprints = (meaning: string) => ({ class: 'user', type: 'strings', meaning }) as const;

/** Every field of a snapshot, with the class of data it belongs to. Its points have the classes of their metrics. */
export const SNAPSHOT_REGISTRY: Registry<Snapshot> = {
	timestampMs: {
		class: 'user',
		type: 'integer',
		unit: 'ms',
		correlation: true,
		meaning: 'end of the run, Unix milliseconds',
	},
	runId: { class: 'user', type: 'string', correlation: true, meaning: 'UUID v4 of the run' },
	points: { points: { meaning: 'values of metrics, see below' } },
	spans: {
		items: { class: 'operator', meaning: 'time spent on the run, and on each stage' },
		each: {
			fields: {
				kind: { class: 'operator', type: 'string', meaning: 'run or stage' },
				startedAtMs: { class: 'operator', type: 'integer', unit: 'ms', meaning: 'start, Unix milliseconds' },
				endedAtMs: { class: 'operator', type: 'integer', unit: 'ms', meaning: 'end, Unix milliseconds' },
				name: { class: 'user', type: 'string', meaning: 'name of the feature or of the stage' },
				status: { class: 'user', type: 'string', meaning: 'success, failed, paused or aborted' },
			},
		},
	},
	user: {
		fields: {
			slug: { class: 'user', type: 'string', meaning: 'name of the feature' },
			featureId: { class: 'user', type: 'string', correlation: true, meaning: 'UUID v4 of the feature' },
			type: { class: 'user', type: 'string', meaning: 'feature or refinement' },
			status: { class: 'user', type: 'string', meaning: 'success, failed, paused or aborted' },
			parentRunId: { class: 'user', type: 'string', correlation: true, meaning: 'run that this one refines' },
			failedStage: { class: 'user', type: 'string', meaning: 'stage that failed the run' },
			pausedAfter: { class: 'user', type: 'string', meaning: 'stage after which the run paused' },
			failures: FAILURE_FIELDS,
			churn: {
				fields: {
					new: fingerprints('fingerprints that the run before did not have'),
					resolved: fingerprints('fingerprints of the run before that were looked for and not found'),
					unchanged: fingerprints('fingerprints that the run before had too'),
				},
			},
		},
	},
	operator: {
		fields: {
			recorder: { class: 'operator', type: 'string', meaning: 'this program and its version' },
			ci: { class: 'operator', type: 'string', meaning: 'CI system, where there is one' },
			ciJob: CI_JOB_FIELDS,
			commitHash: { class: 'operator', type: 'string', meaning: 'commit at the end of the run' },
		},
	},
};

/** What sinks that keep no sums of their own are given beside a snapshot. */
export const TOTALS_REGISTRY: Registry<Totals> = {
	instance: {
		class: 'user',
		type: 'string',
		correlation: true,
		meaning: 'random id of the project, which tells its series from those of others',
	},
	startedAtMs: {
		class: 'user',
		type: 'integer',
		unit: 'ms',
		correlation: true,
		meaning: 'since when it adds up, Unix milliseconds',
	},
	timestampMs: {
		class: 'user',
		type: 'integer',
		unit: 'ms',
		correlation: true,
		meaning: 'until when it adds up, Unix milliseconds',
	},
	series: { points: { meaning: 'sums of counters, last values of gauges, sums and buckets of histograms' } },
};
