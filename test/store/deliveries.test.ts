import { describe, expect, test } from 'vitest';
import { type Database, inTransaction } from '../../source/store/database.ts';
import {
	type Delivery,
	deliveriesOf,
	lastDeliveries,
	logDelivery,
	putRemoteId,
	readRemoteId,
	recentlyDelivered,
} from '../../source/store/deliveries.ts';
import { insertRun } from '../../source/store/runs.ts';
import { NOW_MS, sampleRun, temporaryDatabase } from '../support/store.ts';

const line = (more: Partial<Delivery> = {}): Delivery => ({
	runId: 'run',
	result: 'delivered',
	atMs: NOW_MS,
	durationMs: 12,
	statusCode: 201,
	reason: undefined,
	...more,
});

const countLines = (database: Database) => database.prepare('SELECT 1 FROM delivery').all().length;

describe('the delivery log', () => {
	test('gives back what was noted; durations are whole milliseconds', () => {
		const database = temporaryDatabase();
		logDelivery(database, line({ durationMs: 12.6 }));
		logDelivery(database, line({ result: 'transient', statusCode: undefined, reason: 'ECONNREFUSED' }));
		expect(deliveriesOf(database, 'run', 10)).toEqual([
			line({ durationMs: 13 }),
			line({ result: 'transient', statusCode: undefined, reason: 'ECONNREFUSED' }),
		]);
	});

	test('gives the newest lines of one run, oldest first', () => {
		const database = temporaryDatabase();
		for (let index = 1; index <= 6; index++) {
			logDelivery(database, line({ runId: index % 2 === 0 ? 'even' : 'odd', atMs: index }));
		}
		expect(deliveriesOf(database, 'even', 2).map(({ atMs }) => atMs)).toEqual([4, 6]);
		expect(deliveriesOf(database, 'none', 2)).toEqual([]);
	});

	test('keeps 1000 lines', () => {
		const database = temporaryDatabase();
		inTransaction(database, () => {
			for (let index = 1; index <= 1_003; index++) logDelivery(database, line({ atMs: index }));
		});
		expect(countLines(database)).toBe(1_000);
		const atMs = deliveriesOf(database, 'run', 2_000).map((delivery) => delivery.atMs);
		expect([atMs[0], atMs.at(-1)]).toEqual([4, 1_003]);
	});

	test('gives the last line of each result, newest first', () => {
		const database = temporaryDatabase();
		const results = ['delivered', 'transient', 'delivered', 'not-queued', 'configuration', 'transient'] as const;
		for (const [atMs, result] of results.entries()) logDelivery(database, line({ result, atMs }));
		expect(lastDeliveries(database).map(({ result, atMs }) => [result, atMs])).toEqual([
			['transient', 5],
			['configuration', 4],
			['not-queued', 3],
			['delivered', 2],
		]);
	});

	test('names the runs that were delivered lately', () => {
		const database = temporaryDatabase();
		insertRun(database, sampleRun({ runId: 'known', slug: 'search' }), '/w');
		logDelivery(database, line({ runId: 'known' }));
		logDelivery(database, line({ runId: 'refused', result: 'rejected', statusCode: 422 }));
		logDelivery(database, line({ runId: 'purged' }));
		expect(recentlyDelivered(database, 10).map(({ runId, slug }) => [runId, slug])).toEqual([
			['purged', undefined],
			['known', 'search'],
		]);
		expect(recentlyDelivered(database, 1)).toHaveLength(1);
	});
});

test('an id of a receiver is kept per run and endpoint; the last one holds', () => {
	const database = temporaryDatabase();
	putRemoteId(database, 'run', 'one', 'a');
	putRemoteId(database, 'run', 'other', 'b');
	putRemoteId(database, 'run', 'one', 'c');
	expect(readRemoteId(database, 'run', 'one')).toBe('c');
	expect(readRemoteId(database, 'run', 'other')).toBe('b');
	expect(readRemoteId(database, 'run', 'third')).toBeUndefined();
	expect(readRemoteId(database, 'another', 'one')).toBeUndefined();
});
