import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gzipFrame } from '../../source/core/gzip-frame.ts';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

// Around the size of one block, where there are two of them, and many.
test.each([0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 400_000])(
	'%i bytes are what gunzip gives back',
	(length) => {
		const bytes = bytesOf(length);
		expect(gunzipSync(gzipFrame(bytes)).equals(bytes)).toBe(true);
	},
);

test('any bytes are what gunzip gives back, the same frame each time', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
			const frame = gzipFrame(bytes);
			expect(new Uint8Array(gunzipSync(frame))).toEqual(bytes);
			expect(gzipFrame(bytes)).toEqual(frame);
		}),
	);
});

test('a byte that is changed is noticed', () => {
	const frame = gzipFrame(bytesOf(100));
	frame[20] = (frame[20] ?? 0) ^ 1;
	expect(() => gunzipSync(frame)).toThrow('incorrect data check');
});
