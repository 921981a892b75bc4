import { describe, expect, test } from 'vitest';
import { leavesOf } from '../../source/core/payload/leaves.ts';
import { renderPreviews } from '../../source/render/preview-table.ts';
import { displayWidth } from '../../source/render/width.ts';

test.each([
	[{}, [['', '{}']]],
	[7, [['', '7']]],
	[
		{ a: { b: [1, { c: 'x' }], d: {} }, e: null },
		[
			['a.b[0]', '1'],
			['a.b[1].c', '"x"'],
			['a.d', '{}'],
			['e', 'null'],
		],
	],
])('leaves of %j', (value, expected) => {
	expect(leavesOf(value)).toEqual(expected);
});

describe('previews side by side', () => {
	const columns = [
		{ title: 'off', leaves: new Map(), note: 'nothing leaves' },
		{
			title: 'user-only',
			leaves: new Map(leavesOf({ slug: 'a', spec: '日本語'.repeat(30) })),
			note: undefined,
		},
		{ title: 'on', leaves: new Map(leavesOf({ slug: 'a', host: 'h' })), note: undefined },
	];

	test('a value, or the sign that it is withheld', () => {
		expect(
			renderPreviews(
				columns.map((column) => ({ ...column, note: undefined })),
				60,
			).split('\n'),
		).toEqual([
			'FIELD  OFF  USER-ONLY         ON',
			'slug   ·    "a"               "a"',
			'spec   ·    "日本語日本語日…  ·',
			'host   ·    ·                 "h"',
			'',
			'· withheld',
		]);
	});

	test.each([40, 60, 80, 200])('fits into %i columns', (width) => {
		const text = renderPreviews(columns, width);
		expect(text).toContain('off: nothing leaves');
		for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
	});
});
