import { type Metric, Registry } from 'prom-client';
import { type MetricDefinition, metricDefinition } from '../core/metrics/registry.ts';
import { BOUNDARIES, type Series, type Totals } from '../core/metrics/series.ts';
import type { Projected } from '../core/privacy/project.ts';

type Labels = Readonly<Record<string, string | number>>;

interface Sample {
	readonly metricName?: string;
	readonly labels: Labels;
	readonly value: number;
}

/** Prometheus counts in base units. */
const scaleOf = ({ unit }: MetricDefinition) => (unit === 'ms' ? 1_000 : 1);

/** The name as Prometheus' conventions have it: base units, and `_total` behind counters and nothing else. */
export function prometheusName(name: string, { kind }: Pick<MetricDefinition, 'kind'>): string {
	const base = name
		.replaceAll('.', '_')
		.replace(/_ms$/, '_seconds')
		.replace(/_total$/, '');
	return kind === 'counter' ? `${base}_total` : base;
}

/** Cumulative buckets, sum and count of a histogram. */
function histogramSamples(name: string, series: Series, labels: Labels, scale: number): readonly Sample[] {
	let below = 0;
	const buckets = series.buckets.map((count, index): Sample => {
		below += count;
		const boundary = BOUNDARIES[index];
		const le = boundary === undefined ? '+Inf' : boundary / scale;
		return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below };
	});
	const sum = { metricName: `${name}_sum`, labels, value: series.value / scale };
	return [...buckets, sum, { metricName: `${name}_count`, labels, value: series.count }];
}

/** What prom-client's registry asks of a metric. Its own classes count by themselves; these sums are kept elsewhere. */
function toMetric(series: readonly Series[], definition: MetricDefinition, extra: Labels): Metric {
	const name = prometheusName(series[0]?.name ?? '', definition);
	const scale = scaleOf(definition);
	const values = series.flatMap((one): readonly Sample[] => {
		const labels = { ...one.labels, ...extra };
		if (definition.kind === 'histogram') return histogramSamples(name, one, labels, scale);
		return [{ labels, value: one.value / scale }];
	});
	const help = definition.unit === 'ms' ? `${definition.meaning}, in seconds` : definition.meaning;
	const metric = { name, help, type: definition.kind, values };
	return { name, get: async () => metric } as unknown as Metric;
}

/**
 * The totals in Prometheus' text format. Definitions are those of the metrics that the audience sees a value of: the
 * text of a withheld one would tell that it is there.
 * @param extra labels that every sample gets
 */
export async function renderExposition(totals: Projected<Totals> | undefined, extra: Labels = {}): Promise<string> {
	const registry = new Registry();
	const byName = Map.groupBy(totals?.value.series ?? [], ({ name }) => name);
	for (const [name, series] of byName) {
		const definition = metricDefinition(name);
		if (definition) registry.registerMetric(toMetric(series, definition, extra));
	}
	return byName.size === 0 ? '' : registry.metrics();
}
