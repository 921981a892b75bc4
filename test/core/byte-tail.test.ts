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

test('grows with what comes, up to its limit, and no further', () => {
	const limit = 300_000;
	const tail = new ByteTail(limit);
	const all: Buffer[] = [];
	for (const [index, size] of [1, 65_535, 1, 70_000, 0, 200_000, 299_999, 300_000, 300_001, 7].entries()) {
		const chunk = Buffer.alloc(size, index + 1);
		all.push(chunk);
		tail.push(chunk);
		// What was handed over may be written over.
		const whole = Buffer.concat(all);
		chunk.fill(255);
		expect(Buffer.from(tail.bytes()).equals(whole.subarray(Math.max(0, whole.length - limit)))).toBe(true);
		chunk.fill(index + 1);
	}
});
