import type { ServedReport } from '../served/report.ts';
import type { Registry } from './field.ts';

/** Every field of a triage report that programs are given, with the class of data it belongs to. */
export const REPORT_REGISTRY: Registry<ServedReport> = {
	generatedAt: { class: 'user', type: 'string', correlation: true, meaning: 'as of when it is, ISO 8601 in UTC' },
	resolved: { class: 'user', type: 'strings', meaning: 'fingerprints of the last recorded report that are gone' },
	totalErrors: { class: 'user', type: 'integer', meaning: 'occurrences of all failures' },
	groups: {
		items: { class: 'user', meaning: 'the failures, the worst first' },
		each: {
			fields: {
				fingerprint: { class: 'user', type: 'string', meaning: 'hash of the canonical trace' },
				count: { class: 'user', type: 'integer', meaning: 'occurrences' },
				firstSeen: { class: 'user', type: 'string', meaning: 'ISO 8601 in UTC' },
				lastSeen: { class: 'user', type: 'string', meaning: 'ISO 8601 in UTC' },
				jobTypes: { class: 'user', type: 'strings', meaning: 'kinds of jobs that it hit' },
				stages: { class: 'user', type: 'strings', meaning: 'stages in whose logs it stood' },
				severity: { class: 'user', type: 'number', meaning: '0 to 10' },
				churn: { class: 'user', type: 'string', meaning: 'new, recurring or resolved' },
				related: { class: 'user', type: 'strings', meaning: 'fingerprints of failures of the same kind' },
				suggestedOwner: { class: 'operator', type: 'string', meaning: 'who may mend it: a handle, a team or a hash' },
				jobs: { class: 'operator', type: 'strings', meaning: 'ids of CI jobs' },
			},
		},
	},
};
