import { describe, expect, test } from 'vitest';
import { toJsonCopy, toJsonObject } from '../../source/lib/json-copy.ts';

const cycle: Record<string, unknown> = { name: 'ring' };
cycle['self'] = cycle;
const throwing = {
	good: 1,
	get bad() {
		throw new Error('not now');
	},
};

describe('a copy as JSON data', () => {
	test.each<[string, unknown, unknown]>([
		['keeps what JSON has', { a: [1, 'b', true, null] }, { a: [1, 'b', true, null] }],
		['leaves out what it has not', { a: undefined, b: () => 1, c: Symbol('c'), d: 1 }, { d: 1 }],
		['leaves out numbers that are none', { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: 0 }, { c: 0 }],
		['keeps places in lists', [Number.NaN, undefined, 2], [null, null, 2]],
		['turns bigint into a number', { a: 12n }, { a: 12 }],
		['turns a larger bigint into text', { a: 2n ** 64n }, { a: '18446744073709551616' }],
		['turns dates into ISO texts', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }],
		['makes null of a date that is none', { a: new Date(Number.NaN) }, { a: null }],
		['mends texts', { a: 'x\0\uD800' }, { a: 'x\uFFFD\uFFFD' }],
		['cuts a cycle', cycle, { name: 'ring' }],
	])('%s', (_, value, copied) => {
		expect(toJsonCopy(value)).toEqual(copied);
		expect(JSON.parse(JSON.stringify(toJsonCopy(value)))).toEqual(copied);
	});

	test('keeps an object that stands in two places', () => {
		const shared = { a: 1 };
		expect(toJsonCopy({ one: shared, two: shared })).toEqual({ one: { a: 1 }, two: { a: 1 } });
	});

	test('takes no prototype from data', () => {
		const hostile: unknown = JSON.parse('{"a":1,"__proto__":{"isAdmin":true}}');
		const copied = toJsonObject(hostile);
		expect(Object.keys(copied)).toEqual(['a']);
		expect('isAdmin' in Object.assign({}, copied)).toBe(false);
	});

	test('ends where a value shares itself without end', () => {
		let value: unknown = 'leaf';
		for (let level = 0; level < 60; level++) value = [value, value];
		expect(JSON.stringify(toJsonCopy(value)).length).toBeGreaterThan(0);
	});

	test('leaves out what is nested without end', () => {
		let value: unknown = 'leaf';
		for (let level = 0; level < 100_000; level++) value = { value };
		expect(() => JSON.stringify(toJsonCopy(value))).not.toThrow();
	});

	test.each([[undefined], [null], [7], ['text'], [[1]]])('has no key where %j is no object', (value) => {
		expect(toJsonObject(value)).toEqual({});
	});

	test('is empty for an object whose getter throws', () => {
		expect(toJsonCopy({ kept: 1, throwing })).toEqual({ kept: 1 });
	});
});
