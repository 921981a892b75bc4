import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyFigures } from '../../../source/core/history/figures.ts';
import { firstOrder, orderRecords, SORT_COLUMNS } from '../../../source/core/history/order.ts';
import { EMPTY_QUERY, matchesQuery, parseQuery, QUERY_FIELDS } from '../../../source/core/history/query.ts';
import { toHistoryRecord } from '../../../source/core/history/record.ts';
import { readHistoryRow } from '../../../source/core/history/row.ts';
import { shownRecords } from '../../../source/core/history/shown.ts';
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
		['!', true],
		['commit:c0f run:1111', true],
		['nonsense:auth', false],
		['https://x', false],
	])('%j holds: %s', (text, holds) => {
		expect(matchesQuery(record, parseQuery(text))).toBe(holds);
	});

	test('a name that is no field is told', () => {
		expect(parseQuery('stats:failed auth').unknownFields).toEqual(['stats']);
		expect(parseQuery('https://example.com').unknownFields).toEqual([]);
		expect(parseQuery('').terms).toEqual(EMPTY_QUERY.terms);
	});

	test('a term and its negation part the runs in two', () => {
		fc.assert(
			fc.property(anyRecords, fc.constantFrom(...QUERY_FIELDS, ''), anyText, (records, field, text) => {
				fc.pre(text !== '');
				const term = field === '' ? text : `${field}:${text}`;
				const [kept, left] = [parseQuery(term), parseQuery(`!${term}`)].map((query) =>
					records.filter((one) => matchesQuery(one, query)),
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
				for (const term of parseQuery(text).terms) expect(term.text).not.toBe('');
			}),
			SEEDED,
		);
	});
});

describe('order', () => {
	test.each(SORT_COLUMNS)('by %s: the same runs, both ways, what is not known last', (column) => {
		fc.assert(
			fc.property(anyRecords, fc.boolean(), (records, isDescending) => {
				const sorted = orderRecords(records, { column, isDescending });
				expect(new Set(sorted)).toEqual(new Set(records));
				expect(orderRecords(sorted, { column, isDescending })).toEqual(sorted);
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
			orderRecords(records, { column, isDescending }).map(({ name }) => name);
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
					const query = parseQuery(text);
					const order = firstOrder(column);
					const newestFirst = orderRecords(records, firstOrder('time'));
					const shown = shownRecords(newestFirst, { query, window, order }, NOW_MS);
					const wanted = newestFirst.filter((one) => isInWindow(one, window, NOW_MS) && matchesQuery(one, query));
					expect(shown).toEqual(orderRecords(wanted, order));
				},
			),
			SEEDED,
		);
	});
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
