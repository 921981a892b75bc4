import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteTail } from '../../source/core/byte-tail.ts';

test('is the end of what came, however it came', () => {
	fc.assert(
		fc.property(
			fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 40 }),
			fc.integer({ min: 1, max: 60 }),
			(chunks, limit) => {
				const tail = new ByteTail(limit);
				for (const chunk of chunks) tail.push(chunk);
				const all = Buffer.concat(chunks);
				expect(Buffer.from(tail.bytes())).toEqual(all.subarray(Math.max(0, all.length - limit)));
				expect(tail.total).toBe(all.length);
			},
		),
	);
});
