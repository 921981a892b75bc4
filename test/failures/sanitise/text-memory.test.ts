import { expect, test } from 'vitest';
import { TextMemory } from '../../../source/failures/sanitise/text-memory.ts';

const ENCODER = new TextEncoder();

function remembering(): { readonly asked: string[]; readonly of: (text: string) => string } {
	const asked: string[] = [];
	const memory = new TextMemory((text) => {
		asked.push(text);
		return `<${text}>`;
	});
	return {
		asked,
		of(text) {
			const bytes = ENCODER.encode(`..${text}..`);
			return memory.of(bytes, 2, bytes.length - 2);
		},
	};
}

test('works out what is to be known of a text once', () => {
	const { asked, of } = remembering();
	for (const text of ['a', 'b', 'a', '', 'ab', '', 'a']) expect(of(text)).toBe(`<${text}>`);
	expect(asked).toEqual(['a', 'b', '', 'ab']);
});

test('tells texts apart, however many there are', () => {
	const { of } = remembering();
	const texts = Array.from({ length: 20_000 }, (_, index) => `${index}${'x'.repeat(index % 200)}`);
	for (const text of [...texts, ...texts.slice(-500).reverse(), ...texts]) expect(of(text)).toBe(`<${text}>`);
});

test('keeps what came last', () => {
	const { asked, of } = remembering();
	const texts = Array.from({ length: 10_000 }, (_, index) => `name_${index}`);
	for (const text of texts) of(text);
	const { length } = asked;
	of('name_9999');
	expect(asked).toHaveLength(length);
});
