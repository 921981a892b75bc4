import { describe, expect, test } from 'vitest';
import { salvageElements } from '../../source/core/salvage.ts';

const element = (name: string) => ({ slug: name, stages: { alex: { status: 'success', issues: ['{', '}', '"'] } } });
const [A, B, C] = [element('a'), element('b'), element('c')];
const pretty = JSON.stringify([A, B, C], null, 2);
/** The same text with the first match replaced in B. */
const damaged = (from: string, to: string) => {
	const start = pretty.indexOf('"b"');
	return pretty.slice(0, start) + pretty.slice(start).replace(from, to);
};

describe('what is found', () => {
	test.each<[string, string, readonly unknown[]]>([
		['of a whole list', pretty, [A, B, C]],
		['of a whole list without spaces', JSON.stringify([A, B, C]), [A, B, C]],
		['behind a byte order mark', `\uFEFF${pretty}`, [A, B, C]],
		['of a list with CRLF', pretty.replaceAll('\n', '\r\n'), [A, B, C]],
		['without the closing bracket', pretty.slice(0, -1), [A, B, C]],
		['without the last two characters', pretty.slice(0, -3), [A, B]],
		['of a list that begins in the midst', pretty.slice(pretty.indexOf('"stages"')), [B, C]],
		['of a list with the tail of a longer one behind', `${JSON.stringify([A], null, 2)}${pretty.slice(-100)}`, [A]],
		[
			'of a list with whole elements of another one behind',
			`${JSON.stringify([A], null, 2)}${pretty.slice(300)}`,
			[A, C],
		],
		['of an element that stands alone', JSON.stringify(A), [A]],
		['of nothing', '', []],
		['of an empty list', '[]', []],
		['of text', 'this is no JSON', []],
		['of elements that are no objects', '[1, "two", null, [3]', []],
		['of brackets that close nothing', '}}}}{"a":1}}}', [{ a: 1 }]],
	])('%s', (_what, text, expected) => {
		expect(salvageElements(text)).toEqual(expected);
	});

	test.each([
		['a missing value', '"success"', ''],
		['a missing quote', '"success"', '"success'],
		['a bracket too few', '    }\n', ''],
		['a bracket too many', '"success"', '}'],
		['an opening bracket too many', '"status"', '{'],
		['a cut-off string', '"success",', '"succ'],
		['NUL bytes', '"success"', '\0'.repeat(64)],
		['a backslash at the end of a line', '"success"', '"\\'],
	])('of an element with %s: the others, and no part of it', (_what, from, to) => {
		expect(salvageElements(damaged(from, to))).toEqual([A, C]);
	});

	test('strings with brackets, quotes, backslashes and line ends are no structure', () => {
		const odd = ['}', '{', '"', '\\', '\\"', '\n  {', '\\\n', '[{"a":1}]', '\u2028', '\uD800'].map((issue) => ({
			issue,
		}));
		for (const indent of [0, 2, 4, '\t']) expect(salvageElements(JSON.stringify(odd, null, indent))).toEqual(odd);
	});

	test('an element deeper than any real one is left', () => {
		const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
		expect(salvageElements(`[${JSON.stringify(A)},${deep},${JSON.stringify(B)}`)).toEqual([A, B]);
	});
});

/** What a scan per element, or per bracket, would take hours for. */
const HUGE = 5_000_000;
test.each([
	['{', '{'.repeat(HUGE)],
	['"', '"'.repeat(HUGE)],
	['}', '}'.repeat(HUGE)],
	['\\', `"${'\\'.repeat(HUGE)}`],
	['{"', '{"'.repeat(HUGE / 2)],
	['lines that begin an element', '\n  {'.repeat(HUGE / 4)],
	['{"a":', '{"a":'.repeat(HUGE / 5)],
])('5 MB of %s are gone through once', { timeout: 60_000 }, (_what, text) => {
	expect(salvageElements(text)).toEqual([]);
});

test('5 MB of small elements are all found', { timeout: 60_000 }, () => {
	expect(salvageElements(`[${'{"a":{}},'.repeat(HUGE / 9)}`)).toHaveLength(Math.floor(HUGE / 9));
});
