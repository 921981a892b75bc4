import type { Point } from '../core/metrics/point.ts';
import { type MetricName, metricDefinition } from '../core/metrics/registry.ts';
import { addPoint, type Series, type Totals } from '../core/metrics/series.ts';
import { addToCounter } from './counters.ts';
import { type Database, inTransaction, orNull, orUndefined } from './database.ts';
import { SINK_ERRORS } from './machinery.ts';

interface SeriesRow {
	readonly name: string;
	readonly labels: string;
	readonly value: number;
	readonly count: number;
	readonly buckets: string;
	readonly timestamp_ms: number;
}

const toSeries = (row: SeriesRow): Series => ({
	name: row.name,
	labels: JSON.parse(row.labels) as Series['labels'],
	value: row.value,
	timestampMs: row.timestamp_ms,
	count: row.count,
	buckets: JSON.parse(row.buckets) as number[],
});

const isRegistered = (point: Point): point is Point & { readonly name: MetricName } =>
	metricDefinition(point.name) !== undefined;

function ensureSource(database: Database, points: readonly Point[], instance: string, nowMs: number): void {
	const startedAtMs = Math.min(nowMs, ...points.map(({ timestampMs }) => timestampMs));
	database
		.prepare(
			'INSERT INTO sink_source (instance, started_at_ms) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM sink_source)',
		)
		.run(instance, startedAtMs);
}

/** What the totals would be with these points in them; of that only the id of the project is kept. */
export function previewTotals(database: Database, points: readonly Point[], instance: string, nowMs: number): Totals {
	inTransaction(database, () => ensureSource(database, points, instance, nowMs));
	database.exec('BEGIN IMMEDIATE');
	try {
		return addToTotals(database, points, instance, nowMs);
	} finally {
		database.exec('ROLLBACK');
	}
}

/**
 * Adds what sinks are about to get to what they got before, within the caller's transaction. Nothing else is added:
 * what was never permitted to leave is in no sum that leaves later.
 * @param instance used where the project has none yet
 * @returns everything so far
 */
export function addToTotals(database: Database, points: readonly Point[], instance: string, nowMs: number): Totals {
	ensureSource(database, points, instance, nowMs);
	const read = database.prepare('SELECT * FROM sink_series WHERE name = ? AND labels = ?');
	const write = database.prepare(
		'INSERT OR REPLACE INTO sink_series (name, labels, value, count, buckets, timestamp_ms) VALUES (?, ?, ?, ?, ?, ?)',
	);
	for (const point of points.filter(isRegistered)) {
		const labels = JSON.stringify(point.labels);
		const row = read.get(point.name, labels) as unknown as SeriesRow | undefined;
		const { value, count, buckets, timestampMs } = addPoint(row && toSeries(row), point);
		write.run(point.name, labels, value, count, JSON.stringify(buckets), timestampMs);
	}
	return readTotals(database) as Totals;
}

/** Everything that went to sinks so far; undefined where nothing did. */
export function readTotals(database: Database): Totals | undefined {
	const source = database.prepare('SELECT instance, started_at_ms FROM sink_source').get();
	if (!source) return undefined;
	const rows = database.prepare('SELECT * FROM sink_series ORDER BY name, labels').all() as unknown as SeriesRow[];
	const series = rows.map(toSeries);
	const startedAtMs = Number(source['started_at_ms']);
	const timestampMs = series.reduce((latest, one) => Math.max(latest, one.timestampMs), startedAtMs);
	return { instance: String(source['instance']), startedAtMs, timestampMs, series };
}

/** How a sink has been doing. Errors are for its owner's eyes: they may say where it is. */
export interface SinkResult {
	/** `2 otlp`: the second of the configured sinks. */
	readonly sink: string;
	readonly kind: string;
	readonly sent: number;
	readonly failed: number;
	readonly lastAtMs: number;
	/** Why it failed last; undefined where the last batch went. */
	readonly lastError: string | undefined;
}

export function noteSinkResult(
	database: Database,
	sink: string,
	kind: string,
	error: string | undefined,
	nowMs: number,
): void {
	const [sent, failed] = error === undefined ? [1, 0] : [0, 1];
	if (failed > 0) addToCounter(database, SINK_ERRORS, failed);
	database
		.prepare(
			`INSERT INTO sink_result (sink, kind, sent, failed, last_at_ms, last_error) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (sink) DO UPDATE SET sent = sent + excluded.sent, failed = failed + excluded.failed,
				last_at_ms = excluded.last_at_ms, last_error = excluded.last_error`,
		)
		.run(sink, kind, sent, failed, nowMs, orNull(error));
}

export function listSinkResults(database: Database): readonly SinkResult[] {
	const rows = database.prepare('SELECT * FROM sink_result ORDER BY CAST(sink AS INTEGER), sink').all();
	return rows.map((row) => ({
		sink: String(row['sink']),
		kind: String(row['kind']),
		sent: Number(row['sent']),
		failed: Number(row['failed']),
		lastAtMs: Number(row['last_at_ms']),
		lastError: orUndefined(row['last_error'] as string | null),
	}));
}
