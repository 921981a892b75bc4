import type { DataClass } from '../privacy/field.ts';
import type { LabelName } from './labels.ts';

/**
 * How values of several runs go together: a `counter` is what one run adds to a sum, a `gauge` how things stood at its
 * end, a `histogram` one observation. Several runs in one project make one series.
 */
export type MetricKind = 'counter' | 'gauge' | 'histogram';

export type MetricUnit = 'ms' | 'tokens' | 'dollars' | 'runs' | 'attempts' | 'errors' | 'failures' | 'events' | 'ratio';

/** One registered metric. */
export interface MetricDefinition {
	readonly kind: MetricKind;
	readonly unit: MetricUnit | 'rating';
	readonly class: Exclude<DataClass, 'content'>;
	readonly labels: readonly LabelName[];
	readonly meaning: string;
}

/**
 * Every metric of live.md section 1, with the class of data it belongs to. Sums and their parts have different names, so
 * that adding up whatever begins alike never counts twice. Those of failures are emitted for runs of which failures
 * were read.
 */
export const METRICS = {
	'murmur8.run.total': {
		kind: 'counter',
		unit: 'runs',
		class: 'user',
		labels: ['status'],
		meaning: 'finished runs',
	},
	'murmur8.run.duration_ms': {
		kind: 'histogram',
		unit: 'ms',
		class: 'user',
		labels: [],
		meaning: 'wall time of a run',
	},
	'murmur8.run.tokens': {
		kind: 'counter',
		unit: 'tokens',
		class: 'user',
		labels: ['direction'],
		meaning: 'tokens of all stages, where known',
	},
	'murmur8.run.cost_usd': {
		kind: 'counter',
		unit: 'dollars',
		class: 'user',
		labels: [],
		meaning: 'cost of all stages, where known',
	},
	'murmur8.stage.duration_ms': {
		kind: 'histogram',
		unit: 'ms',
		class: 'user',
		labels: ['stage', 'step'],
		meaning: 'time spent in a stage, all attempts',
	},
	'murmur8.stage.error_total': {
		kind: 'counter',
		unit: 'errors',
		class: 'user',
		labels: ['stage'],
		meaning: 'stages that ended as failed',
	},
	'murmur8.stage.tokens': {
		kind: 'counter',
		unit: 'tokens',
		class: 'user',
		labels: ['stage', 'direction'],
		meaning: 'tokens of a stage, where known',
	},
	'murmur8.stage.cost_usd': {
		kind: 'counter',
		unit: 'dollars',
		class: 'user',
		labels: ['stage'],
		meaning: 'cost of a stage, where known',
	},
	'murmur8.stage.attempts': {
		kind: 'counter',
		unit: 'attempts',
		class: 'user',
		labels: ['stage'],
		meaning: 'how often a stage was started',
	},
	'murmur8.feedback.rating': {
		kind: 'gauge',
		unit: 'rating',
		class: 'user',
		labels: ['stage'],
		meaning: 'rating of the work, 1 to 5',
	},
	'murmur8.failures.total': {
		kind: 'gauge',
		unit: 'failures',
		class: 'user',
		labels: ['stage'],
		meaning: 'distinct failures of a run',
	},
	'murmur8.failures.by_severity': {
		kind: 'gauge',
		unit: 'failures',
		class: 'user',
		labels: ['stage', 'severity'],
		meaning: 'distinct failures of a run by severity',
	},
	'murmur8.failures.new': {
		kind: 'counter',
		unit: 'failures',
		class: 'user',
		labels: [],
		meaning: 'failures that the run before did not have',
	},
	'murmur8.failures.resolved': {
		kind: 'counter',
		unit: 'failures',
		class: 'user',
		labels: [],
		meaning: 'failures of the run before that were looked for and not found',
	},
	'murmur8.failures.unchanged': {
		kind: 'gauge',
		unit: 'failures',
		class: 'user',
		labels: [],
		meaning: 'failures that the run before had too',
	},
	'murmur8.failures.churn_rate': {
		kind: 'gauge',
		unit: 'ratio',
		class: 'user',
		labels: [],
		meaning: 'new failures over all failures, 0 to 1',
	},
	'murmur8.delivery.result_total': {
		kind: 'counter',
		unit: 'events',
		class: 'operator',
		labels: ['result'],
		meaning: 'attempts to deliver and what they came to, since the run before',
	},
	'murmur8.delivery.duration_ms': {
		kind: 'histogram',
		unit: 'ms',
		class: 'operator',
		labels: [],
		meaning: 'time of the last attempt to deliver',
	},
	'murmur8.outbox.depth': {
		kind: 'gauge',
		unit: 'events',
		class: 'operator',
		labels: [],
		meaning: 'events that wait for delivery',
	},
	'murmur8.outbox.dropped_total': {
		kind: 'counter',
		unit: 'events',
		class: 'operator',
		labels: [],
		meaning: 'events dropped because the outbox was full, since the run before',
	},
	'murmur8.sink.error_total': {
		kind: 'counter',
		unit: 'errors',
		class: 'operator',
		labels: [],
		meaning: 'sinks that failed, since the run before',
	},
	'murmur8.recorder.error_total': {
		kind: 'counter',
		unit: 'errors',
		class: 'operator',
		labels: ['source'],
		meaning: 'what went wrong in recording without costing a run, since the run before',
	},
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** The exact name, and nothing that only looks like it. */
export function metricDefinition(name: unknown): MetricDefinition | undefined {
	return typeof name === 'string' && Object.hasOwn(METRICS, name) ? METRICS[name as MetricName] : undefined;
}
