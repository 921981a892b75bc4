import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLazyOrder } from '../../source/core/lazy-order.ts';
import { SEEDED } from '../support/seed.ts';

const anyLook = fc.tuple(fc.nat(700), fc.nat(60));

test('what is looked at, wherever and in whatever turn, is what sorting gives', () => {
	fc.assert(
		fc.property(
			// Few values and many: alike ones go by their number.
			fc.oneof(fc.array(fc.nat(4), { maxLength: 600 }), fc.array(fc.nat(), { maxLength: 600 })),
			fc.array(anyLook, { minLength: 1, maxLength: 8 }),
			fc.constantFrom('as it comes', 'sorted', 'reversed'),
			(given, looks, shape) => {
				const ascending = given.toSorted((one, other) => one - other);
				const values = shape === 'as it comes' ? given : shape === 'sorted' ? ascending : ascending.toReversed();
				const compare = (one: number, other: number) => (values[one] ?? 0) - (values[other] ?? 0) || one - other;
				const wanted = values.map((_, index) => index).sort(compare);
				const order = createLazyOrder(values.length, compare);
				for (const [from, count] of looks) {
					expect(order.slice(from, from + count)).toEqual(wanted.slice(from, from + count));
					const item = wanted[from];
					if (item !== undefined) expect(order.placeOf(item)).toBe(from);
				}
				expect(order.slice(0, values.length)).toEqual(wanted);
			},
		),
		SEEDED,
	);
});

test('a look at the beginning compares each item a few times, not as often as sorting does', () => {
	const count = 100_000;
	const values = Array.from({ length: count }, (_, index) => (index * 7_919) % 100_003);
	let compared = 0;
	const order = createLazyOrder(count, (one, other) => {
		compared++;
		return (values[one] ?? 0) - (values[other] ?? 0) || one - other;
	});
	order.slice(0, 40);
	expect(compared).toBeLessThan(6 * count);
	order.slice(count - 40, count);
	expect(compared).toBeLessThan(12 * count);
});

test('prepared, a little or wholly, a look anywhere is the same, and takes a small part of what it took before', () => {
	const count = 20_000;
	const values = Array.from({ length: count }, (_, index) => (index * 7_919) % 5_003);
	const compare = (one: number, other: number) => (values[one] ?? 0) - (values[other] ?? 0) || one - other;
	const wanted = values.map((_, index) => index).sort(compare);
	let compared = 0;
	const order = createLazyOrder(count, (one, other) => {
		compared++;
		return compare(one, other);
	});
	expect(order.prepare()).toBe(true);
	expect(order.slice(9_000, 9_040)).toEqual(wanted.slice(9_000, 9_040));
	while (order.prepare());
	compared = 0;
	expect(order.slice(15_000, 15_040)).toEqual(wanted.slice(15_000, 15_040));
	expect(compared).toBeLessThan(count);
	expect(order.slice(0, count)).toEqual(wanted);
	expect(order.prepare()).toBe(false);
});

test.each<readonly [string, (index: number, count: number) => number]>([
	['in order', (index) => index],
	['the other way round', (index) => -index],
	['all alike', () => 0],
	['one new before all in order', (index, count) => (index === 0 ? count : index)],
	['one new behind all in order', (index, count) => (index === count - 1 ? -1 : index)],
	['up and down', (index, count) => Math.min(index, count - index)],
	['down and up', (index, count) => Math.max(index, count - index)],
	['saw teeth', (index) => index % 100],
	['two kinds in turns', (index) => index % 2],
])('%s: preparing and sorting all of it takes no more than sorting may', (_, kindOf) => {
	const count = 20_000;
	const values = Array.from({ length: count }, (_unused, index) => kindOf(index, count));
	let compared = 0;
	const order = createLazyOrder(count, (one, other) => {
		compared++;
		return (values[one] ?? 0) - (values[other] ?? 0) || one - other;
	});
	while (order.prepare() && compared < 100 * count);
	expect(compared).toBeLessThan(12 * count);
	order.slice(0, count);
	expect(compared).toBeLessThan(36 * count);
});
