import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salvageElements } from '../../source/core/salvage.ts';
import { oddName, oddText, SEEDED } from './property.ts';

const leaf = fc.oneof(oddText, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		leaf,
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(oddName, tie('value'), { maxKeys: 3 }),
	),
}));
const element = fc.dictionary(oddName, value, { maxKeys: 4 });
const indentation = fc.constantFrom<number | string>(0, 2, 4, '\t');

/** The elements as they come back from JSON, and where each ends in the text. */
function layOut(elements: readonly unknown[], indent: number | string) {
	const text = JSON.stringify(elements, null, indent);
	const ends: number[] = [];
	let from = 0;
	for (const item of elements) {
		const pad = typeof indent === 'number' ? ' '.repeat(indent) : indent;
		const own = JSON.stringify(item, null, indent).replaceAll('\n', `\n${pad}`);
		const end = text.indexOf(own, from) + own.length;
		ends.push(end);
		from = end;
	}
	return { text, ends, items: JSON.parse(text) as unknown[] };
}

test('cut off anywhere, every element before the cut is found, in order, and nothing else', () => {
	fc.assert(
		fc.property(fc.array(element, { maxLength: 6 }), indentation, fc.nat(), (elements, indent, at) => {
			const { text, ends, items } = layOut(elements, indent);
			const cut = at % (text.length + 1);
			const whole = items.filter((_, index) => (ends[index] ?? 0) <= cut);
			expect(salvageElements(text.slice(0, cut))).toEqual(whole);
		}),
		SEEDED,
	);
});

test('with bytes of one element overwritten, what stands before it and after it in the file is found', () => {
	fc.assert(
		fc.property(
			fc.array(element, { minLength: 3, maxLength: 3 }),
			fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', ' ', ',', '[', ']', 'x'), minLength: 1, maxLength: 8 }),
			fc.nat(),
			(elements, junk, at) => {
				const filled = elements.map((item) => ({ ...item, slug: 'x' }));
				const { text, ends, items } = layOut(filled, 2);
				const [firstEnd = 0, secondEnd = 0] = ends;
				const start = firstEnd + 5 + (at % Math.max(1, secondEnd - firstEnd - 5));
				const found = salvageElements(text.slice(0, start) + junk + text.slice(start + junk.length));
				expect(found[0]).toEqual(items[0]);
				if (start + junk.length <= secondEnd) expect(found.at(-1)).toEqual(items[2]);
			},
		),
		SEEDED,
	);
});

test('any text at all gives objects', () => {
	fc.assert(
		fc.property(fc.oneof(oddText, fc.json(), fc.string({ unit: 'binary' })), (text) => {
			for (const found of salvageElements(text)) expect(typeof found).toBe('object');
		}),
		SEEDED,
	);
});
