import { SEVERITIES } from '../metrics/labels.ts';
import { DOCUMENT_NODES } from '../privacy/documents.ts';
import { ENVELOPE_REGISTRY } from '../privacy/registry.ts';
import {
	amount,
	choice,
	count,
	list,
	map,
	momentMs,
	object,
	orNull,
	type Schema,
	schemaOfNode,
	stageName,
	text,
} from './schema.ts';

const SOURCE = choice(['empty', 'seeded', 'live']);

const HEAD = { source: SOURCE, withheld: list(choice(['user', 'operator'])) };

const answer = (members: Readonly<Record<string, Schema>>): Schema => object({ ...HEAD, ...members });

const SNAPSHOT = schemaOfNode(DOCUMENT_NODES.snapshot, false);
/** Entries of other programs have members and types of their own; audience `on` sees those too. */
const RUN: Schema = { type: 'object', description: 'as the event of the run would have it' };
const RUN_FIELDS = schemaOfNode({ fields: { runId: ENVELOPE_REGISTRY.runId, ...ENVELOPE_REGISTRY.run.fields } }, true);

const optional = (names: readonly string[], schema: Schema) =>
	Object.fromEntries(names.map((name) => [`${name}?`, schema]));

const STAGE = object({
	stage: stageName,
	runs: count,
	failed: count,
	...optional(['medianMs', 'p95Ms', 'attempts', 'inputTokens', 'outputTokens', 'costUsd', 'rating'], amount),
});

const GROUP = object({
	fingerprint: text,
	stages: list(text),
	severity: choice(SEVERITIES),
	count,
	runs: count,
	features: list(text),
	firstMs: momentMs,
	lastMs: momentMs,
});

const CHURN_COUNTS = { new: amount, resolved: amount, unchanged: amount };
const RATE: Schema = { type: 'number', minimum: 0, maximum: 1 };

const BUCKET = object({
	fromMs: momentMs,
	runs: count,
	statuses: map(count),
	successRate: orNull(RATE),
	costUsd: orNull(amount),
	stageMs: map(amount),
	failures: map(count),
	churn: orNull(object(CHURN_COUNTS)),
});

const EVENT = {
	runId: text,
	'slug?': text,
	atMs: momentMs,
	'statusCode?': { type: 'integer' },
	'reason?': text,
} as const;

/** Where the bound of the live state cut an answer short. */
const CUT = { 'truncated?': { type: 'boolean' }, 'oldest?': momentMs } as const;
const NEXT = { ...text, description: 'cursor of the next page; absent on the last' };

/** What each endpoint answers, by its name. */
export const ANSWERS = {
	metrics: answer({ snapshot: orNull(SNAPSHOT) }),
	history: answer({ snapshots: list(SNAPSHOT), 'next?': NEXT, ...CUT }),
	runs: answer({ runs: list(RUN), inProgress: list(RUN), 'truncated?': { type: 'boolean' }, 'next?': NEXT }),
	run: answer({ run: { anyOf: [RUN_FIELDS, RUN] }, snapshot: orNull(SNAPSHOT) }),
	stages: answer({ stages: list(STAGE), ...CUT }),
	failures: answer({ groups: list(GROUP), runsWithFailures: count, total: count, ...CUT }),
	churn: answer({
		runs: list(object({ runId: text, timestampMs: momentMs, 'feature?': text, ...CHURN_COUNTS, rate: RATE })),
		new: amount,
		resolved: amount,
		...CUT,
	}),
	health: answer({
		runs: count,
		succeeded: count,
		score: orNull({ type: 'integer', minimum: 0, maximum: 100 }),
		grade: orNull(choice(['A', 'B', 'C', 'D', 'F'])),
		...CUT,
	}),
	series: answer({
		bucketMs: count,
		buckets: list(BUCKET),
		statuses: list(text),
		stages: list(stageName),
		fingerprints: list(text),
		...CUT,
	}),
	config: answer({
		settings: map(object({ value: orNull(text), 'from?': text })),
		'version?': text,
		'problems?': list(text),
	}),
	delivery: answer({
		delivery: orNull(
			object({
				state: choice(['active', 'inactive']),
				'inactiveReason?': text,
				waiting: count,
				dropped: count,
				rejected: list(object(EVENT)),
				attempts: list(object({ ...EVENT, result: text, durationMs: amount })),
			}),
		),
	}),
} as const satisfies Readonly<Record<string, Schema>>;

/** What is answered where there is nothing else to say. */
export const REFUSAL = object({ source: SOURCE, error: object({ code: text, message: text }) });
