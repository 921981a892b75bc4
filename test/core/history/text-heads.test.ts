import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textHeads } from '../../../source/core/history/text-heads.ts';

const NONE = Number.POSITIVE_INFINITY;
/** Near each other, so that heads meet: what has a place of its own, what shares one, what lies beyond ASCII. */
const unit = fc.constantFrom('a', 'b', 'z', '0', '9', '-', '_', '.', ' ', '!', 'A', '`', '{', '~', '\u007F', 'é', '日');
const anyText = fc.oneof(fc.string({ unit, maxLength: 14 }), fc.string({ unit: 'grapheme', maxLength: 12 }));

test('two numbers that differ tell the order of their texts', () => {
	fc.assert(
		fc.property(fc.array(anyText, { maxLength: 12 }), fc.string({ unit, maxLength: 10 }), (ends, common) => {
			const texts = ends.map((end) => common + end);
			const heads = textHeads(texts, NONE);
			texts.forEach((one, left) => {
				texts.forEach((other, right) => {
					const [head, next] = [heads[left] ?? NONE, heads[right] ?? NONE];
					if (head < next) expect(one < other).toBe(true);
					if (one === other) expect(head).toBe(next);
				});
			});
		}),
	);
});

test('names and ids of usual length are told by their numbers alone, whatever they have in common', () => {
	const names = ['', 'a', 'a-', 'a-1', 'api', 'api-12345', 'zzzzzzzzz'];
	const ids = Array.from({ length: 50 }, (_, index) => `00000000-0000-4000-8000-${`${index}`.padStart(12, '0')}`);
	for (const texts of [names, ids]) expect(new Set(textHeads(texts, NONE)).size).toBe(texts.length);
	expect([...textHeads([undefined, 'a', undefined], NONE)]).toEqual([NONE, expect.any(Number), NONE]);
});
