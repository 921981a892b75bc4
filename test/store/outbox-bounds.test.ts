import { describe, expect, test } from 'vitest';
import { readCounter } from '../../source/store/counters.ts';
import type { Database } from '../../source/store/database.ts';
import {
	buryEvent,
	DROPPED_COUNTER,
	hasDueEvents,
	listDeadLetters,
	listOutbox,
	putDeadLetter,
	putEvent,
} from '../../source/store/outbox.ts';
import { insertRun } from '../../source/store/runs.ts';
import { NOW_MS, sampleEvent, sampleRun, temporaryDatabase, toBody } from '../support/store.ts';

const MEBIBYTE = 1024 * 1024;

const idsOf = (database: Database) => listOutbox(database).map(({ runId }) => runId);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `run-${from + index}`);

function filled(count: number): Database {
	const database = temporaryDatabase();
	for (const runId of range(1, count)) putEvent(database, sampleEvent(runId));
	return database;
}

describe('the outbox', () => {
	test('holds 50 events', () => {
		const database = filled(50);
		expect(idsOf(database)).toEqual(range(1, 50));
		expect(readCounter(database, DROPPED_COUNTER)).toBe(0);
	});

	test('drops the oldest beyond 50 and counts them', () => {
		const database = filled(53);
		expect(idsOf(database)).toEqual(range(4, 53));
		expect(readCounter(database, DROPPED_COUNTER)).toBe(3);
	});

	test('drops the oldest beyond 32 MiB of bodies and envelopes', () => {
		const database = temporaryDatabase();
		const large = { body: toBody(new Uint8Array(8 * MEBIBYTE)), envelope: ' '.repeat(2 * MEBIBYTE) };
		for (const runId of range(1, 5)) putEvent(database, sampleEvent(runId, large));
		expect(idsOf(database)).toEqual(range(3, 5));
		expect(readCounter(database, DROPPED_COUNTER)).toBe(2);
		for (const runId of range(6, 9)) putEvent(database, sampleEvent(runId));
		expect(idsOf(database)).toEqual(range(3, 9));
	});

	test('measures bytes, not characters', () => {
		const database = temporaryDatabase();
		const envelope = '語'.repeat(6 * MEBIBYTE);
		for (const runId of range(1, 2)) putEvent(database, sampleEvent(runId, { envelope, body: toBody('') }));
		expect(idsOf(database)).toEqual(range(2, 2));
	});

	test('keeps the newest, however large it is', () => {
		const database = filled(2);
		putEvent(database, sampleEvent('huge', { body: toBody(new Uint8Array(33 * MEBIBYTE)) }));
		expect(idsOf(database)).toEqual(['huge']);
		expect(readCounter(database, DROPPED_COUNTER)).toBe(2);
	});
});

describe('a dead letter', () => {
	test('has left the outbox, with why and when', () => {
		const database = filled(2);
		insertRun(database, sampleRun({ runId: 'run-1' }), '/w');
		buryEvent(database, 'run-1', { atMs: NOW_MS + 5, reason: 'slug is reserved', statusCode: 422, attempts: 3 });
		expect(idsOf(database)).toEqual(['run-2']);
		expect(listDeadLetters(database)).toEqual([
			{
				runId: 'run-1',
				slug: 'user-auth',
				queuedAtMs: NOW_MS,
				diedAtMs: NOW_MS + 5,
				attempts: 3,
				statusCode: 422,
				reason: 'slug is reserved',
			},
		]);
	});

	test('without an answer has no status, of a purged run no slug', () => {
		const database = filled(1);
		buryEvent(database, 'run-1', { atMs: NOW_MS, reason: 'given up', attempts: 25 });
		expect(listDeadLetters(database)).toMatchObject([{ slug: null, statusCode: null }]);
		expect(hasDueEvents(database, NOW_MS)).toBe(false);
	});

	test('of an event that is not there is none', () => {
		const database = filled(1);
		buryEvent(database, 'run-9', { atMs: NOW_MS, reason: 'given up', attempts: 1 });
		expect([listDeadLetters(database), idsOf(database)]).toEqual([[], ['run-1']]);
	});

	test('of the same run is replaced; the 20 newest are kept', () => {
		const database = filled(23);
		for (const runId of range(1, 23)) buryEvent(database, runId, { atMs: NOW_MS, reason: 'no', attempts: 1 });
		expect(listDeadLetters(database).map(({ runId }) => runId)).toEqual(range(4, 23));
		putEvent(database, sampleEvent('run-4'));
		buryEvent(database, 'run-4', { atMs: NOW_MS, reason: 'again', attempts: 2 });
		expect(listDeadLetters(database)).toHaveLength(20);
		expect(listDeadLetters(database).at(-1)).toMatchObject({ runId: 'run-4', reason: 'again' });
	});

	test('that never was in a full outbox takes nobody’s place there', () => {
		const database = filled(50);
		putDeadLetter(database, sampleEvent('too-large'), { atMs: NOW_MS, reason: 'too large', attempts: 0 });
		expect(idsOf(database)).toEqual(range(1, 50));
		expect(readCounter(database, DROPPED_COUNTER)).toBe(0);
		expect(listDeadLetters(database)).toMatchObject([{ runId: 'too-large', attempts: 0, queuedAtMs: NOW_MS }]);
	});
});
