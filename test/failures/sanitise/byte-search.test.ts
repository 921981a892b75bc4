import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.doUnmock('../../../source/failures/sanitise/node-buffer.ts');
	vi.resetModules();
});

// Other runtimes have no such class.
test.each([
	['with', globalThis.Buffer],
	['without', undefined],
])('%s Node’s buffers it finds what the array itself finds, wherever its memory begins', async (_, own) => {
	vi.doMock('../../../source/failures/sanitise/node-buffer.ts', () => ({ NODE_BUFFER: own }));
	const { indexOfByte } = await import('../../../source/failures/sanitise/byte-search.ts');
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

test('what is further than it looks at byte by byte', async () => {
	const { indexOfByte } = await import('../../../source/failures/sanitise/byte-search.ts');
	const bytes = new Uint8Array(1_000);
	for (const place of [0, 63, 64, 65, 127, 500, 998, 999]) {
		bytes.fill(0x61);
		bytes[place] = 0x1b;
		expect(indexOfByte(bytes, 0x1b, 0, 1_000)).toBe(place);
		expect(indexOfByte(bytes, 0x1b, place, 1_000)).toBe(place);
		expect(indexOfByte(bytes, 0x1b, place + 1, 1_000)).toBe(-1);
		expect(indexOfByte(bytes, 0x1b, 0, place)).toBe(-1);
	}
});
