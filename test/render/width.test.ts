import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../source/render/width.ts';
import { SEEDED } from '../support/seed.ts';

describe('a line takes as many columns as a terminal gives it', () => {
	test.each([
		['', 0],
		['user-auth', 9],
		['é', 1],
		['e\u0301', 1],
		['naïve “café”', 12],
		['語', 2],
		['日本語', 6],
		['한글', 4],
		['ｆｕｌｌ', 8],
		['ﾊﾝｶｸ', 4],
		['、。', 4],
		['🎉', 2],
		['❤', 1],
		['❤\uFE0F', 2],
		['👩\u200D💻', 2],
		['👨\u200D👩\u200D👧\u200D👦', 2],
		['👍🏽', 2],
		['🇩🇪', 2],
		['1\uFE0F\u20E3', 2],
		['a🎉b語c', 7],
		['→ ✓ … │', 7],
		['𠀋', 2],
		['\u0301', 0],
	])('%j: %i', (text, width) => {
		expect(displayWidth(text)).toBe(width);
	});

	test('and as many as its parts', () => {
		const part = fc.constantFrom('a', ' ', 'é', '語', '🎉', '✓', '한', '~');
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				const sum = parts.reduce((total, text) => total + displayWidth(text), 0);
				expect(displayWidth(parts.join(''))).toBe(sum);
			}),
			SEEDED,
		);
	});

	test('never less than none, never more than two a code unit', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(displayWidth(text)).toBeGreaterThanOrEqual(0);
				expect(displayWidth(text)).toBeLessThanOrEqual(2 * text.length);
			}),
			SEEDED,
		);
	});
});
