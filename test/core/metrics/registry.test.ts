import { describe, expect, test } from 'vitest';
import { LABELS, stageLabel, stepLabel } from '../../../source/core/metrics/labels.ts';
import { classOfPoint, pointsOf } from '../../../source/core/metrics/point.ts';
import {
	METRIC_NAMES,
	METRICS,
	type MetricDefinition,
	metricDefinition,
} from '../../../source/core/metrics/registry.ts';
import { SNAPSHOT_REGISTRY } from '../../../source/core/privacy/snapshot-registry.ts';
import { INHERITED_NAMES } from '../property.ts';

/** live.md section 1, written down a second time: the labels of each metric, those of operators apart. */
const USER_METRICS = {
	'run.total': 'status',
	'run.duration_ms': '',
	'run.tokens': 'direction',
	'run.cost_usd': '',
	'stage.duration_ms': 'stage,step',
	'stage.error_total': 'stage',
	'stage.tokens': 'stage,direction',
	'stage.cost_usd': 'stage',
	'stage.attempts': 'stage',
	'feedback.rating': 'stage',
	'failures.total': 'stage',
	'failures.by_severity': 'stage,severity',
	'failures.new': '',
	'failures.resolved': '',
	'failures.unchanged': '',
	'failures.churn_rate': '',
};
const OPERATOR_METRICS = {
	'delivery.result_total': 'result',
	'delivery.duration_ms': '',
	'outbox.depth': '',
	'outbox.dropped_total': '',
	'sink.error_total': '',
	'recorder.error_total': 'source',
};

const registered = (dataClass: string) =>
	Object.fromEntries(
		METRIC_NAMES.filter((name) => METRICS[name].class === dataClass).map((name) => [
			name.replace(/^murmur8\./, ''),
			METRICS[name].labels.join(),
		]),
	);

test('the registry holds the metrics of the design, in their classes', () => {
	expect(registered('user')).toEqual(USER_METRICS);
	expect(registered('operator')).toEqual(OPERATOR_METRICS);
});

test('a metric without a class does not compile, nor one of artifacts', () => {
	const { class: _class, ...unclassed } = METRICS['murmur8.run.total'];
	// @ts-expect-error no class
	const bare: MetricDefinition = unclassed;
	// @ts-expect-error artifacts are no metric
	const content: MetricDefinition = { ...METRICS['murmur8.run.total'], class: 'content' };
	expect([bare.meaning, content.meaning]).toEqual(['finished runs', 'finished runs']);
});

test('a point with another name or other labels than a registered one does not compile', () => {
	// @ts-expect-error no such metric
	const unknown = pointsOf('murmur8.run.totals', {}, 1, 1);
	// @ts-expect-error a label is missing
	const missing = pointsOf('murmur8.run.total', {}, 1, 1);
	// @ts-expect-error a label more
	const more = pointsOf('murmur8.run.cost_usd', { stage: 'alex' }, 1, 1);
	for (const [point] of [unknown, missing, more]) expect(classOfPoint(point)).toBeUndefined();
});

test.each([...INHERITED_NAMES, 'murmur8.run', 'murmur8.run.total ', 'MURMUR8.RUN.TOTAL', '', 7, null])(
	'%s is no metric',
	(name) => {
		expect(metricDefinition(name)).toBeUndefined();
	},
);

describe('labels', () => {
	test.each([
		['alex', 'alex', '1'],
		['codey-implement', 'codey-implement', '6'],
		['Nigel', 'nigel-tests', '4'],
		['minted-by-a-log', 'other', 'other'],
		['__proto__', 'other', 'other'],
		['', 'other', 'other'],
	])('stage %s is %s, step %s', (name, stage, step) => {
		expect(stageLabel(name)).toBe(stage);
		expect(stepLabel(stage)).toBe(step);
	});

	test('a value stands once in the list of its label', () => {
		for (const values of Object.values(LABELS)) expect(new Set(values).size).toBe(values.length);
	});
});

test('no metric of operators has a second home in the part that users see', () => {
	const operator = METRIC_NAMES.filter((name) => METRICS[name].class === 'operator').flatMap((name) =>
		name.split(/[._]/).slice(1),
	);
	const own = operator.filter((word) => !['total', 'error', 'result', 'duration', 'ms'].includes(word));
	const shown = JSON.stringify(Object.keys(SNAPSHOT_REGISTRY.user.fields)).toLowerCase();
	expect(own.filter((word) => shown.includes(word))).toEqual([]);
});

describe('points', () => {
	const point = {
		name: 'murmur8.stage.tokens',
		value: 1,
		labels: { stage: 'alex', direction: 'input' },
		timestampMs: 1,
	};
	test('one as registered has the class of its metric', () => {
		expect(classOfPoint(point)).toBe('user');
		expect(classOfPoint({ ...point, name: 'murmur8.outbox.depth', labels: {} })).toBe('operator');
	});

	test.each<[string, object]>([
		['from another program', { isForeign: true }],
		['which denies that it is from another program', { isForeign: false }],
		['with a label less', { labels: { stage: 'alex' } }],
		['with a label more', { labels: { stage: 'alex', direction: 'input', secret: 'x' } }],
		['with another label', { labels: { stage: 'alex', secret: 'input' } }],
		['with a label value that nobody registered', { labels: { stage: 'secret', direction: 'input' } }],
		['with a label that is a list', { labels: ['alex', 'input'] }],
		['without labels', { labels: undefined }],
		['with a key more', { secret: 1 }],
		['with a text for a value', { value: '1' }],
		['with a value that is no number', { value: Number.NaN }],
		['with a time that is no number', { timestampMs: Number.POSITIVE_INFINITY }],
		['under the name of another metric', { name: 'murmur8.run.total' }],
	])('one %s is unclassified', (_what, change) => {
		expect(classOfPoint({ ...point, ...change })).toBeUndefined();
	});

	test.each([null, 'murmur8.run.total', 7, [point], undefined])('%s is none', (value) => {
		expect(classOfPoint(value)).toBeUndefined();
	});

	test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY])('a value of %s makes none', (value) => {
		expect(pointsOf('murmur8.run.cost_usd', {}, value, 1)).toEqual([]);
	});
});
