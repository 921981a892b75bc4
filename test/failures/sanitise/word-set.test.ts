import { expect, test } from 'vitest';
import { WordSet } from '../../../source/failures/sanitise/word-set.ts';

const WORDS = 'alpha beta gamma.local n/a 8080 x';
const set = new WordSet(`\n\t${WORDS}  `);
const has = (text: string) => set.has(new TextEncoder().encode(`<${text}>`), 1, text.length + 1);

test.each(WORDS.split(' '))('%s, in any case', (word) => {
	expect(has(word)).toBe(true);
	expect(has(word.toUpperCase())).toBe(true);
});

test.each(['', 'alph', 'alphabet', 'betA ', 'gamma', 'X1', '808', '@', '[n/a'])('not "%s"', (text) => {
	expect(has(text)).toBe(false);
});
