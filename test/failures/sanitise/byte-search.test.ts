import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexOfByte } from '../../../source/failures/sanitise/byte-search.ts';

test('finds what the array itself finds, wherever its memory begins', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom(0x00, 0x1a, 0x1b, 0x1c, 0x9b, 0xff), { minLength: 1, maxLength: 200 }),
			fc.nat(8),
			fc.nat(200),
			fc.nat(200),
			(given, offset, one, other) => {
				const memory = new Uint8Array(208).fill(0x1b);
				const bytes = memory.subarray(offset, offset + given.length);
				bytes.set(given);
				const [from, to] = [one, other].map((place) => Math.min(place, given.length)).sort((a, b) => a - b) as [
					number,
					number,
				];
				const found = bytes.subarray(from, to).indexOf(0x1b);
				expect(indexOfByte(bytes, 0x1b, from, to)).toBe(found < 0 ? -1 : from + found);
			},
		),
		{ numRuns: 2_000 },
	);
});
