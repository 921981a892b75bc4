import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMN_OF, MOST_STATES, ROW_SHIFT } from '../../../source/failures/sanitise/scan/rows.ts';
import { buildTriggers } from '../../../source/failures/sanitise/scan/triggers.ts';
import { TYPICAL_TEXT } from '../../../source/failures/sanitise/scan/typical-text.ts';

// Few signs, so that literals begin and end like each other; of each part of the table some, and bytes of UTF-8.
const SIGNS = [...'abz:17~\t', '\x80', '\xe2', '\xff'];
const text = fc.string({ unit: fc.constantFrom(...SIGNS, 'A', 'Z', '\x00'), maxLength: 40, size: 'max' });
const literal = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 1, maxLength: 5 });
const literals = fc.uniqueArray(literal, { minLength: 1, maxLength: 40, size: 'max' });

test('in every place exactly those literals are found that end there, the longest first', () => {
	fc.assert(
		fc.property(literals, text, (wanted, given) => {
			const { next, firstFinding, offsets, found } = buildTriggers(wanted);
			let state = 0;
			for (const [index, byte] of Buffer.from(given, 'latin1').entries()) {
				state = next[(state << ROW_SHIFT) + (COLUMN_OF[byte] ?? 0)] ?? 0;
				const own = state - firstFinding;
				const told = own < 0 ? [] : [...found.subarray(offsets[own], offsets[own + 1])].map((number) => wanted[number]);
				const read = given.slice(0, index + 1).toLowerCase();
				const expected = wanted.filter((literal) => read.endsWith(literal)).toSorted((a, b) => b.length - a.length);
				expect(told).toEqual(expected);
			}
		}),
		{ numRuns: 1_000, seed: 9 },
	);
});

test('more states than a number has room for are refused', () => {
	const many = Array.from({ length: MOST_STATES }, (_, index) => String(index).padStart(4, '0'));
	expect(() => buildTriggers(many)).toThrow(RangeError);
});

test('the typical text is ASCII in small letters: the tree has no other bytes', () => {
	expect(TYPICAL_TEXT).toMatch(/^[\n -@[-~]+$/);
});
