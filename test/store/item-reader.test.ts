import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHistoryRow } from '../../source/core/history/row.ts';
import { createPace } from '../../source/core/pace.ts';
import { recordEntry, updateStage } from '../../source/store/history.ts';
import { readItems } from '../../source/store/history-items.ts';
import { createItemReader, type ReadItem } from '../../source/store/item-reader.ts';
import { recordRun } from '../support/published.ts';
import { NOW_MS, sampleStage, temporaryDatabase } from '../support/store.ts';

type Database = ReturnType<typeof temporaryDatabase>;

let count = 0;
function addOwn(database: Database): void {
	count++;
	const failed = count % 3 === 0 ? { status: 'failed' as const, failedStage: 'alex' } : {};
	const stages = [sampleStage('alex', { tokens: { input: count, output: 2 }, cost: BigInt(count) * 1_000n })];
	const completedAtMs = NOW_MS + count * 1_000;
	recordRun(database, { slug: `ours-${count}`, startedAtMs: NOW_MS, completedAtMs, stages, ...failed });
}

function addForeign(database: Database): void {
	count++;
	const completedAt = new Date(NOW_MS + count * 1_000).toISOString();
	recordEntry(database, { slug: `theirs-${count}`, status: 'success', completedAt }, NOW_MS);
}

const CHANGES = {
	own: addOwn,
	many: (database: Database) => Array.from({ length: 25 }, () => addOwn(database)),
	foreign: addForeign,
	overlay: (database: Database) => updateStage(database, `ours-${count}`, 'alex', { note: 'added' }, NOW_MS),
	nothing: () => {},
};

/** Without its stages, and the times as numbers: what a row that was read by itself has. */
function seen({ identity, isOwn, row, entry }: ReadItem) {
	const { stages: _, startedAt: __, completedAt: ___, ...rest } = row ?? readHistoryRow(entry, Date.parse);
	return {
		identity,
		isOwn,
		row: JSON.stringify(rest, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)),
	};
}

describe('items read again and again', () => {
	test('are what is read at once, whatever happened meanwhile', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[]))), (changes) => {
				const database = temporaryDatabase();
				const read = createItemReader(40, 40);
				let before = read(database);
				for (const name of changes) {
					CHANGES[name](database);
					const items = read(database);
					const own = items.filter(({ isOwn }) => isOwn);
					const expected = readItems(database, 40, 40);
					expect(items.map(({ identity, entry }) => ({ identity, entry }))).toEqual(
						expected.map(({ identity, entry }) => ({ identity, entry })),
					);
					expect(items.map(seen).map(({ identity }) => identity)).toEqual(expected.map(({ identity }) => identity));
					expect(own.length).toBeLessThanOrEqual(40);
					if (name === 'nothing') expect(items).toBe(before);
					before = items;
				}
				database.close();
			}),
			{ numRuns: 15 },
		);
	});

	test('many at once are read as rows, which say what their entries say', () => {
		const database = temporaryDatabase();
		CHANGES.many(database);
		const items = createItemReader(100, 100)(database);
		expect(items.every(({ row }) => row !== undefined)).toBe(true);
		expect(items.map(seen)).toEqual(items.map(({ row: _, ...item }) => seen({ ...item, entry: item.entry })));
		database.close();
	});

	test('few are read with their stages, which tell what happened', () => {
		const database = temporaryDatabase();
		const read = createItemReader(100, 100);
		CHANGES.many(database);
		const before = new Set(read(database));
		addOwn(database);
		const added = read(database).filter((item) => !before.has(item));
		expect(added.map(({ row }) => row)).toEqual([undefined]);
		expect(readHistoryRow(added[0]?.entry, Date.parse).stages).toHaveLength(1);
		database.close();
	});

	test('at a pace: what is new is there at once, what changed far below it with the next whole look', () => {
		let nowMs = 0;
		const pace = createPace(1_000, () => nowMs);
		const database = temporaryDatabase();
		CHANGES.many(database);
		const oldest = `ours-${count - 24}`;
		const read = createItemReader(100, 100, pace);
		const before = read(database);
		addOwn(database);
		expect(read(database)).toHaveLength(before.length + 1);
		nowMs = 10;
		updateStage(database, oldest, 'alex', { note: 'added' }, NOW_MS);
		const noted = () => read(database).filter(({ entry }) => JSON.stringify(entry).includes('added'));
		expect(noted()).toHaveLength(0);
		expect(pace.owedInMs()).toBe(990);
		nowMs = 1_000;
		expect(noted()).toHaveLength(1);
		expect(pace.owedInMs()).toBeUndefined();
		database.close();
	});
});
