import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const MODULE = '../../../source/failures/sanitise/node-buffer.ts';
const byteSearch = () => import('../../../source/failures/sanitise/byte-search.ts');

// Other runtimes have no such class.
describe.each([
	['with', globalThis.Buffer],
	['without', undefined],
])('%s Node’s buffers', (_, own) => {
	beforeEach(() => {
		vi.doMock(MODULE, () => ({ NODE_BUFFER: own }));
	});

	afterEach(() => {
		vi.doUnmock(MODULE);
		vi.resetModules();
	});

	test('it finds what the array itself finds, wherever its memory begins', async () => {
		const { indexOfByte } = await byteSearch();
		const few = fc.constantFrom(...Array.from({ length: 60 }, () => 0x1a), 0x1b, 0x9b, 0xff);
		fc.assert(
			fc.property(
				fc.array(few, { minLength: 1, maxLength: 200, size: 'max' }),
				fc.nat(8),
				fc.nat(200),
				fc.nat(200),
				(given, offset, one, other) => {
					const memory = new Uint8Array(208).fill(0x1b);
					const bytes = memory.subarray(offset, offset + given.length);
					bytes.set(given);
					const from = Math.min(one, other, given.length);
					const to = Math.min(Math.max(one, other), given.length);
					const found = bytes.subarray(from, to).indexOf(0x1b);
					expect(indexOfByte(bytes, 0x1b, from, to)).toBe(found < 0 ? -1 : from + found);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	test.each([0, 63, 64, 65, 127, 500, 998, 999])('the byte at place %i of a thousand', async (place) => {
		const { indexOfByte } = await byteSearch();
		const bytes = new Uint8Array(1_000);
		bytes[place] = 0x1b;
		expect(indexOfByte(bytes, 0x1b, 0, 1_000)).toBe(place);
		expect(indexOfByte(bytes, 0x1b, place, 1_000)).toBe(place);
		expect(indexOfByte(bytes, 0x1b, place + 1, 1_000)).toBe(-1);
		expect(indexOfByte(bytes, 0x1b, 0, place)).toBe(-1);
	});
});
