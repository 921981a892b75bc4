import { describe, expect, test } from 'vitest';
import { readCounter } from '../../source/store/counters.ts';
import { deliveriesOf } from '../../source/store/deliveries.ts';
import {
	buryEvent,
	listDeadLetters,
	listOutbox,
	postponeEvent,
	putEvent,
	readEvent,
} from '../../source/store/outbox.ts';
import {
	DISCARDED_COUNTER,
	discardEvent,
	endPause,
	NO_ENDPOINT,
	readDeadEnvelope,
	requeueEvent,
} from '../../source/store/outbox-changes.ts';
import { NOW_MS, sampleEvent, temporaryDatabase } from '../support/store.ts';

const LATER_MS = NOW_MS + 40 * 86_400_000;
const death = { atMs: NOW_MS, reason: 'slug: is missing', statusCode: 422, attempts: 3 };

function withDeadLetter() {
	const database = temporaryDatabase();
	putEvent(database, sampleEvent('dead', { audience: 'on', wire: 'envelope' }));
	buryEvent(database, 'dead', death);
	return database;
}

describe('a dead letter', () => {
	test('goes back as if it had just been queued, at its own audience and wire, to be rendered again', () => {
		const database = withDeadLetter();
		expect(readDeadEnvelope(database, 'dead')).toBe('{"runId":"dead"}');
		expect(requeueEvent(database, 'dead', LATER_MS)).toBe('requeued');
		expect(listDeadLetters(database)).toEqual([]);
		expect(readEvent(database, 'dead')).toMatchObject({
			envelope: '{"runId":"dead"}',
			audience: 'on',
			wire: 'envelope',
			endpoint: NO_ENDPOINT,
			queuedAtMs: LATER_MS,
			attempts: 0,
		});
		expect(requeueEvent(database, 'dead', LATER_MS)).toBe('missing');
	});

	test('pushes no other event out of a full outbox', () => {
		const database = withDeadLetter();
		for (let index = 0; index < 50; index++) putEvent(database, sampleEvent(`run-${index}`));
		expect(requeueEvent(database, 'dead', LATER_MS)).toBe('full');
		expect(listOutbox(database)).toHaveLength(50);
		expect(listDeadLetters(database)).toHaveLength(1);
	});

	test('whose run was queued anew meanwhile gives way to that event', () => {
		const database = withDeadLetter();
		putEvent(database, sampleEvent('dead', { queuedAtMs: NOW_MS + 5 }));
		expect(requeueEvent(database, 'dead', LATER_MS)).toBe('requeued');
		expect(readEvent(database, 'dead')).toMatchObject({ queuedAtMs: NOW_MS + 5, endpoint: 'digest' });
		expect(listDeadLetters(database)).toEqual([]);
	});
});

test('what is dropped by hand is gone, counted, and in the log', () => {
	const database = withDeadLetter();
	putEvent(database, sampleEvent('waiting'));
	expect(['dead', 'waiting', 'unknown'].map((runId) => discardEvent(database, runId, LATER_MS))).toEqual([
		true,
		true,
		false,
	]);
	expect([...listOutbox(database), ...listDeadLetters(database)]).toEqual([]);
	expect(readCounter(database, DISCARDED_COUNTER)).toBe(2);
	expect(deliveriesOf(database, 'waiting', 9)).toMatchObject([{ result: 'discarded', atMs: LATER_MS }]);
});

test('a pause can be ended', () => {
	const database = temporaryDatabase();
	putEvent(database, sampleEvent('waiting'));
	postponeEvent(database, 'waiting', 1, LATER_MS);
	endPause(database, 'waiting');
	expect(readEvent(database, 'waiting')).toMatchObject({ attempts: 1, retryAfterMs: 0 });
});
