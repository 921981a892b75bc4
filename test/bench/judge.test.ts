import { describe, expect, test } from 'vitest';
import { bestRatio, explainRegressions, regressionsOf } from '../../bench/quick/judge.ts';
import { growthExponent } from '../../bench/support/growth.ts';

describe('the ratio of a row', () => {
	test('is of the shortest of each side, whatever disturbed the others', () => {
		const pairs = [
			{ own: 40, reference: 90 },
			{ own: 400, reference: 20 },
			{ own: 41, reference: 25 },
		];
		expect(bestRatio(pairs)).toBe(2);
	});
});

describe('a regression', () => {
	test.each([
		['is what is more than a quarter above its baseline', { stage: 1.26 }, ['stage']],
		['is not what is a quarter above it', { stage: 1.25 }, []],
		['is not what is faster', { stage: 0.2 }, []],
		['is not what has no baseline yet', { fresh: 9 }, []],
		['is what could not be measured', { stage: Number.NaN }, ['stage']],
	] as const)('%s', (_, measured, ids) => {
		expect(regressionsOf(measured, { stage: 1, gone: 1 }).map(({ id }) => id)).toEqual(ids);
	});

	test('is told with what, by how much, and what to do', () => {
		const text = explainRegressions([{ id: 'stage', ratio: 2.1, baseline: 1.4 }], { stage: 'run stage' });
		expect(text).toContain('stage: run stage is 2.10 × its reference, 50 % above 1.40 ×');
		expect(text).toContain('npm run bench -- --quick --only stage');
		expect(text).toContain('npm run bench -- --quick --accept');
	});
});

describe('the exponent of growth', () => {
	const sizes = [10, 1_000, 10_000, 100_000];
	test.each([
		[0, 'flat', () => 42],
		[1, 'linear', (size: number) => 3 * size],
		[2, 'square', (size: number) => size * size],
	] as const)('%d is %s', (exponent, _, grown) => {
		expect(growthExponent(sizes.map((size) => ({ size, value: grown(size) })))).toBeCloseTo(exponent, 6);
	});
});
