import { describeFile } from '../../adapters/doctor-files.ts';
import { isPathSafeSlug } from '../../adapters/paths.ts';
import { type DatabaseFacts, type DeliveryFacts, NO_DELIVERIES, type StuckFacts } from '../../core/doctor/facts.ts';
import { errorText } from '../../core/error-text.ts';
import { readCounter } from '../../store/counters.ts';
import { type Database, openExistingDatabase } from '../../store/database.ts';
import { deliveriesOf, lastDeliveries } from '../../store/deliveries.ts';
import { DROPPED_COUNTER, listDeadLetters, listOutbox } from '../../store/outbox.ts';
import { listRuns } from '../../store/runs.ts';
import { listSinkResults } from '../../store/sinks.ts';

/** Every line that the delivery log keeps of one event. */
const ALL_LINES = 1_000;
const RUNS_LOOKED_AT = 20;

/** How the event that waits longest fares, and since when it fares so. */
function readStuck(database: Database, runId: string): StuckFacts | undefined {
	const lines = deliveriesOf(database, runId, ALL_LINES);
	const last = lines.at(-1);
	if (!last) return undefined;
	const others = lines.findLastIndex(({ result }) => result !== last.result);
	const { atMs } = lines[others + 1] ?? last;
	return { result: last.result, sinceMs: atMs, statusCode: last.statusCode, reason: last.reason ?? last.result };
}

function readDeliveries(database: Database): DeliveryFacts {
	const outbox = listOutbox(database);
	const dead = listDeadLetters(database);
	const newest = dead.at(-1);
	const slugs = listRuns(database, RUNS_LOOKED_AT, false).map(({ slug }) => slug);
	return {
		waiting: outbox.length,
		stuck: outbox[0] && readStuck(database, outbox[0].runId),
		rejected: dead.length,
		newestRejection: newest && { atMs: newest.diedAtMs, reason: newest.reason },
		lastDeliveredMs: lastDeliveries(database).find(({ result }) => result === 'delivered')?.atMs ?? 0,
		dropped: readCounter(database, DROPPED_COUNTER),
		unsafeSlugs: [...new Set(slugs.filter((slug) => !isPathSafeSlug(slug)))],
		failingSinks: listSinkResults(database).flatMap(({ sink, failed, lastError }) =>
			lastError === undefined ? [] : [{ sink, failed, reason: lastError }],
		),
	};
}

/** SQLite's own words: Deno gives no error numbers. */
function stateOf(reason: string): DatabaseFacts['state'] {
	if (/not a database|malformed/i.test(reason)) return 'garbage';
	return reason.includes('newer murmur8') ? 'newer' : 'failed';
}

export interface DatabaseReading {
	readonly database: DatabaseFacts;
	readonly delivery: DeliveryFacts;
}

/** The database as any command would find it, and what it tells of deliveries. */
export function readDatabase(path: string, cwd: string): DatabaseReading {
	const file = describeFile(path, cwd);
	const companions = ['-wal', '-shm', '-journal'].map((suffix) => describeFile(path + suffix, cwd));
	let database: Database | undefined;
	try {
		database = openExistingDatabase(path);
		const delivery = database ? readDeliveries(database) : NO_DELIVERIES;
		return { database: { file, companions, state: database ? 'open' : 'missing', reason: '' }, delivery };
	} catch (error) {
		const reason = errorText(error);
		return { database: { file, companions, state: stateOf(reason), reason }, delivery: NO_DELIVERIES };
	} finally {
		database?.close();
	}
}
