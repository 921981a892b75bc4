import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderTable } from '../../source/render/table.ts';
import { displayWidth } from '../../source/render/width.ts';
import { SEEDED } from '../support/seed.ts';

test.each([
	['nothing', [], ''],
	['one cell', [['a']], 'a'],
	[
		'columns',
		[
			['SLUG', 'STATUS', 'RUN'],
			['user-auth', 'ok', '1'],
		],
		'SLUG       STATUS  RUN\nuser-auth  ok      1',
	],
	[
		'no spaces at the end of a line',
		[
			['a', 'long'],
			['b', ''],
		],
		'a  long\nb',
	],
	['rows of different lengths', [['a'], ['bb', 'c'], []], 'a\nbb  c\n'],
	[
		'wide characters by their columns',
		[
			['日本', 'x'],
			['abc', 'y'],
			['🎉', 'z'],
		],
		'日本  x\nabc   y\n🎉    z',
	],
])('a table of %s', (_, rows, text) => {
	expect(renderTable(rows)).toBe(text);
});

test('the second column begins at the same place in every line', () => {
	const cell = fc.array(fc.constantFrom('a', '語', '🎉', 'é'), { maxLength: 6 }).map((parts) => parts.join(''));
	fc.assert(
		fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
			const lines = renderTable(cells.map((text) => [text, '|'])).split('\n');
			const starts = lines.map((line) => displayWidth(line.slice(0, line.indexOf('|'))));
			expect(starts).toEqual(Array(cells.length).fill(Math.max(...cells.map(displayWidth)) + 2));
		}),
		SEEDED,
	);
});
