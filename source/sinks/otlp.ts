import { gzipSync } from 'node:zlib';
import {
	JsonMetricsSerializer,
	JsonTraceSerializer,
	ProtobufMetricsSerializer,
	ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
	ATTR_SERVICE_INSTANCE_ID,
	ATTR_SERVICE_NAME,
	ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions/incubating';
import { nowMs, sleep } from '../adapters/clock.ts';
import { readRetryAfter } from '../core/delivery-outcome.ts';
import { variableOf } from '../core/settings/sink-options.ts';
import type { SinkOf } from '../core/settings/sinks.ts';
import { askBackend, type HttpAnswer } from './http.ts';
import { toResourceMetrics } from './otlp-metrics.ts';
import { toSpans } from './otlp-trace.ts';
import { type Remaining, type Sink, type SinkBatch, SinkError, type SinkMessage, type SinkTools } from './sink.ts';

/** OTLP's own list: everything else is an answer for good. */
const RETRIED: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MOST_TRIES = 3;
const FIRST_WAIT_MS = 200;

const SERIALIZERS = {
	'http/protobuf': {
		metrics: ProtobufMetricsSerializer,
		traces: ProtobufTraceSerializer,
		type: 'application/x-protobuf',
	},
	'http/json': { metrics: JsonMetricsSerializer, traces: JsonTraceSerializer, type: 'application/json' },
} as const;

type Signal = 'metrics' | 'traces';
const formOf = (signal: Signal) => `POST /v1/${signal}`;

function urlOf(endpoint: string, signal: string): string {
	const url = new URL(endpoint);
	url.pathname = `${url.pathname.replace(/(?<!\/)\/+$/, '')}/v1/${signal}`;
	return url.href;
}

/** What sends: this program, in one project. The version is the recorder's, which is operator data. */
function resourceOf({ run, totals }: SinkBatch): Resource {
	const instance = totals?.value.instance;
	const version = run.value.operator?.recorder?.replace(/^.*\//, '');
	return resourceFromAttributes({
		[ATTR_SERVICE_NAME]: 'murmur8',
		...(instance === undefined ? {} : { [ATTR_SERVICE_INSTANCE_ID]: instance }),
		...(version === undefined ? {} : { [ATTR_SERVICE_VERSION]: version }),
	});
}

const rejectedBy = (response: { partialSuccess?: { rejectedDataPoints?: unknown; rejectedSpans?: unknown } | null }) =>
	Number(response.partialSuccess?.rejectedDataPoints ?? response.partialSuccess?.rejectedSpans ?? 0);

/** OpenTelemetry's protocol over HTTP: the sums so far as metrics, the run as a trace. */
export function createOtlpSink(settings: SinkOf<'otlp'>, { userAgent }: SinkTools): Sink {
	const { endpoint, headers = {}, protocol = 'http/protobuf', compression = 'gzip', traces = 'on' } = settings;
	const serializers = SERIALIZERS[protocol];

	async function ask(signal: string, body: Uint8Array, remainingMs: Remaining): Promise<HttpAnswer> {
		const missing = Object.values(headers)
			.map(variableOf)
			.find((variable) => variable !== undefined);
		if (missing !== undefined) throw new SinkError(`${missing} is not set in the environment`);
		const isPacked = compression === 'gzip';
		const sent = {
			'user-agent': userAgent,
			...headers,
			'content-type': serializers.type,
			...(isPacked ? { 'content-encoding': 'gzip' } : {}),
		};
		const request = {
			method: 'POST',
			url: urlOf(endpoint, signal),
			headers: sent,
			body: isPacked ? gzipSync(body) : body,
		} as const;
		for (let tries = 1; ; tries++) {
			const answer = await askBackend(request, remainingMs);
			if (!RETRIED.has(answer.status) || tries === MOST_TRIES) return answer;
			const asked = readRetryAfter(answer.headers.get('retry-after'), nowMs(), Date.parse);
			const waitMs = asked ?? FIRST_WAIT_MS * 2 ** (tries - 1);
			// Waiting longer than there is time would only be a longer failure.
			if (waitMs >= remainingMs()) return answer;
			await sleep(waitMs);
		}
	}

	async function deliverOne(signal: Signal, body: Uint8Array, remainingMs: Remaining): Promise<void> {
		const answer = await ask(signal, body, remainingMs);
		if (answer.status < 200 || answer.status > 299)
			throw new SinkError(`the receiver answered ${answer.status} to ${signal}`);
		// A partial success is told and never repeated: what was taken would be there twice.
		const isReadable = answer.body.length > 0 && answer.headers.get('content-type')?.startsWith(serializers.type);
		const rejected = isReadable ? rejectedBy(serializers[signal].deserializeResponse(answer.body)) : 0;
		if (rejected > 0) throw new SinkError(`the receiver refused ${rejected} of the ${signal}`);
	}

	return {
		render: (batch): readonly SinkMessage[] => {
			const resource = resourceOf(batch);
			const metrics = batch.totals && toResourceMetrics(batch.totals.value, resource);
			const spans = traces === 'on' ? toSpans(batch.run.value, resource) : [];
			const bodies: readonly (readonly [Signal, Uint8Array | undefined])[] = [
				['metrics', metrics && serializers.metrics.serializeRequest(metrics)],
				['traces', spans.length === 0 ? undefined : serializers.traces.serializeRequest([...spans])],
			];
			return bodies.flatMap(([signal, body]) => (body ? [{ form: formOf(signal), body }] : []));
		},
		deliver: async (messages, remainingMs) => {
			for (const signal of ['metrics', 'traces'] as const) {
				const message = messages.find(({ form }) => form === formOf(signal));
				if (message) await deliverOne(signal, message.body, remainingMs);
			}
		},
		check: async (remainingMs) => {
			// An empty request is valid, and stores nothing.
			const body = protocol === 'http/json' ? new TextEncoder().encode('{"resourceMetrics":[]}') : new Uint8Array();
			const { status } = await ask('metrics', body, remainingMs);
			if (status < 200 || status > 299) throw new SinkError(`the receiver answered ${status}`);
			return `the receiver answered ${status}`;
		},
	};
}
