import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHistoryFeed, type FeedState } from '../../source/commands/history/feed.ts';
import { toHistoryRecord } from '../../source/core/history/record.ts';
import { readHistoryRow } from '../../source/core/history/row.ts';
import type { Database } from '../../source/store/database.ts';
import { countHistory, listHistory, recordEntry, updateStage } from '../../source/store/history.ts';
import { readItem, readItems } from '../../source/store/history-items.ts';
import { type PageCursor, readHistoryPage } from '../../source/store/history-pages.ts';
import { ODD_HISTORY } from '../support/history.ts';
import { recordRun } from '../support/published.ts';
import { NOW_MS, sampleStage, temporaryDatabase } from '../support/store.ts';

const asRecord = (identity: string, entry: unknown) => toHistoryRecord(identity, readHistoryRow(entry, Date.parse));

function recordsByPages(database: Database, size: number) {
	const records = [];
	let cursor: PageCursor | undefined;
	do {
		const page = readHistoryPage(database, cursor, size);
		for (const item of page.items) {
			records.push(
				item.kind === 'row' ? toHistoryRecord(item.identity, item.row) : asRecord(item.identity, item.entry),
			);
		}
		cursor = page.next;
	} while (cursor);
	return records;
}

const recordsAtOnce = (database: Database) =>
	readItems(database, -1, -1).map(({ identity, entry }) => asRecord(identity, entry));

/** Runs of ours and of others, at the same and at other times. */
function fill(database: Database, timesMs: readonly number[]): void {
	for (const [index, atMs] of timesMs.entries()) {
		if (index % 3 === 0) {
			recordEntry(
				database,
				{ slug: `theirs-${index}`, status: 'success', completedAt: new Date(NOW_MS + atMs).toISOString(), n: index },
				NOW_MS,
			);
			continue;
		}
		recordRun(database, {
			slug: `ours-${index}`,
			startedAtMs: NOW_MS + atMs - 1_000,
			completedAtMs: NOW_MS + atMs,
			status: index % 2 === 0 ? 'failed' : 'success',
			...(index % 2 === 0 ? { failedStage: 'alex' } : {}),
			stages: [
				sampleStage('alex', { tokens: { input: index, output: 2 }, cost: BigInt(index) * 1_000_000n }),
				sampleStage('cass', { status: 'skipped', cost: 5n }),
			],
		});
	}
}

describe('pages of the history', () => {
	test('are the history, whatever their size', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 14 }),
				fc.integer({ min: 1, max: 6 }),
				(seconds, size) => {
					const database = temporaryDatabase();
					fill(
						database,
						seconds.map((second) => second * 1_000),
					);
					expect(recordsByPages(database, size)).toEqual(recordsAtOnce(database));
					database.close();
				},
			),
			{ seed: 240_663, numRuns: 25 },
		);
	});

	test('of entries of every shape, and of runs that others added to', () => {
		const database = temporaryDatabase();
		for (const entry of ODD_HISTORY) recordEntry(database, entry, NOW_MS);
		const run = recordRun(database, { slug: 'user-auth' });
		updateStage(database, 'user-auth', 'alex', { tokens: { input: 7, output: 1 } }, NOW_MS);
		expect(recordsByPages(database, 3)).toEqual(recordsAtOnce(database));
		expect(readItem(database, `run:${run.runId}`)?.entry).toEqual(
			listHistory(database).find((entry) => (entry as { runId?: string } | null)?.runId === run.runId),
		);
		expect(readItem(database, 'run:nobody')).toBeUndefined();
		expect(readItem(database, 'at:nowhere')).toBeUndefined();
	});
});

describe('the feed of a screen', () => {
	function follow(database: Database) {
		const states: FeedState[] = [];
		const work: (() => void)[] = [];
		/** What is to happen a second later. */
		const waiting: (() => void)[] = [];
		const feed = createHistoryFeed(
			database,
			(state) => states.push(state),
			(step, ms) => {
				const planned = ms === 0 ? work : waiting;
				planned.push(step);
				return () => planned.splice(0, planned.length, ...planned.filter((one) => one !== step));
			},
		);
		const run = (isWhole: boolean) => {
			feed.read(isWhole);
			for (let step = work.shift(); step; step = work.shift()) step();
		};
		const aSecondLater = () => {
			for (const step of waiting.splice(0)) step();
		};
		return { states, run, feed, work, aSecondLater };
	}

	test('shows the first page before it reads on', () => {
		const database = temporaryDatabase();
		fill(
			database,
			Array.from({ length: 450 }, (_, index) => index * 1_000),
		);
		const { states, run } = follow(database);
		run(true);
		expect(states.map(({ records, total, isLoading }) => [records.length, total, isLoading])).toEqual([
			[200, 450, true],
			[400, 450, true],
			[450, 450, false],
		]);
		expect(states.at(-1)?.records).toEqual(recordsAtOnce(database));
	});

	test('a change at the head costs a page, one below it is read too when all is', () => {
		const database = temporaryDatabase();
		fill(
			database,
			Array.from({ length: 450 }, (_, index) => index * 1_000),
		);
		const { states, run, feed, work, aSecondLater } = follow(database);
		run(true);
		const before = states.at(-1)?.records;
		recordRun(database, { slug: 'newest', startedAtMs: NOW_MS + 10_000_000 });
		feed.read(false);
		expect(work).toEqual([]);
		const after = states.at(-1)?.records;
		expect(after).toHaveLength(451);
		// The old ones are the very same objects: nothing of them was read again.
		expect(after?.at(-1)).toBe(before?.at(-1));
		expect(after).toEqual(recordsAtOnce(database));
		const told = states.length;
		database.exec('UPDATE run SET hidden = 1 WHERE rowid = 1');
		// Below the head: seen when all are counted, once a second.
		run(false);
		run(false);
		expect(states).toHaveLength(told);
		aSecondLater();
		run(false);
		expect(states.length).toBeGreaterThan(told);
		expect(states.at(-1)?.records).toEqual(recordsAtOnce(database));
		expect(states.at(-1)?.total).toBe(countHistory(database));
	});

	test('a later reading replaces the one under way, and none goes on after the end', () => {
		const database = temporaryDatabase();
		fill(
			database,
			Array.from({ length: 450 }, (_, index) => index * 1_000),
		);
		const { states, feed, work } = follow(database);
		feed.read(true);
		feed.read(true);
		feed.stop();
		for (const step of work) step();
		expect(states.every(({ isLoading }) => isLoading)).toBe(true);
	});

	test('what changes nothing is not told', () => {
		const database = temporaryDatabase();
		fill(database, [0, 1_000, 2_000]);
		const { states, run, aSecondLater } = follow(database);
		run(true);
		for (let round = 0; round < 3; round++) {
			run(false);
			aSecondLater();
		}
		expect(states).toHaveLength(1);
		// Asked for by the user: that it was read is told.
		run(true);
		expect(states).toHaveLength(2);
	});

	test('is read to its end, however often something changes meanwhile', () => {
		const database = temporaryDatabase();
		fill(
			database,
			Array.from({ length: 2_000 }, (_, index) => index * 1_000),
		);
		const { states, feed, work, aSecondLater } = follow(database);
		feed.read(true);
		for (let step = work.shift(), count = 0; step; step = work.shift(), count++) {
			recordRun(database, { slug: `new-${count}`, startedAtMs: NOW_MS + 10_000_000 + count });
			feed.read(false);
			step();
			expect(count).toBeLessThan(20);
		}
		aSecondLater();
		for (let step = work.shift(); step; step = work.shift()) step();
		expect(states.at(-1)).toMatchObject({ isLoading: false, total: countHistory(database) });
		expect(states.at(-1)?.records).toEqual(recordsAtOnce(database));
	});

	test('of nothing is nothing', () => {
		const { states, run } = follow(temporaryDatabase());
		run(true);
		expect(states).toEqual([{ records: [], total: 0, isLoading: false }]);
	});
});
