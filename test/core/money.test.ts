import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	DEFAULT_PRICING,
	dollarsFromNumber,
	formatDollars,
	parseDollars,
	priceTokens,
	readPricing,
	toDollars,
} from '../../source/core/money.ts';
import { SEEDED } from './property.ts';

const DOLLAR = 10n ** 12n;

describe('parseDollars', () => {
	test.each([
		['0', 0n],
		['1', DOLLAR],
		['0.0825', 82_500_000_000n],
		['0.000000000001', 1n],
		['007.50', 7_500_000_000_000n],
		['999999.999999999999', 10n ** 18n - 1n],
		[' 2.5\n', 2_500_000_000_000n],
	])('%s', (text, expected) => {
		expect(parseDollars(text)).toBe(expected);
	});

	test.each([
		'',
		' ',
		'-1',
		'+1',
		'1e3',
		'.5',
		'1.',
		'1,5',
		'$1',
		'1 000',
		'0x1',
		'NaN',
		'Infinity',
		'1.2.3',
		'1000000',
		'0.0000000000001',
		'١',
	])('%j is refused', (text) => {
		expect(parseDollars(text)).toBeUndefined();
	});

	test('sums are exact, however many and however small', () => {
		const part = fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 10 ** 12 - 1 }));
		fc.assert(
			fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
				const sum = parts
					.map(([whole, fraction]) => parseDollars(`${whole}.${fraction.toString().padStart(12, '0')}`) ?? -1n)
					.reduce((total, amount) => total + amount, 0n);
				const expected = parts.reduce(
					(total, [whole, fraction]) => total + BigInt(whole) * DOLLAR + BigInt(fraction),
					0n,
				);
				expect(sum).toBe(expected);
			}),
			SEEDED,
		);
	});

	test('a tenth added ten times is one', () => {
		const tenth = parseDollars('0.1') ?? 0n;
		expect(toDollars(Array.from({ length: 10 }, () => tenth).reduce((sum, amount) => sum + amount, 0n))).toBe(1);
	});
});

describe('dollarsFromNumber', () => {
	test.each([
		[0, 0n],
		[-0, 0n],
		[0.1, 100_000_000_000n],
		[0.0825, 82_500_000_000n],
		[1e-7, 100_000n],
		[1e-13, 0n],
		[12, 12n * DOLLAR],
	])('%d', (given, expected) => {
		expect(dollarsFromNumber(given)).toBe(expected);
	});

	test.each([-1, 1e6, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, true, {}, []])(
		'%s is refused',
		(given) => {
			expect(dollarsFromNumber(given)).toBeUndefined();
		},
	);

	test('a JSON number comes back as it went in', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10 ** 12 - 1 }), (millionths) => {
				const given = millionths / 1e6;
				expect(toDollars(dollarsFromNumber(given) ?? -1n)).toBe(given);
			}),
			SEEDED,
		);
	});
});

describe('formatDollars', () => {
	test.each([
		['0', '$0.00'],
		['0.06', '$0.06'],
		['0.01', '$0.01'],
		['0.0099', '$0.0099'],
		['0.00005', '$0.0001'],
		['0.015', '$0.02'],
		['0.014999', '$0.01'],
		['1.995', '$2.00'],
		['12.3', '$12.30'],
		['123456.12', '$123456.12'],
	])('%s as %s', (text, expected) => {
		expect(formatDollars(parseDollars(text) ?? -1n)).toBe(expected);
	});
});

describe('prices', () => {
	test.each([
		[{ input: 1, output: 0 }, { inputPricePerMillion: 0.000001, outputPricePerMillion: 0 }, 1n],
		[{ input: 1_000_000, output: 1_000_000 }, DEFAULT_PRICING, 18n * DOLLAR],
		[{ input: 0, output: 0 }, DEFAULT_PRICING, 0n],
		[{ input: 10, output: 3 }, { inputPricePerMillion: 0.1, outputPricePerMillion: 0.2 }, 1_600_000n],
	])('of %j at %j', (tokens, pricing, expected) => {
		expect(priceTokens(tokens, pricing)).toBe(expected);
	});

	test.each([
		[
			{ inputPricePerMillion: 1, outputPricePerMillion: 0 },
			{ inputPricePerMillion: 1, outputPricePerMillion: 0 },
		],
		[{ inputPricePerMillion: '1', outputPricePerMillion: -1 }, DEFAULT_PRICING],
		[
			{ inputPricePerMillion: 1e7, outputPricePerMillion: 4 },
			{ ...DEFAULT_PRICING, outputPricePerMillion: 4 },
		],
		[{ inputPricePerMillion: Number.NaN }, DEFAULT_PRICING],
		[{}, DEFAULT_PRICING],
		[[], DEFAULT_PRICING],
		[null, DEFAULT_PRICING],
		['3', DEFAULT_PRICING],
	])('readPricing(%j)', (config, expected) => {
		expect(readPricing(config)).toEqual(expected);
	});
});
