import type { DeliveryResult } from '../core/delivery-result.ts';
import { RECORDER_SOURCES, type RecorderSource } from '../core/metrics/labels.ts';
import type { MachineryCounts } from '../core/metrics/snapshot.ts';
import { RECORDER_ERRORS, setCounter } from './counters.ts';
import type { Database } from './database.ts';
import { DROPPED_COUNTER } from './outbox.ts';

/** Counts every failure of a sink. */
export const SINK_ERRORS = 'sink.error';

/** Before the name of a counter: as far as snapshots have told of it. */
const TOLD = 'told.';
const DELIVERIES = 'delivery';

/**
 * How the machinery did since this was asked last, which is when the run before ended: what one snapshot tells, no
 * other one tells again. Within the caller's transaction.
 */
export function takeMachineryCounts(database: Database): MachineryCounts {
	const rows = database.prepare('SELECT name, value FROM counter').all() as unknown as {
		name: string;
		value: number;
	}[];
	const counters = new Map(rows.map(({ name, value }) => [name, value]));
	const since = (name: string): number => {
		const [now, told] = [counters.get(name) ?? 0, counters.get(TOLD + name) ?? 0];
		if (now !== told) setCounter(database, TOLD + name, now);
		// What was counted may have been taken back.
		return Math.max(0, now - told);
	};
	const toldUntil = counters.get(TOLD + DELIVERIES) ?? 0;
	const deliveries = database
		.prepare('SELECT result, COUNT(*) AS count, MAX(position) AS last FROM delivery WHERE position > ? GROUP BY result')
		.all(toldUntil) as unknown as { result: DeliveryResult; count: number; last: number }[];
	const last = deliveries.reduce((latest, row) => Math.max(latest, row.last), 0);
	if (last > 0) setCounter(database, TOLD + DELIVERIES, last);
	const newest =
		last > 0 ? database.prepare('SELECT duration_ms FROM delivery WHERE position = ?').get(last) : undefined;
	const errors = RECORDER_SOURCES.map((source) => [source, since(RECORDER_ERRORS + source)] as const);
	return {
		deliveries: Object.fromEntries(deliveries.map(({ result, count }) => [result, count])),
		lastDeliveryMs: newest?.['duration_ms'] as number | undefined,
		outboxDepth: Number(database.prepare('SELECT COUNT(*) AS count FROM outbox').get()?.['count']),
		dropped: since(DROPPED_COUNTER),
		sinkErrors: since(SINK_ERRORS),
		recorderErrors: Object.fromEntries(errors.filter(([, count]) => count > 0)) as Partial<
			Record<RecorderSource, number>
		>,
	};
}
