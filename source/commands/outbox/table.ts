import type { CommandSpec, FlagSpec } from '../spec.ts';

const JSON_FLAG: FlagSpec = { type: 'boolean', summary: 'one JSON document' };
const ANY = Number.POSITIVE_INFINITY;
const IDS = 'An id may be cut short, down to four characters, while it names one event.';

const LIST_FLAGS = {
	waiting: { type: 'boolean', summary: 'only what is still to be delivered' },
	rejected: { type: 'boolean', summary: 'only what the endpoint will never accept' },
	json: JSON_FLAG,
} as const satisfies Record<string, FlagSpec>;

export const OUTBOX_COMMANDS: readonly CommandSpec[] = [
	{
		name: 'outbox',
		summary: 'events that were not delivered: what waits, what was rejected and why',
		usage: '',
		arguments: [0, 0],
		flags: LIST_FLAGS,
		examples: [['murmur8 outbox', 'the same as murmur8 outbox list']],
		notes: ['Sub-commands: list, show, retry, requeue, drop; see: murmur8 outbox <sub-command> --help'],
		load: async () => (await import('./list.ts')).outboxList,
	},
	{
		name: 'outbox list',
		summary: 'list undelivered events, oldest first',
		usage: '',
		arguments: [0, 0],
		flags: LIST_FLAGS,
		examples: [
			['murmur8 outbox list --rejected', 'what the endpoint refused, in its own words'],
			['murmur8 outbox list --json | jq -r ".waiting[].runId"', 'for programs'],
		],
		load: async () => (await import('./list.ts')).outboxList,
	},
	{
		name: 'outbox show',
		summary: 'everything about one undelivered event',
		usage: '<id>',
		arguments: [1, 1],
		flags: { json: { type: 'boolean', summary: 'one JSON document, the event in it' } },
		examples: [['murmur8 outbox show 3f2a', 'every attempt and its result']],
		notes: [IDS, 'Exact bytes of one that waits: murmur8 telemetry inspect --run <id>'],
		load: async () => (await import('./show.ts')).outboxShow,
	},
	{
		name: 'outbox retry',
		summary: 'deliver what waits, now, also where the endpoint asked to be left alone for a while',
		usage: '[id…]',
		arguments: [0, ANY],
		flags: { json: JSON_FLAG },
		examples: [
			['murmur8 outbox retry', 'exit 1 if anything is still waiting afterwards'],
			['murmur8 outbox retry 3f2a', 'ends the pause of this one only; others that are due go too'],
		],
		notes: [IDS],
		load: async () => (await import('./change.ts')).outboxRetry,
	},
	{
		name: 'outbox requeue',
		summary: 'put rejected events back into the outbox',
		usage: '[id…]',
		arguments: [0, ANY],
		flags: { all: { type: 'boolean', summary: 'every rejected event' } },
		examples: [['murmur8 outbox requeue --all', 'once the endpoint accepts them']],
		notes: [IDS, 'They are rendered again, by the settings of when they are sent; audience is never widened.'],
		load: async () => (await import('./change.ts')).outboxRequeue,
	},
	{
		name: 'outbox drop',
		summary: 'give events up for good; the runs stay in the history',
		usage: '[id…]',
		arguments: [0, ANY],
		flags: {
			all: { type: 'boolean', summary: 'every undelivered event, waiting or rejected' },
			force: { type: 'boolean', summary: 'without asking; needed where there is no terminal' },
		},
		examples: [['murmur8 outbox drop 3f2a', 'asks first']],
		notes: [IDS],
		load: async () => (await import('./change.ts')).outboxDrop,
	},
];
