import type { ServedStatus } from '../served/status.ts';
import type { Registry } from './field.ts';

/** Every field of the status that programs are given, with the class of data it belongs to. */
export const STATUS_REGISTRY: Registry<ServedStatus> = {
	runsInProgress: { class: 'user', type: 'integer', meaning: 'runs that have not ended' },
	finishedRuns: { class: 'user', type: 'integer', meaning: 'finished runs, of the newest 1,000' },
	newestRunAt: {
		class: 'user',
		type: 'string',
		correlation: true,
		meaning: 'end of the newest finished run, ISO 8601 in UTC',
	},
	project: { class: 'operator', type: 'string', meaning: 'name of the folder of the project' },
	recorder: { class: 'operator', type: 'string', meaning: 'this program and its version' },
	delivery: {
		fields: {
			mode: { class: 'operator', type: 'string', meaning: 'active or inactive' },
			reason: { class: 'operator', type: 'string', meaning: 'why it is inactive' },
			endpoint: { class: 'operator', type: 'string', meaning: 'where events go, without secrets' },
			waiting: { class: 'operator', type: 'integer', meaning: 'events in the outbox' },
			rejected: { class: 'operator', type: 'integer', meaning: 'dead letters' },
			dropped: { class: 'operator', type: 'integer', meaning: 'events given up because the outbox was full' },
			lastResult: { class: 'operator', type: 'string', meaning: 'what became of the last attempt' },
			lastAt: { class: 'operator', type: 'string', meaning: 'when that was, ISO 8601 in UTC' },
		},
	},
	sinks: {
		items: { class: 'operator', meaning: 'metrics backends that were used' },
		each: {
			fields: {
				sink: { class: 'operator', type: 'string', meaning: 'number and kind' },
				sent: { class: 'operator', type: 'integer', meaning: 'snapshots that it took' },
				failed: { class: 'operator', type: 'integer', meaning: 'snapshots that it did not take' },
				lastAt: { class: 'operator', type: 'string', meaning: 'when it was used last, ISO 8601 in UTC' },
				lastError: { class: 'operator', type: 'string', meaning: 'why it failed last' },
			},
		},
	},
	problems: { class: 'operator', type: 'strings', meaning: 'what can not be read or does not hold' },
};
