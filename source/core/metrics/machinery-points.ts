import { labelValue } from './labels.ts';
import { type Point, pointsOf } from './point.ts';
import type { MachineryCounts } from './snapshot.ts';

/** How delivery, outbox, sinks and the recorder did since the run before. */
export function machineryPoints(counts: MachineryCounts, atMs: number): readonly Point[] {
	const { deliveries, lastDeliveryMs, outboxDepth, dropped, sinkErrors, recorderErrors } = counts;
	return [
		...Object.entries(deliveries).flatMap(([result, count]) =>
			pointsOf('murmur8.delivery.result_total', { result: labelValue('result', result) }, count, atMs),
		),
		...pointsOf('murmur8.delivery.duration_ms', {}, lastDeliveryMs, atMs),
		...pointsOf('murmur8.outbox.depth', {}, outboxDepth, atMs),
		...pointsOf('murmur8.outbox.dropped_total', {}, dropped, atMs),
		...pointsOf('murmur8.sink.error_total', {}, sinkErrors, atMs),
		...Object.entries(recorderErrors).flatMap(([source, count]) =>
			pointsOf('murmur8.recorder.error_total', { source: labelValue('source', source) }, count, atMs),
		),
	];
}
