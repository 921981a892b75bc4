import { expect, test, vi } from 'vitest';
import { remember, rememberLast } from '../../source/ui/remember.ts';

test('the last result is made once for the same parts, and again when one of them differs', () => {
	const make = vi.fn((rows: readonly number[], width: number) => [...rows, width]);
	const of = rememberLast(make);
	const rows = [1];
	expect(of(rows, 2)).toBe(of(rows, 2));
	expect(of(rows, 3)).toEqual([1, 3]);
	expect(of([1], 3)).toEqual([1, 3]);
	expect(of(rows, 2)).toEqual([1, 2]);
	expect(make).toHaveBeenCalledTimes(4);
});

test('for each object its own', () => {
	const of = remember((rows: readonly number[], width) => [...rows, width]);
	const [one, other] = [[1], [2]];
	const first = of(one, 5);
	expect(of(other, 5)).toEqual([2, 5]);
	expect(of(one, 5)).toBe(first);
	expect(of(one, 6)).not.toBe(first);
});
