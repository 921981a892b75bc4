import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildSnapshot } from '../../../source/core/metrics/build-snapshot.ts';
import { RECORDER_SOURCES, SEVERITIES } from '../../../source/core/metrics/labels.ts';
import { measureRun } from '../../../source/core/metrics/measured-run.ts';
import { classOfPoint, type Point } from '../../../source/core/metrics/point.ts';
import { METRIC_NAMES } from '../../../source/core/metrics/registry.ts';
import type { FailureCount, MachineryCounts } from '../../../source/core/metrics/snapshot.ts';
import { parseDollars } from '../../../source/core/money.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { RUN_STATUSES, type Run, type Stage } from '../../../source/core/run.ts';
import { CANONICAL_STAGES } from '../../../source/core/stages.ts';
import { oddName, oddText, SEEDED } from '../property.ts';
import { RUN_ID, runOf, STARTED_AT_MS, stageOf } from '../sample-run.ts';

const MACHINERY: MachineryCounts = {
	deliveries: { delivered: 2, transient: 1 },
	lastDeliveryMs: 311,
	outboxDepth: 3,
	dropped: 1,
	sinkErrors: 2,
	recorderErrors: { 'feature-id': 1 },
};

const END_MS = STARTED_AT_MS + 90_000;

const FAILURES: readonly FailureCount[] = [
	{ fingerprint: 'sha256-a', stage: 'nigel-tests', severity: 'error', count: 4 },
	{ fingerprint: 'sha256-b', stage: 'nigel-tests', severity: 'info', count: 1 },
	{ fingerprint: 'sha256-c', stage: 'made-up', severity: 'error', count: 1 },
];

const dollars = (text: string) => parseDollars(text) as bigint;

const STAGES: readonly Stage[] = [
	stageOf('alex', {
		startedAtMs: STARTED_AT_MS,
		completedAtMs: STARTED_AT_MS + 10_000,
		durationMs: 10_000,
		tokens: { input: 100, output: 10 },
		cost: dollars('0.1'),
		feedback: { rating: 4, issues: [], recommendation: 'proceed' },
	}),
	stageOf('made-up', { durationMs: 1_000, cost: dollars('0.2'), attempts: 2 }),
	stageOf('also-made-up', { status: 'failed', durationMs: 2_000, tokens: { input: 1, output: 2 } }),
	stageOf('cass', { status: 'skipped' }),
];

const RUN = runOf({ status: 'failed', completedAtMs: END_MS, stages: STAGES, failedStage: 'also-made-up' });

const textOf = ({ name, labels, value }: Point) => `${name}{${Object.values(labels).join()}} ${value}`;

test('a run with all there is', () => {
	const churn = { new: ['sha256-a'], resolved: ['sha256-z'], unchanged: ['sha256-b', 'sha256-c'] };
	const run = measureRun({ ...RUN, commitHash: 'c0ffee' });
	const snapshot = buildSnapshot({
		run,
		machinery: MACHINERY,
		recorder: 'r/1',
		ci: 'github',
		ciJob: { job: 'pipeline-job', attempt: 2 },
		failures: FAILURES,
		churn,
	});
	expect(snapshot.points.map((point) => textOf(point).replace('murmur8.', ''))).toEqual([
		'run.total{failed} 1',
		'run.duration_ms{} 90000',
		'run.tokens{input} 101',
		'run.tokens{output} 12',
		'run.cost_usd{} 0.3',
		'stage.duration_ms{alex,1} 10000',
		'stage.error_total{alex} 0',
		'stage.tokens{alex,input} 100',
		'stage.tokens{alex,output} 10',
		'stage.cost_usd{alex} 0.1',
		'stage.attempts{alex} 1',
		'feedback.rating{alex} 4',
		'stage.duration_ms{other,other} 3000',
		'stage.error_total{other} 1',
		'stage.tokens{other,input} 1',
		'stage.tokens{other,output} 2',
		'stage.cost_usd{other} 0.2',
		'stage.attempts{other} 3',
		'failures.total{nigel-tests} 2',
		'failures.by_severity{nigel-tests,error} 1',
		'failures.by_severity{nigel-tests,warning} 0',
		'failures.by_severity{nigel-tests,info} 1',
		'failures.total{other} 1',
		'failures.by_severity{other,error} 1',
		'failures.by_severity{other,warning} 0',
		'failures.by_severity{other,info} 0',
		'failures.new{} 1',
		'failures.resolved{} 1',
		'failures.unchanged{} 2',
		`failures.churn_rate{} ${1 / 3}`,
		'delivery.result_total{delivered} 2',
		'delivery.result_total{transient} 1',
		'delivery.duration_ms{} 311',
		'outbox.depth{} 3',
		'outbox.dropped_total{} 1',
		'sink.error_total{} 2',
		'recorder.error_total{feature-id} 1',
	]);
	expect(new Set(snapshot.points.map(({ name }) => name))).toEqual(new Set(METRIC_NAMES));
	expect(snapshot).toMatchObject({
		timestampMs: END_MS,
		runId: RUN_ID,
		user: {
			slug: 'user-auth',
			type: 'feature',
			status: 'failed',
			failedStage: 'also-made-up',
			failures: FAILURES,
			churn,
		},
		operator: {
			recorder: 'r/1',
			ci: 'github',
			ciJob: { job: 'pipeline-job', attempt: 2 },
			commitHash: 'c0ffee',
		},
		spans: [
			{ kind: 'run', startedAtMs: STARTED_AT_MS, endedAtMs: END_MS, name: 'user-auth', status: 'failed' },
			{ kind: 'stage', endedAtMs: STARTED_AT_MS + 10_000, name: 'alex', status: 'success' },
		],
	});
	expect(snapshot.spans).toHaveLength(2);
});

test('what is unknown is absent, never 0', () => {
	const { points, user, operator } = buildSnapshot({
		run: { runId: RUN_ID, status: 'success', completedAtMs: 1, stages: [] },
	});
	expect(points.map(textOf)).toEqual(['murmur8.run.total{success} 1']);
	expect({ user, operator }).toStrictEqual({ user: { status: 'success' }, operator: undefined });
});

test('feedback that is withheld makes no metric', () => {
	const { points } = buildSnapshot({ run: measureRun({ ...RUN, feedbackWithheld: true }) });
	expect(points.filter(({ name }) => name === 'murmur8.feedback.rating')).toEqual([]);
});

test('a thousand stages make no thousand series and no thousand spans', () => {
	const stages = Array.from({ length: 1_000 }, (_, index) =>
		stageOf(`stage-${index}`, { startedAtMs: 1, durationMs: 1 }),
	);
	const { points, spans } = buildSnapshot({ run: measureRun({ ...RUN, stages }) });
	expect(points.length).toBeLessThan(12);
	expect(spans?.length).toBe(100);
});

const stage: fc.Arbitrary<Stage> = fc.record({
	name: fc.oneof(fc.constantFrom(...CANONICAL_STAGES, 'nigel', 'codey'), oddName),
	status: fc.constantFrom(...RUN_STATUSES, 'skipped'),
	durationMs: fc.nat(),
	attempts: fc.integer({ min: 1, max: 9 }),
	startedAtMs: fc.option(fc.nat(), { nil: undefined }),
	completedAtMs: fc.option(fc.nat(), { nil: undefined }),
	tokens: fc.option(fc.record({ input: fc.nat(), output: fc.nat() }), { nil: undefined }),
	cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: undefined }),
});

const run: fc.Arbitrary<Run> = fc
	.record({
		slug: oddText,
		status: fc.constantFrom(...RUN_STATUSES),
		completedAtMs: fc.integer({ min: STARTED_AT_MS, max: STARTED_AT_MS + 10 ** 9 }),
		stages: fc.uniqueArray(stage, { maxLength: 9, selector: ({ name }) => name }),
	})
	.map((more) => runOf(more));

const failures = fc.uniqueArray(
	fc.record({
		fingerprint: oddText,
		stage: oddName,
		severity: fc.constantFrom(...SEVERITIES),
		count: fc.integer({ min: 1, max: 99 }),
	}),
	{ maxLength: 6, selector: ({ fingerprint }) => fingerprint },
);

const machinery = fc.record({
	deliveries: fc.constant({ delivered: 1 }),
	outboxDepth: fc.nat(),
	dropped: fc.nat(),
	sinkErrors: fc.nat(),
	recorderErrors: fc.dictionary(fc.constantFrom(...RECORDER_SOURCES), fc.nat()),
});

describe('of any run', () => {
	const snapshots = fc.record({ run: run.map(measureRun), failures, machinery }).map(buildSnapshot);
	const sumOf = (points: readonly Point[], name: string, label = '', value = '') =>
		points
			.filter((point) => point.name === name && (label === '' || point.labels[label] === value))
			.reduce((sum, point) => sum + point.value, 0);

	test('every point is registered, finite and a series of its own', () => {
		fc.assert(
			fc.property(snapshots, ({ points }) => {
				expect(points.filter((point) => classOfPoint(point) === undefined)).toEqual([]);
				const series = points.map(({ name, labels }) => JSON.stringify([name, labels]));
				expect(new Set(series).size).toBe(series.length);
			}),
			SEEDED,
		);
	});

	test('the parts add up to their sums', () => {
		fc.assert(
			fc.property(snapshots, ({ points }) => {
				for (const direction of ['input', 'output']) {
					const total = sumOf(points, 'murmur8.run.tokens', 'direction', direction);
					expect(sumOf(points, 'murmur8.stage.tokens', 'direction', direction)).toBe(total);
				}
				expect(sumOf(points, 'murmur8.stage.cost_usd')).toBeCloseTo(sumOf(points, 'murmur8.run.cost_usd'), 6);
				const total = sumOf(points, 'murmur8.failures.total');
				expect(sumOf(points, 'murmur8.failures.by_severity')).toBe(total);
			}),
			SEEDED,
		);
	});

	test('everything in it is registered: every audience sees its classes, `on` sees no more than both others', () => {
		fc.assert(
			fc.property(snapshots, (snapshot) => {
				const count = (audience: 'user-only' | 'operator-only' | 'on') =>
					project(snapshot, audience, 'snapshot')?.value.points?.length ?? 0;
				expect(count('on')).toBe(snapshot.points.length);
				expect(count('user-only') + count('operator-only')).toBe(snapshot.points.length);
			}),
			SEEDED,
		);
	});
});
