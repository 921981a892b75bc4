import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_FILTER } from '../../../source/core/filter.ts';
import { historyFigures } from '../../../source/core/history/figures.ts';
import { HISTORY_FIELDS, matchesHistoryFilter, parseHistoryFilter } from '../../../source/core/history/filter.ts';
import { firstOrder, NEWEST_FIRST, type Order, SORT_COLUMNS } from '../../../source/core/history/order.ts';
import { type HistoryRecord, toHistoryRecord } from '../../../source/core/history/record.ts';
import { readHistoryRow } from '../../../source/core/history/row.ts';
import { type HistoryView, shownRecords } from '../../../source/core/history/shown.ts';
import { isInWindow, nextWindow, TIME_WINDOWS } from '../../../source/core/history/time-window.ts';
import { ODD_HISTORY } from '../../support/history.ts';
import { sampleRecord } from '../../support/history-records.ts';
import { SEEDED } from '../../support/seed.ts';
import { NOW_MS } from '../../support/store.ts';

const anyText = fc.constantFrom('', 'user-auth', 'Billing', 'failed', 'success', '日本語', 'a');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const anyRecord = fc
	.record({
		identity: fc.uuid(),
		name: anyText,
		status: anyText,
		stage: anyText,
		type: anyText,
		runId: anyText,
		timeMs: maybe(fc.integer({ min: NOW_MS - 4_000_000_000, max: NOW_MS + 1_000 })),
		durationMs: maybe(fc.nat(1_000_000)),
		cost: maybe(fc.bigInt(0n, 10n ** 15n)),
		tokens: maybe(fc.nat(1_000_000)),
	})
	.map((more) => sampleRecord(more));
/** By the library's own sort: what is not known last, those that are alike as they were. */
function sorted(records: readonly HistoryRecord[], { column, isDescending }: Order): readonly HistoryRecord[] {
	const keyOf = (record: HistoryRecord) => {
		if (column === 'time') return record.timeMs;
		if (column === 'slug') return record.name.toLowerCase();
		if (column === 'run') return record.runId || undefined;
		const value = record[column === 'duration' ? 'durationMs' : column];
		return value === '' ? undefined : value;
	};
	return records.toSorted((one, other) => {
		const [left, right] = [keyOf(one), keyOf(other)];
		if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
		return left === right ? 0 : left < right === isDescending ? 1 : -1;
	});
}

const view = (more: Partial<HistoryView> = {}): HistoryView => ({
	filter: NO_FILTER,
	window: 'all',
	order: NEWEST_FIRST,
	...more,
});
const inOrder = (records: readonly HistoryRecord[], order: Order) =>
	shownRecords(records, view({ order }), NOW_MS).slice(0, records.length);

const anyRecords = fc.uniqueArray(anyRecord, { selector: ({ identity }) => identity, maxLength: 40 });

describe('filter', () => {
	const record = sampleRecord({ name: 'User-Auth', status: 'failed', stage: 'nigel-tests', commit: 'c0ffee' });

	test.each([
		['', true],
		['auth', true],
		['AUTH nigel', true],
		['auth billing', false],
		['!billing', true],
		['!auth', false],
		['!!auth', true],
		['status:failed', true],
		['STATUS:Fail', true],
		['status:success', false],
		['!status:failed', false],
		['stage:nigel slug:user', true],
		['status:', true],
		['status: nigel', true],
		['"user-auth"', true],
		['"auth failed"', false],
		['stage:"nigel-tests" !slug:"b c"', true],
		['!"no such', true],
		['"nigel', true],
		['!', true],
		['commit:c0f run:1111', true],
		['nonsense:auth', false],
		['https://x', false],
	])('%j holds: %s', (text, holds) => {
		expect(matchesHistoryFilter(record, parseHistoryFilter(text))).toBe(holds);
	});

	test('a name that is no field is told', () => {
		expect(parseHistoryFilter('stats:failed auth').unknownFields).toEqual(['stats']);
		expect(parseHistoryFilter('https://example.com').unknownFields).toEqual([]);
		expect(parseHistoryFilter('').terms).toEqual([]);
	});

	test('a term and its negation part the runs in two', () => {
		fc.assert(
			fc.property(anyRecords, fc.constantFrom(...HISTORY_FIELDS, ''), anyText, (records, field, text) => {
				fc.pre(text !== '');
				const term = field === '' ? text : `${field}:${text}`;
				const [kept, left] = [parseHistoryFilter(term), parseHistoryFilter(`!${term}`)].map((query) =>
					records.filter((one) => matchesHistoryFilter(one, query)),
				);
				expect(new Set([...(kept ?? []), ...(left ?? [])])).toEqual(new Set(records));
				expect((kept ?? []).length + (left ?? []).length).toBe(records.length);
			}),
			SEEDED,
		);
	});

	test('whatever is typed can be read', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				for (const term of parseHistoryFilter(text).terms) expect(term.text).not.toBe('');
			}),
			SEEDED,
		);
	});
});

describe('order', () => {
	test.each(SORT_COLUMNS)('by %s: the same runs, both ways, what is not known last', (column) => {
		fc.assert(
			fc.property(anyRecords, fc.boolean(), (records, isDescending) => {
				const order = { column, isDescending };
				const newestFirst = sorted(records, NEWEST_FIRST);
				expect(inOrder(newestFirst, order)).toEqual(sorted(newestFirst, order));
			}),
			SEEDED,
		);
	});

	test('figures from the most, texts from A, unknown last either way', () => {
		const records = [
			sampleRecord({ name: 'b', durationMs: undefined }),
			sampleRecord({ name: 'a', durationMs: 5 }),
			sampleRecord({ name: 'C', durationMs: 10 }),
		];
		const names = (column: 'slug' | 'duration', isDescending: boolean) =>
			inOrder(records, { column, isDescending }).map(({ name }) => name);
		expect(names('slug', false)).toEqual(['a', 'b', 'C']);
		expect(names('duration', true)).toEqual(['C', 'a', 'b']);
		expect(names('duration', false)).toEqual(['a', 'C', 'b']);
		expect(firstOrder('duration').isDescending).toBe(true);
		expect(firstOrder('slug').isDescending).toBe(false);
	});
});

describe('window', () => {
	test('each holds the ones before it', () => {
		fc.assert(
			fc.property(anyRecord, (record) => {
				const held = TIME_WINDOWS.map((window) => isInWindow(record, window, NOW_MS));
				expect(held).toEqual(held.toSorted());
				expect(held.at(-1)).toBe(true);
			}),
			SEEDED,
		);
	});

	test('round and round', () => {
		expect(TIME_WINDOWS.map(nextWindow)).toEqual(['24h', '7d', '30d', 'all', '1h']);
	});

	test('with a filter and an order: what holds both, in order', () => {
		fc.assert(
			fc.property(
				anyRecords,
				fc.constantFrom(...TIME_WINDOWS),
				anyText,
				fc.constantFrom(...SORT_COLUMNS),
				(records, window, text, column) => {
					const filter = parseHistoryFilter(text);
					const order = firstOrder(column);
					const newestFirst = sorted(records, NEWEST_FIRST);
					const shown = shownRecords(newestFirst, { filter, window, order }, NOW_MS);
					const kept = newestFirst.filter(
						(one) => isInWindow(one, window, NOW_MS) && matchesHistoryFilter(one, filter),
					);
					const wanted = sorted(kept, order);
					expect(shown.newestFirst).toEqual(kept);
					expect(shown.length).toBe(wanted.length);
					expect(wanted.map(({ identity }) => shown.placeOf(identity))).toEqual(wanted.map((_, place) => place));
					expect(shown.slice(0, shown.length)).toEqual(wanted);
					for (const { identity } of newestFirst.filter((one) => !kept.includes(one)))
						expect(shown.placeOf(identity)).toBe(-1);
				},
			),
			SEEDED,
		);
	});
});

test('a filter that is typed and taken back leaves what it leaves when it is asked for at once', () => {
	const anyTerm = fc.constantFrom(
		'fail',
		'failed',
		'!fail',
		'!failed',
		'status:s',
		'status:su',
		'user',
		'stage:',
		'"a"',
	);
	const anyFilters = fc.array(fc.array(anyTerm, { maxLength: 3 }), { maxLength: 12 });
	fc.assert(
		fc.property(anyRecords, anyFilters, (records, filters) => {
			for (const terms of filters) {
				const filter = parseHistoryFilter(terms.join(' '));
				const { newestFirst } = shownRecords(records, view({ filter }), NOW_MS);
				expect(newestFirst).toEqual(records.filter((record) => matchesHistoryFilter(record, filter)));
				expect(shownRecords(records, view({ filter }), NOW_MS).newestFirst).toBe(newestFirst);
			}
		}),
		SEEDED,
	);
});

describe('figures', () => {
	test('of runs alone', () => {
		const figures = historyFigures([
			sampleRecord({ durationMs: 10, cost: 1n, tokens: 5 }),
			sampleRecord({ status: 'failed', stage: 'alex', durationMs: 30, cost: undefined, tokens: undefined }),
			sampleRecord({ status: '', durationMs: undefined, cost: 2n, tokens: 5 }),
			sampleRecord({ kind: 'batch', durationMs: 1_000_000 }),
		]);
		expect(figures).toMatchObject({
			runs: 3,
			successes: 1,
			medianMs: 10,
			p95Ms: 30,
			cost: 3n,
			averageCost: 1n,
			tokens: 10,
		});
		expect(figures.statuses).toEqual([
			['success', 1],
			['failed', 1],
			['unknown', 1],
		]);
		expect(figures.failures).toEqual([['alex', 1]]);
	});

	test('of nothing', () => {
		expect(historyFigures([])).toMatchObject({
			runs: 0,
			medianMs: undefined,
			cost: undefined,
			tokens: undefined,
			trendMs: [],
		});
	});
});

test('entries of every shape become records that can be printed', () => {
	const records = ODD_HISTORY.map((entry, index) => toHistoryRecord(`${index}`, readHistoryRow(entry, Date.parse)));
	expect(records.map(({ name }) => name)).toEqual([
		'(unreadable entry)',
		'(unreadable entry)',
		'user-auth',
		'日本語の機能',
		'murmuration (3 features)',
		'🎉 evilname',
		'=1+1',
		'(no slug)',
	]);
	expect(records.map(({ stage }) => stage)).toEqual(['', '', '', 'nigel', '', '', 'alex', '']);
});
