import { connect } from 'node:net';
import { resolve } from 'node:path';
import { nowMs } from '../adapters/clock.ts';
import type { Point } from '../core/metrics/point.ts';
import { type MetricUnit, metricDefinition } from '../core/metrics/registry.ts';
import type { SinkOf } from '../core/settings/sinks.ts';
import { appendToFile, checkAppendable } from './append-file.ts';
import { hostAndPort } from './host-port.ts';
import { type Remaining, type Sink, type SinkBatch, SinkError, type SinkTools, toBytes } from './sink.ts';

/** CloudWatch takes so many metrics in one document. */
const MOST_METRICS = 100;

/** Its own names; what it has none for is a plain number. */
const UNITS: Partial<Readonly<Record<MetricUnit | 'rating', string>>> = {
	ms: 'Milliseconds',
	tokens: 'Count',
	runs: 'Count',
	attempts: 'Count',
	errors: 'Count',
	failures: 'Count',
	events: 'Count',
};

/** Points with the same labels: they can be members of one document. */
function byLabels(points: readonly Point[]): readonly (readonly Point[])[] {
	return [...Map.groupBy(points, ({ labels }) => JSON.stringify(Object.entries(labels))).values()];
}

/** A document of the Embedded Metric Format. */
function toDocument(points: readonly Point[], namespace: string, batch: SinkBatch): object {
	const { runId, timestampMs = points[0]?.timestampMs ?? 0 } = batch.run.value;
	const labels = points[0]?.labels ?? {};
	const metrics = points.map(({ name }) => {
		const unit = metricDefinition(name)?.unit;
		return { Name: name, Unit: (unit && UNITS[unit]) ?? 'None' };
	});
	const directive = { Namespace: namespace, Dimensions: [Object.keys(labels)], Metrics: metrics };
	return {
		_aws: { Timestamp: timestampMs, CloudWatchMetrics: [directive] },
		...labels,
		// Beside the metrics, for queries over the log; no dimension, which would be a series per run.
		...(runId === undefined ? {} : { runId }),
		...Object.fromEntries(points.map(({ name, value }) => [name, value])),
	};
}

function toDocuments(batch: SinkBatch, namespace: string): readonly object[] {
	// Without a registered metric's name a member could take another one's place.
	const points = (batch.run.value.points ?? []).filter(({ name }) => metricDefinition(name));
	return byLabels(points).flatMap((group) => {
		const chunks = Array.from({ length: Math.ceil(group.length / MOST_METRICS) }, (_, index) =>
			group.slice(index * MOST_METRICS, (index + 1) * MOST_METRICS),
		);
		return chunks.map((chunk) => toDocument(chunk, namespace, batch));
	});
}

function writeToAgent(endpoint: string, bytes: Uint8Array, remainingMs: Remaining): Promise<void> {
	return new Promise((done, reject) => {
		const socket = connect(hostAndPort(endpoint));
		const timer = setTimeout(() => socket.destroy(new SinkError('out of time')), remainingMs());
		// Half-closed and finished: the other side has taken all of it.
		socket.on('connect', () => socket.end(bytes));
		socket.on('data', () => {});
		socket.on('error', reject);
		socket.on('close', (hasFailed) => {
			clearTimeout(timer);
			if (!hasFailed) done();
		});
	});
}

/** Embedded Metric Format: documents that an agent, or CloudWatch Logs, makes metrics of. */
export function createCloudwatchSink(settings: SinkOf<'cloudwatch'>, { root }: SinkTools): Sink {
	const { namespace, path, endpoint } = settings;
	const file = path === undefined ? undefined : resolve(root, path);
	return {
		render: (batch) =>
			toDocuments(batch, namespace).map((document) => ({
				form: 'document',
				body: toBytes(`${JSON.stringify(document)}\n`),
			})),
		deliver: async (messages, remainingMs) => {
			const bytes = Buffer.concat(messages.map(({ body }) => body));
			if (file !== undefined) appendToFile(file, bytes, nowMs());
			if (endpoint !== undefined) await writeToAgent(endpoint, bytes, remainingMs);
		},
		check: async (remainingMs) => {
			if (file !== undefined) checkAppendable(file);
			if (endpoint !== undefined) await writeToAgent(endpoint, new Uint8Array(), remainingMs);
			return endpoint === undefined ? 'the file can be written' : 'the agent takes connections';
		},
	};
}
