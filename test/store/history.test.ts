import { describe, expect, test } from 'vitest';
import {
	countHistory,
	hideHistory,
	listHistory,
	recordEntry,
	restoreHistory,
	updateStage,
} from '../../source/store/history.ts';
import { isoAt, recordRun } from '../support/published.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

test('an entry that is recorded is new, known or merged', () => {
	const database = temporaryDatabase();
	const entry = { slug: 'a', startedAt: isoAt(NOW_MS), n: 1 };
	expect(recordEntry(database, entry, NOW_MS)).toBe('inserted');
	expect(recordEntry(database, { n: 1, startedAt: isoAt(NOW_MS), slug: 'a' }, NOW_MS)).toBe('known');
	expect(recordEntry(database, { ...entry, n: 2 }, NOW_MS)).toBe('merged');
	const { runId, slug } = recordRun(database);
	expect(recordEntry(database, { runId, slug }, NOW_MS)).toBe('known');
	expect(recordEntry(database, { runId, slug, note: 'x' }, NOW_MS)).toBe('merged');
	expect(listHistory(database)).toMatchObject([
		{ runId, note: 'x' },
		{ slug: 'a', n: 2 },
	]);
	expect(database.prepare('SELECT * FROM outbox').all()).toEqual([]);
});

describe('a stage is updated', () => {
	test.each<[string, Record<string, unknown>]>([
		['of an entry with an id', { slug: 'a', runId: 'r', stages: { alex: { status: 'success', n: 1 } } }],
		['of an entry with slug and start', { slug: 'a', startedAt: isoAt(NOW_MS), stages: { alex: { n: 1 } } }],
		['of an entry that is known by its content alone', { slug: 'a', stages: { alex: { n: 1 } } }],
		['of an entry without stages', { slug: 'a', stages: null }],
	])('%s, in its place', (_what, entry) => {
		const database = temporaryDatabase();
		recordEntry(database, { slug: 'a', completedAt: isoAt(NOW_MS - 5) }, NOW_MS);
		recordEntry(database, entry, NOW_MS);
		expect(updateStage(database, 'a', 'alex', { m: 2 }, NOW_MS)).toBe(true);
		expect(updateStage(database, 'a', 'constructor', { m: 3 }, NOW_MS)).toBe(true);
		expect(countHistory(database)).toBe(2);
		const [newest] = listHistory(database, 1);
		expect(newest).toMatchObject({ slug: 'a', stages: { alex: { m: 2 }, constructor: { m: 3 } } });
		expect(updateStage(database, 'unknown', 'alex', {}, NOW_MS)).toBe(false);
	});

	test('of a run of ours', () => {
		const database = temporaryDatabase();
		const { slug } = recordRun(database);
		expect(updateStage(database, slug, 'alex', { feedback: { rating: 3 } }, NOW_MS)).toBe(true);
		expect(listHistory(database)).toMatchObject([{ stages: { alex: { durationMs: 1_000, feedback: { rating: 3 } } } }]);
	});
});

test('what is hidden is counted, not listed, and comes back', () => {
	const database = temporaryDatabase();
	recordRun(database);
	recordEntry(database, null, NOW_MS);
	expect([hideHistory(database), hideHistory(database), countHistory(database)]).toEqual([2, 0, 0]);
	expect(listHistory(database)).toEqual([]);
	expect([restoreHistory(database), countHistory(database)]).toEqual([2, 2]);
});
