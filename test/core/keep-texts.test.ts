import { expect, test } from 'vitest';
import { keepTexts } from '../../source/core/keep-texts.ts';

function counting() {
	let made = 0;
	const lengthOf = keepTexts((text: string) => {
		made++;
		return text.length;
	});
	return { lengthOf, made: () => made };
}

test('the same text is worked out once, an empty one too', () => {
	const { lengthOf, made } = counting();
	expect(['', 'one', '', 'one', 'two'].map(lengthOf)).toEqual([0, 3, 0, 3, 3]);
	expect(made()).toBe(3);
});

test('what is held is bounded, in number and in length', () => {
	const { lengthOf, made } = counting();
	const long = 'x'.repeat(513);
	expect([lengthOf(long), lengthOf(long), made()]).toEqual([513, 513, 2]);
	lengthOf('first');
	for (let index = 0; index < 4_096; index++) lengthOf(`${index}`);
	const before = made();
	expect(lengthOf('first')).toBe(5);
	expect(made()).toBe(before + 1);
});
