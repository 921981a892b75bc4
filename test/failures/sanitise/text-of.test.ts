import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
	vi.doUnmock('../../../source/failures/sanitise/node-buffer.ts');
	vi.resetModules();
});

// Without the control characters of Latin-1, of which the standard's decoder makes signs of Windows; nothing asks for them.
const BYTES = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte < 0x80 || byte >= 0xa0);
const GIVEN = Uint8Array.from([...BYTES, ...BYTES]);

// Other runtimes have no such class.
test.each([
	['with', globalThis.Buffer],
	['without', undefined],
])('%s Node’s buffers: bytes of any value, of the scanner’s memory and of another', async (_, own) => {
	vi.doMock('../../../source/failures/sanitise/node-buffer.ts', () => ({ NODE_BUFFER: own }));
	const { TEXT } = await import('../../../source/failures/sanitise/scan/text.ts');
	const { textOf } = await import('../../../source/failures/sanitise/text-of.ts');
	TEXT.set(GIVEN);
	for (const size of [0, 1, 3, 4, 5, 6, 7, 8, 23, 24, 25, 26, 120, BYTES.length]) {
		for (let from = 0; from < BYTES.length; from++) {
			const expected = String.fromCharCode(...GIVEN.subarray(from, from + size));
			expect(textOf(TEXT, from, from + size)).toBe(expected);
			expect(textOf(GIVEN, from, from + size)).toBe(expected);
		}
	}
});
