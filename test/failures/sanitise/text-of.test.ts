import { expect, test } from 'vitest';
import { TEXT } from '../../../source/failures/sanitise/scan/text.ts';
import { textOf } from '../../../source/failures/sanitise/text-of.ts';

// Without the control characters of Latin-1, of which the standard's decoder makes signs of Windows; nothing asks for them.
const BYTES = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte < 0x80 || byte >= 0xa0);
const GIVEN = Uint8Array.from([...BYTES, ...BYTES]);

test.each([0, 1, 3, 4, 5, 6, 7, 8, 23, 24, 25, 26, 120, 224])(
	'%i bytes of any value, of the scanner’s memory and of another',
	(size) => {
		TEXT.set(GIVEN);
		for (let from = 0; from < BYTES.length; from++) {
			const expected = String.fromCharCode(...GIVEN.subarray(from, from + size));
			expect(textOf(TEXT, from, from + size)).toBe(expected);
			expect(textOf(GIVEN, from, from + size)).toBe(expected);
		}
	},
);
