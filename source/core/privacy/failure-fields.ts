import type { FailureCount } from '../metrics/snapshot.ts';
import type { FieldList } from './field.ts';

/** The failures of a run, the same wherever they stand. */
export const FAILURE_FIELDS: FieldList<FailureCount> = {
	items: { class: 'user', meaning: 'the distinct failures of the run' },
	each: {
		fields: {
			fingerprint: { class: 'user', type: 'string', meaning: 'hash of the canonical trace' },
			stage: { class: 'user', type: 'string', meaning: 'stage in whose log it stood' },
			severity: { class: 'user', type: 'string', meaning: 'error, warning or info' },
			count: { class: 'user', type: 'integer', meaning: 'how often it stood there' },
		},
	},
};
