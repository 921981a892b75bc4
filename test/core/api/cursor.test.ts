import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf, parseCursor } from '../../../source/core/api/cursor.ts';
import { SEEDED } from '../../support/seed.ts';

interface Item {
	readonly id: number;
	readonly timeMs: number;
}

const timeOf = ({ timeMs }: Item) => timeMs;
const newestFirst = (items: readonly Item[]) => items.toSorted((one, other) => other.timeMs - one.timeMs);
/** Few different times: many items have the same. */
const arbitraryItems = fc
	.array(fc.integer({ min: -3, max: 5 }), { maxLength: 40 })
	.map((times) => newestFirst(times.map((timeMs, id) => ({ id, timeMs }))));

function readAll(limit: number, listAt: (page: number) => readonly Item[]): readonly number[] {
	const ids: number[] = [];
	let next: string | undefined = '';
	for (let page = 0; next !== undefined && page < 100; page++) {
		const cursor: string = next;
		const found = pageOf(listAt(page), timeOf, { limit, cursor: cursor === '' ? undefined : parseCursor(cursor) });
		ids.push(...found.items.map(({ id }) => id));
		next = found.next;
	}
	return ids;
}

test('page after page is the whole list, whatever the size of a page', () => {
	fc.assert(
		fc.property(arbitraryItems, fc.integer({ min: 1, max: 9 }), (items, limit) => {
			expect(readAll(limit, () => items)).toEqual(items.map(({ id }) => id));
		}),
		SEEDED,
	);
});

test('what comes meanwhile at the head, and what goes at the tail, makes nothing come twice or be left out', () => {
	fc.assert(
		fc.property(
			arbitraryItems,
			fc.integer({ min: 1, max: 5 }),
			fc.integer({ min: 0, max: 5 }),
			(items, limit, lost) => {
				const kept = items.slice(0, Math.max(0, items.length - lost));
				const later = [{ id: 1_000, timeMs: 100 }, { id: 1_001, timeMs: 99 }, ...kept];
				const seen = readAll(limit, (page) => (page === 0 ? items : later));
				expect(new Set(seen).size).toBe(seen.length);
				expect(seen).toEqual(expect.arrayContaining(kept.map(({ id }) => id)));
			},
		),
		SEEDED,
	);
});

test.each(['', '1', '1.', '.1', '1.1.1', '1.-1', 'x.1', '1e3.0', ' 1.0', '1.0\n', `${'9'.repeat(17)}.0`])(
	'%j is no cursor',
	(text) => expect(parseCursor(text)).toBeUndefined(),
);
