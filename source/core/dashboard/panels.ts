import type { MetricName } from '../metrics/registry.ts';

/** How Grafana shows a value. */
export type PanelUnit = 'short' | 'percentunit' | 'ms' | 'currencyUSD';

/** A chart or a figure, and the query behind it, in MetricsQL over what the otlp sink writes. */
export interface Panel {
	readonly title: string;
	readonly kind: 'timeseries' | 'stat';
	readonly unit: PanelUnit;
	readonly query: string;
	/** Names of series: labels in braces. */
	readonly legend: string;
}

/** The series of a metric, or of a part of a histogram. */
const series = (name: MetricName, part = '', filter = '') =>
	`{__name__="${name}${part}",${filter}"service.instance.id"=~"$project"}`;

/** In MetricsQL a dot in a label's name is escaped. */
const TASK = 'cicd\\.pipeline\\.task\\.name';
const RESULT = 'cicd\\.pipeline\\.result';
const legendOf = (label: string) => `{{${label.replaceAll('\\', '')}}}`;
const ours = (label: string) => `murmur8\\.${label}`;

/** Runs are rare: what they added is counted by the day, and how things stood lasts until the next one says otherwise. */
const added = (of: string) => `increase(${of}[1d])`;
const stood = (of: string) => `last_over_time(${of}[7d])`;
const sumBy = (label: string, of: string) => `sum by (${label}) (${of})`;

const chart = (title: string, unit: PanelUnit, label: string, query: string): Panel => {
	return { title, kind: 'timeseries', unit, query: sumBy(label, query), legend: legendOf(label) };
};
const figure = (title: string, unit: PanelUnit, query: string): Panel => {
	return { title, kind: 'stat', unit, query, legend: title };
};

/** Facts of runs: there at every audience but `operator-only`. */
export const RUN_PANELS: readonly Panel[] = [
	figure('Runs a day', 'short', `sum(${added(series('murmur8.run.total'))})`),
	figure(
		'Success rate',
		'percentunit',
		`sum(${added(series('murmur8.run.total', '', '"cicd.pipeline.result"="success",'))}) / sum(${added(series('murmur8.run.total'))})`,
	),
	figure('Cost a day', 'currencyUSD', `sum(${added(series('murmur8.run.cost_usd'))})`),
	figure(
		'Median run',
		'ms',
		`histogram_quantile(0.5, sum by (le) (increase(${series('murmur8.run.duration_ms', '_bucket')}[7d])))`,
	),
	chart('Runs by result', 'short', RESULT, added(series('murmur8.run.total'))),
	{
		title: 'Stage durations, 95th percentile',
		kind: 'timeseries',
		unit: 'ms',
		query: `histogram_quantile(0.95, sum by (${TASK}, le) (increase(${series('murmur8.stage.duration_ms', '_bucket')}[7d])))`,
		legend: legendOf(TASK),
	},
	chart('Cost by stage', 'currencyUSD', TASK, added(series('murmur8.stage.cost_usd'))),
	chart('Tokens', 'short', ours('direction'), added(series('murmur8.run.tokens'))),
	chart('Tokens by stage', 'short', TASK, added(series('murmur8.stage.tokens'))),
	chart('Failed stages', 'short', TASK, added(series('murmur8.stage.error_total'))),
	chart('Attempts', 'short', TASK, added(series('murmur8.stage.attempts'))),
	{
		title: 'Ratings',
		kind: 'timeseries',
		unit: 'short',
		query: `avg by (${TASK}) (${stood(series('murmur8.feedback.rating'))})`,
		legend: legendOf(TASK),
	},
	chart('Failures by severity', 'short', ours('severity'), stood(series('murmur8.failures.by_severity'))),
	chart('Failures by stage', 'short', TASK, stood(series('murmur8.failures.total'))),
	figure('New failures', 'short', `sum(${added(series('murmur8.failures.new'))})`),
	figure('Resolved failures', 'short', `sum(${added(series('murmur8.failures.resolved'))})`),
	figure('Known failures', 'short', `sum(${stood(series('murmur8.failures.unchanged'))})`),
	figure('Churn', 'percentunit', `avg(${stood(series('murmur8.failures.churn_rate'))})`),
];

/** The machinery: empty unless the audience permits operator data. */
export const MACHINERY_PANELS: readonly Panel[] = [
	chart('Deliveries', 'short', ours('result'), added(series('murmur8.delivery.result_total'))),
	figure(
		'Delivery time, 95th percentile',
		'ms',
		`histogram_quantile(0.95, sum by (le) (increase(${series('murmur8.delivery.duration_ms', '_bucket')}[7d])))`,
	),
	figure('Waiting events', 'short', `sum(${stood(series('murmur8.outbox.depth'))})`),
	figure('Dropped events', 'short', `sum(${added(series('murmur8.outbox.dropped_total'))})`),
	figure('Sink failures', 'short', `sum(${added(series('murmur8.sink.error_total'))})`),
	chart('Recorder errors', 'short', ours('source'), added(series('murmur8.recorder.error_total'))),
];
