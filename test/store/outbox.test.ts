import { describe, expect, test } from 'vitest';
import { type Database, inTransaction } from '../../source/store/database.ts';
import {
	deleteEvent,
	hasDueEvents,
	listEnvelopes,
	listOutbox,
	nextDueEvent,
	postponeEvent,
	putEvent,
	readEvent,
} from '../../source/store/outbox.ts';
import { insertRun } from '../../source/store/runs.ts';
import { NOW_MS, sampleEvent, sampleRun, temporaryDatabase, toBody } from '../support/store.ts';

function filled(...runIds: readonly string[]): Database {
	const database = temporaryDatabase();
	for (const runId of runIds) putEvent(database, sampleEvent(runId));
	return database;
}

/** The order in which a pass would go through the outbox. */
function dueIds(database: Database, nowMs = NOW_MS): readonly string[] {
	const ids: string[] = [];
	for (let event = nextDueEvent(database, 0, nowMs); event; event = nextDueEvent(database, event.position, nowMs)) {
		ids.push(event.runId);
	}
	return ids;
}

test('an event comes back byte for byte', () => {
	const database = temporaryDatabase();
	const event = sampleEvent('run', {
		envelope: '{"runId":"run","run":{"slug":"“ü” 🎉"}}',
		body: toBody(Uint8Array.of(0, 255, 128, 10, 0)),
		audience: 'on',
		wire: 'envelope',
		queuedAtMs: 1,
	});
	putEvent(database, event);
	const stored = readEvent(database, 'run');
	expect(stored).toMatchObject({ ...event, body: expect.anything(), attempts: 0, retryAfterMs: 0 });
	expect([...(stored?.body ?? [])]).toEqual([...event.body]);
	expect(readEvent(database, 'another')).toBeUndefined();
});

test('one event per run: a second one takes the place of the first', () => {
	const database = filled('run', 'other');
	putEvent(database, sampleEvent('run', { envelope: '{"newer":true}' }));
	expect(listEnvelopes(database)).toMatchObject([{ runId: 'run', envelope: '{"newer":true}' }, { runId: 'other' }]);
});

test('an event that is put in a transaction that fails is not there', () => {
	const database = filled('a');
	const work = () =>
		inTransaction(database, () => {
			putEvent(database, sampleEvent('b'));
			throw new Error('no');
		});
	expect(work).toThrow('no');
	expect(dueIds(database)).toEqual(['a']);
});

describe('the order', () => {
	test('is the one in which events were queued, whatever their ids and times', () => {
		const database = temporaryDatabase();
		for (const [index, runId] of ['c', 'a', 'b'].entries()) {
			putEvent(database, sampleEvent(runId, { queuedAtMs: NOW_MS - index }));
		}
		expect(dueIds(database)).toEqual(['c', 'a', 'b']);
		expect(listOutbox(database).map(({ runId }) => runId)).toEqual(['c', 'a', 'b']);
	});

	test('of an event that was put again is the end', () => {
		const database = filled('a', 'b');
		deleteEvent(database, 'b');
		putEvent(database, sampleEvent('c'));
		putEvent(database, sampleEvent('b'));
		expect(dueIds(database)).toEqual(['a', 'c', 'b']);
	});
});

describe('a postponed event', () => {
	test('is due when the time has come, and the others are due meanwhile', () => {
		const database = filled('a', 'b');
		postponeEvent(database, 'a', 1, NOW_MS + 1_000);
		expect(dueIds(database)).toEqual(['b']);
		expect(dueIds(database, NOW_MS + 999)).toEqual(['b']);
		expect(dueIds(database, NOW_MS + 1_000)).toEqual(['a', 'b']);
	});

	test('counts its attempts and forgets an earlier wish of the receiver', () => {
		const database = filled('a');
		postponeEvent(database, 'a', 1, NOW_MS + 1_000);
		expect([hasDueEvents(database, NOW_MS), hasDueEvents(database, NOW_MS + 1_000)]).toEqual([false, true]);
		postponeEvent(database, 'a', 1, 0);
		expect(readEvent(database, 'a')).toMatchObject({ attempts: 2, retryAfterMs: 0 });
		expect(hasDueEvents(database, NOW_MS)).toBe(true);
	});
});

test('the list names the slug where the run is known, and the size of the body', () => {
	const database = filled('unknown');
	insertRun(database, sampleRun({ runId: 'known', slug: 'search' }), '/w');
	putEvent(database, sampleEvent('known', { body: toBody('12345') }));
	expect(listOutbox(database)).toMatchObject([
		{ runId: 'unknown', slug: null, attempts: 0 },
		{ runId: 'known', slug: 'search', sizeBytes: 5, queuedAtMs: NOW_MS, retryAfterMs: 0 },
	]);
	deleteEvent(database, 'known');
	deleteEvent(database, 'unknown');
	expect([listOutbox(database), hasDueEvents(database, NOW_MS)]).toEqual([[], false]);
});
