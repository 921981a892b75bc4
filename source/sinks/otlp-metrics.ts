import { ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
	AggregationTemporality,
	DataPointType,
	type MetricData,
	type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { type MetricDefinition, type MetricUnit, metricDefinition } from '../core/metrics/registry.ts';
import { BOUNDARIES, type Series, type Totals } from '../core/metrics/series.ts';
import { toAttributes, toHrTime } from './otlp-attributes.ts';

/** UCUM, as OTLP wants it; a thing that is counted stands in braces. */
const UNITS: Readonly<Record<MetricUnit | 'rating', string>> = {
	ms: 'ms',
	tokens: '{token}',
	dollars: 'USD',
	runs: '{run}',
	attempts: '{attempt}',
	errors: '{error}',
	failures: '{failure}',
	events: '{event}',
	ratio: '1',
	rating: '1',
};

export const SCOPE = { name: 'murmur8' };

function toMetric(
	name: string,
	series: readonly Series[],
	definition: MetricDefinition,
	startedAtMs: number,
): MetricData {
	const { kind, unit, meaning } = definition;
	const descriptor = { name, description: meaning, unit: UNITS[unit], valueType: ValueType.DOUBLE };
	// Sums since the beginning: whoever misses a push has all of it with the next one.
	const common = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE };
	const at = ({ labels, timestampMs }: Series) => ({
		attributes: toAttributes(labels),
		startTime: toHrTime(startedAtMs),
		endTime: toHrTime(Math.max(startedAtMs, timestampMs)),
	});
	const dataPoints = series.map((one) => ({ ...at(one), value: one.value }));
	if (kind === 'gauge') return { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
	if (kind === 'counter') return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
	return {
		...common,
		dataPointType: DataPointType.HISTOGRAM,
		dataPoints: series.map((one) => ({
			...at(one),
			value: {
				buckets: { boundaries: [...BOUNDARIES], counts: [...one.buckets] },
				sum: one.value,
				count: one.count,
			},
		})),
	};
}

/** The totals as metrics of their real kinds; undefined where the audience sees none. */
export function toResourceMetrics(totals: Partial<Totals>, resource: Resource): ResourceMetrics | undefined {
	const { series = [], startedAtMs = 0 } = totals;
	const metrics = [...Map.groupBy(series, ({ name }) => name)].flatMap(([name, same]) => {
		const definition = metricDefinition(name);
		return definition ? [toMetric(name, same, definition, startedAtMs)] : [];
	});
	return metrics.length === 0 ? undefined : { resource, scopeMetrics: [{ scope: SCOPE, metrics }] };
}
