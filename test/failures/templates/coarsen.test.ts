import { expect, test } from 'vitest';
import { coarsen, LAST_LEVEL } from '../../../source/failures/templates/coarsen.ts';

const LINES = [
	'',
	'a',
	'<*>',
	'one, two: three <*> four (five) six seven eight nine',
	'über "den" <*>.',
	'a '.repeat(60).trim(),
];
const LEVELS = Array.from({ length: LAST_LEVEL + 1 }, (_, level) => level);

const coarse = (text: string, level: number): string =>
	new TextDecoder().decode(coarsen(new TextEncoder().encode(text), level, new Uint8Array(4_096)));

test.each([
	[0, 'no route to web, giving up now'],
	[3, 'no route to web, <*> <*> <*>'],
	[6, '<*> <*> <*> <*>, <*> <*> <*>'],
	[LAST_LEVEL, '<*>'],
])('at level %i fewer words are left', (level, expected) => {
	expect(coarse('no route to web, giving up now', level)).toBe(expected);
});

test('it does not matter when a level was reached', () => {
	for (const line of LINES) {
		for (const first of LEVELS) {
			for (const second of LEVELS) {
				expect(coarse(coarse(line, first), second)).toBe(coarse(line, Math.max(first, second)));
			}
		}
	}
});
