import type { Envelope } from '../payload/envelope.ts';
import { CI_JOB_FIELDS } from './ci-job-fields.ts';
import { FAILURE_FIELDS } from './failure-fields.ts';
import type { Registry } from './field.ts';

/** Every field of the event's envelope, with the class of data it belongs to. The one list; docs and tests read it. */
export const ENVELOPE_REGISTRY: Registry<Envelope> = {
	runId: { class: 'user', type: 'string', correlation: true, meaning: 'UUID v4 of this run' },
	run: {
		fields: {
			featureId: {
				class: 'user',
				type: 'string',
				correlation: true,
				meaning: 'UUID v4 of the feature, from its FEATURE_SPEC.md',
			},
			slug: { class: 'user', type: 'string', meaning: 'name of the feature' },
			status: { class: 'user', type: 'string', meaning: 'success, failed, paused or aborted' },
			startedAt: { class: 'user', type: 'string', correlation: true, meaning: 'start, ISO 8601 in UTC' },
			completedAt: { class: 'user', type: 'string', correlation: true, meaning: 'end, ISO 8601 in UTC' },
			totalDurationMs: { class: 'user', type: 'integer', unit: 'ms', meaning: 'wall time of the run' },
			type: { class: 'user', type: 'string', meaning: 'feature or refinement' },
			parentRunId: { class: 'user', type: 'string', correlation: true, meaning: 'run that this one refines' },
			commitHash: { class: 'operator', type: 'string', meaning: 'commit at the end of the run' },
			failedStage: { class: 'user', type: 'string', meaning: 'stage that failed the run' },
			pausedAfter: { class: 'user', type: 'string', meaning: 'stage after which the run paused' },
			totalCost: { class: 'user', type: 'number', unit: 'dollars', meaning: 'sum of the known stage costs' },
			stages: {
				keys: { class: 'user', meaning: 'name of a stage that ran' },
				each: {
					fields: {
						name: { class: 'user', type: 'string', meaning: 'name of the stage' },
						status: { class: 'user', type: 'string', meaning: 'success, failed, paused or aborted' },
						durationMs: { class: 'user', type: 'integer', unit: 'ms', meaning: 'time spent, all attempts' },
						startedAt: { class: 'user', type: 'string', meaning: 'first start, ISO 8601 in UTC' },
						completedAt: { class: 'user', type: 'string', meaning: 'last end, ISO 8601 in UTC' },
						attempts: { class: 'user', type: 'integer', meaning: 'how often the stage was started, if more than once' },
						tokens: {
							fields: {
								input: { class: 'user', type: 'integer', unit: 'tokens', meaning: 'tokens sent to models' },
								output: { class: 'user', type: 'integer', unit: 'tokens', meaning: 'tokens received from models' },
								total: { class: 'user', type: 'integer', unit: 'tokens', meaning: 'input plus output' },
							},
						},
						cost: { class: 'user', type: 'number', unit: 'dollars', meaning: 'cost of the stage' },
						feedback: {
							fields: {
								rating: { class: 'user', type: 'integer', meaning: 'rating of the work, 1 to 5' },
								issues: { class: 'user', type: 'strings', meaning: 'what the rating agent found' },
								recommendation: { class: 'user', type: 'string', meaning: 'proceed, pause or revise' },
							},
						},
						feedbackRating: {
							class: 'user',
							type: 'integer',
							meaning: 'the rating again, for receivers that show one figure',
						},
					},
				},
			},
			feedback: {
				keys: { class: 'user', meaning: 'name of the stage that was rated' },
				each: {
					fields: {
						rating: { class: 'user', type: 'integer', meaning: 'rating of the work, 1 to 5' },
						issues: { class: 'user', type: 'strings', meaning: 'what the rating agent found' },
						recommendation: { class: 'user', type: 'string', meaning: 'proceed, pause or revise' },
					},
				},
			},
			failures: FAILURE_FIELDS,
		},
	},
	identity: {
		fields: {
			gitUser: { class: 'operator', type: 'string', meaning: 'who ran it: the CI actor, else git user.name' },
			gitEmail: { class: 'operator', type: 'string', meaning: 'git user.email' },
			repoUrl: { class: 'operator', type: 'string', meaning: 'URL of the remote origin, without credentials' },
			repoName: { class: 'operator', type: 'string', meaning: 'last part of the remote URL' },
			host: { class: 'operator', type: 'string', meaning: 'host name of the machine' },
			ci: { class: 'operator', type: 'string', meaning: 'CI system, where there is one' },
			ciJob: CI_JOB_FIELDS,
			recorder: { class: 'operator', type: 'string', meaning: 'this program and its version' },
		},
	},
	artifacts: {
		keys: { class: 'content', meaning: 'file name: FEATURE_SPEC.md or story-*.md' },
		each: { class: 'content', type: 'string', meaning: 'the file, gzip then base64' },
	},
	droppedArtifacts: { class: 'content', type: 'strings', meaning: 'files left out because the event was too large' },
};
