import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { SinkOf } from '../../source/core/settings/sinks.ts';
import { createOtlpSink } from '../../source/sinks/otlp.ts';
import { type Received, startReceiver } from '../support/http-receiver.ts';
import { batchOf, INSTANCE, sampleSnapshot, tools } from './batch.ts';

const NOW_MS = Date.now() - 60_000;
const remainingMs = () => 5_000;
const RUN_ID = '6f1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01';

/** The classes that OpenTelemetry's own package made of the protocol's definition. */
const { opentelemetry } =
	createRequire(import.meta.url)('otlp-decoder/build/src/generated/root.js').default ??
	createRequire(import.meta.url)('otlp-decoder/build/src/generated/root.js');
const decoders = {
	'/v1/metrics': opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest,
	'/v1/traces': opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest,
};

const settings = (more: Partial<SinkOf<'otlp'>>): SinkOf<'otlp'> => ({ kind: 'otlp', endpoint: '', ...more });

async function send(
	more: Partial<SinkOf<'otlp'>>,
	audience: 'user-only' | 'operator-only' | 'on' = 'on',
): Promise<void> {
	const sink = createOtlpSink(settings(more), tools());
	await sink.deliver(await sink.render(batchOf([sampleSnapshot(NOW_MS, RUN_ID)], audience)), remainingMs);
}

const decode = ({ path, body }: Received) => {
	const decoder = decoders[path.replace('/otlp', '') as keyof typeof decoders];
	return decoder.toObject(decoder.decode(body), { longs: Number, enums: String, bytes: String });
};

const attributesOf = (list: readonly { key: string; value: { stringValue: string } }[] = []) =>
	Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue]));

describe.each(['gzip', 'none'] as const)('compression %s', (compression) => {
	test('the official decoder reads metrics of their kinds and a trace with a span per stage', async () => {
		const { url, received } = await startReceiver();
		await send({ endpoint: url, compression, headers: { 'x-team': 'a' } });
		expect(received.map(({ path }) => path)).toEqual(['/otlp/v1/metrics', '/otlp/v1/traces']);
		expect(received[0]?.headers).toMatchObject({
			'content-type': 'application/x-protobuf',
			'x-team': 'a',
			'user-agent': 'murmur8/0.0.0-test',
		});
		const [metrics, traces] = received.map(decode);
		const [{ resource, scopeMetrics }] = metrics.resourceMetrics;
		expect(attributesOf(resource.attributes)).toEqual({
			'service.name': 'murmur8',
			'service.instance.id': INSTANCE,
			'service.version': '1.2.3',
		});
		const byName = new Map(scopeMetrics[0].metrics.map((metric: { name: string }) => [metric.name, metric]));
		expect(byName.get('murmur8.run.total')).toMatchObject({
			unit: '{run}',
			sum: {
				isMonotonic: true,
				aggregationTemporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE',
				dataPoints: [{ asDouble: 1 }],
			},
		});
		expect(byName.get('murmur8.outbox.depth')).toMatchObject({ gauge: { dataPoints: [{ asDouble: 3 }] } });
		const durations = byName.get('murmur8.stage.duration_ms') as {
			unit: string;
			histogram: {
				dataPoints: readonly {
					attributes: never;
					count: number;
					sum: number;
					bucketCounts: readonly number[];
					explicitBounds: readonly number[];
				}[];
			};
		};
		const alex = durations.histogram.dataPoints.find(
			(point) => attributesOf(point.attributes)['cicd.pipeline.task.name'] === 'alex',
		);
		expect(alex).toMatchObject({ count: 1, sum: 10_000 });
		expect(alex?.bucketCounts.length).toBe((alex?.explicitBounds.length ?? 0) + 1);
		const spans = traces.resourceSpans[0].scopeSpans[0].spans;
		expect(spans.map(({ name }: { name: string }) => name)).toEqual(['canary-slug', 'alex', 'canary-stage']);
		expect(attributesOf(spans[0].attributes)).toEqual({
			'cicd.pipeline.name': 'canary-slug',
			'cicd.pipeline.run.id': RUN_ID,
			'cicd.pipeline.result': 'failure',
			'cicd.pipeline.run.url.full': 'https://ci.example.com/canary-job/7',
			'vcs.ref.head.name': 'canary-branch',
			'vcs.ref.head.revision': 'c0ffee',
			'vcs.change.id': '12',
		});
		expect(attributesOf(spans[2].attributes)).toEqual({
			'cicd.pipeline.task.name': 'canary-stage',
			'cicd.pipeline.task.run.result': 'failure',
		});
		expect(new Set(spans.map(({ traceId }: { traceId: string }) => traceId)).size).toBe(1);
		for (const span of spans.slice(1)) expect(span.parentSpanId).toBe(spans[0].spanId);
		expect(spans[2]).toMatchObject({
			startTimeUnixNano: (NOW_MS - 50_000) * 1e6,
			endTimeUnixNano: NOW_MS * 1e6,
			status: { code: 'STATUS_CODE_ERROR' },
		});
	});
});

test('as JSON it says the same', async () => {
	const { url, received } = await startReceiver();
	await send({ endpoint: url, protocol: 'http/json' });
	const [metrics] = received.map(
		({ body }) =>
			JSON.parse(body.toString()) as {
				resourceMetrics: readonly { scopeMetrics: readonly { metrics: readonly { name: string }[] }[] }[];
			},
	);
	expect(received[0]?.headers['content-type']).toBe('application/json');
	expect(metrics?.resourceMetrics[0]?.scopeMetrics[0]?.metrics.map(({ name }) => name)).toContain(
		'murmur8.run.duration_ms',
	);
});

test('without operator data there is no trace, no version; with operator data alone no name and no result', async () => {
	const { url, received } = await startReceiver();
	await send({ endpoint: url }, 'user-only');
	await send({ endpoint: url, traces: 'off' }, 'on');
	expect(received.map(({ path }) => path)).toEqual(['/otlp/v1/metrics', '/otlp/v1/metrics']);
	expect(attributesOf(decode(received[0] as Received).resourceMetrics[0].resource.attributes)).not.toHaveProperty(
		'service.version',
	);
	await send({ endpoint: url }, 'operator-only');
	const spans = decode(received[3] as Received).resourceSpans[0].scopeSpans[0].spans;
	expect(spans.map(({ name }: { name: string }) => name)).toEqual(['run', 'stage', 'stage']);
	expect(received[3]?.body.toString('latin1')).not.toMatch(/canary-(?:slug|stage)|failure/);
});

describe('answers', () => {
	test.each([429, 502, 503, 504])('%i is tried again', async (status) => {
		const { url, received } = await startReceiver((_request, count) => ({
			status: count < 3 ? status : 200,
			headers: {},
		}));
		await send({ endpoint: url, traces: 'off' });
		expect(received).toHaveLength(3);
	});

	test.each([400, 401, 404, 500, 301])('%i is not', async (status) => {
		const { url, received } = await startReceiver(() => ({ status, headers: { location: '/elsewhere' } }));
		await expect(send({ endpoint: url })).rejects.toThrow(`the receiver answered ${status} to metrics`);
		expect(received).toHaveLength(1);
	});

	test('a partial success is told and never repeated', async () => {
		const { Response } = { Response: opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse };
		const body = Response.encode({ partialSuccess: { rejectedDataPoints: 3, errorMessage: 'no' } }).finish();
		const { url, received } = await startReceiver(() => ({
			status: 200,
			headers: { 'content-type': 'application/x-protobuf' },
			body,
		}));
		await expect(send({ endpoint: url, traces: 'off' })).rejects.toThrow('refused 3 of the metrics');
		expect(received).toHaveLength(1);
	});

	test('waits as long as it was asked to, if there is time', async () => {
		const { url, received } = await startReceiver(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
		await expect(send({ endpoint: url })).rejects.toThrow('answered 429');
		expect(received).toHaveLength(1);
	});
});

test('a header whose variable is not set fails before anything is sent', async () => {
	const { url, received } = await startReceiver();
	await expect(send({ endpoint: url, headers: { authorization: 'env:NOT_SET' } })).rejects.toThrow(
		'NOT_SET is not set',
	);
	expect(received).toEqual([]);
});
