import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoTime } from '../../source/core/iso-time.ts';
import { SEEDED } from './property.ts';

describe('a moment reads as a Date has it', () => {
	test.each([
		0, -0, -1, 0.9, -0.9, 951_782_399_999, 951_782_400_000, 951_868_800_000, 4_107_542_400_000, 253_402_300_799_999,
		253_402_300_800_000, -62_167_219_200_000, -62_167_219_200_001, 8.64e15, -8.64e15,
	])('%d', (ms) => {
		expect(isoTime(ms)).toBe(new Date(ms).toISOString());
	});

	test('any', () => {
		fc.assert(
			fc.property(fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }), (ms) => {
				expect(isoTime(ms)).toBe(new Date(ms).toISOString());
			}),
			{ ...SEEDED, numRuns: 5_000 },
		);
		fc.assert(
			fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
				expect(isoTime(date.getTime())).toBe(date.toISOString());
			}),
			{ ...SEEDED, numRuns: 5_000 },
		);
	});
});

describe('what is no moment is refused, as a Date does', () => {
	test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 8.64e15 + 1, -8.64e15 - 1])('%d', (ms) => {
		expect(() => new Date(ms).toISOString()).toThrow(RangeError);
		expect(() => isoTime(ms)).toThrow(RangeError);
	});
});
