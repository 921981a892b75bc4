import { describe, expect, test } from 'vitest';
import { Codeowners } from '../../../source/failures/owners/codeowners.ts';
import { readSharedData, SHARED_DATA } from '../../support/shared-data.ts';

const vectors = readSharedData('codeowners-patterns.json');

interface Vector {
	readonly pattern: string;
	readonly paths: Readonly<Record<string, boolean>>;
}

describe.skipIf(!vectors)(SHARED_DATA, () => {
	test('patterns match what they match on GitHub', () => {
		const checks = (JSON.parse(String(vectors)) as readonly Vector[]).flatMap(({ pattern, paths }) =>
			Object.entries(paths).map(([path, isMatch]) => ({ pattern, path, isMatch })),
		);
		expect(checks).toHaveLength(153);
		const wrong = checks.filter(
			({ pattern, path, isMatch }) => new Codeowners(`${pattern} @a`).ownersOf(path).length > 0 !== isMatch,
		);
		expect(wrong).toEqual([]);
	});
});

const owners = (text: string, path: string): string => new Codeowners(text).ownersOf(path).join(' ');

describe('of several lines', () => {
	test.each([
		['the last that matches decides', '* @a\n/src/ @b\n*.ts @c\n', 'src/x.ts', '@c'],
		['order counts, not length', '/src/deep/x.ts @a\n* @b', 'src/deep/x.ts', '@b'],
		['one without an owner takes ownership away', '* @a\n/src/', 'src/x.ts', ''],
		['and a later one gives it back', '* @a\n/src/\n/src/x.ts @b', 'src/x.ts', '@b'],
		['none matches', '/src/ @a', 'test/x.ts', ''],
		['several owners', '* @a @b/c jane@example.com', 'x', '@a @b/c jane@example.com'],
		['an owner named twice', '* @a @b @a', 'x', '@a @b'],
		['a comment behind owners', '* @a # and @b', 'x', '@a'],
		['comments and empty lines', '# * @a\n\n  \n* @b\n', 'x', '@b'],
		['spaces in a name', 'my\\ folder/ @a', 'my folder/x', '@a'],
		['tabs', '*\t@a\t@b', 'x', '@a @b'],
		['line ends of Windows, a byte order mark', '\uFEFF* @a\r\n/src/ @b\r\n', 'src/x', '@b'],
		['a path with a slash before it', '/src/ @a', '/src/x', '@a'],
		['a path with a dot before it', '/src/ @a', './src/x', '@a'],
		['case', '/src/ @a', 'SRC/x', ''],
		['a slash alone matches nothing', '/ @a', 'x', ''],
		['any folders at the end, twice', 'a/**/** @a', 'a/b/c', '@a'],
		['only any folders', '** @a', 'a/b/c', '@a'],
		['names of object members', 'constructor/ @a', 'toString/x', ''],
	])('%s', (_, text, path, expected) => {
		expect(owners(text, path)).toBe(expected);
	});
});

describe('GitLab', () => {
	const text = [
		'* @all',
		'[Backend][2] @back',
		'/api/',
		'/api/x.ts @x',
		'^[Docs] @docs @more',
		'*.md',
		'/api/ @api-docs',
		'[BACKEND]',
		'/api/y.ts @y and somebody',
		'!/api/generated/',
	].join('\n');

	test.each([
		['lines before any section', 'src/x', '@all'],
		['inherited, and of each section its last line', 'api/z.ts', '@all @back @api-docs'],
		['own owners in place of the section’s', 'api/x.ts', '@all @x @api-docs'],
		['sections of the same name are one; words that are no owners are passed over', 'api/y.ts', '@all @api-docs @y'],
		['several inherited', 'README.md', '@all @docs @more'],
		['an exclusion holds for its section', 'api/generated/x.ts', '@all @api-docs'],
	])('%s', (_, path, expected) => {
		expect(owners(text, path)).toBe(expected);
	});

	test('brackets at the beginning of a path begin no section', () => {
		expect(owners('[a]bc/x @a\n* @b', '[a]bc/x')).toBe('@b');
		expect(owners('* @b\n[a]/x @a', '[a]/x')).toBe('@a');
		expect(owners('  [A]\t@a @b # of A\r\n/x', 'x')).toBe('@a @b');
	});

	test('an exclusion holds whatever comes later', () => {
		expect(owners('[A] @a\n!/gen/\n*', 'gen/x')).toBe('');
		expect(owners('[A] @a\n!/gen/\n*', 'src/x')).toBe('@a');
	});
});

test('lines that say nothing are named', () => {
	const text = `* @a\n!/x @b\n/y nobody\n/z\u0000 @c\n/${'x'.repeat(2_000)} @d\n`;
	const codeowners = new Codeowners(text);
	expect(codeowners.problems).toEqual([
		{ line: 2, reason: 'unsupported pattern' },
		{ line: 3, reason: 'no owner' },
		{ line: 4, reason: 'control character' },
		{ line: 5, reason: 'pattern too long' },
	]);
	expect(codeowners.match('y').map(({ line }) => line)).toEqual([1]);
});

describe('hostile files', () => {
	const deep = `${'a/'.repeat(500)}b`;
	test.each([
		['nothing', '', ''],
		['NULs', '\0'.repeat(100_000), ''],
		['3 MB without a line end', 'x'.repeat(3_000_000), ''],
		['10,000 rules', Array.from({ length: 10_000 }, (_, index) => `/f${index}/**/*.ts @t${index}`).join('\n'), ''],
		['10,000 equal rules', '* @a\n'.repeat(10_000), '@a'],
		['10,000 sections', Array.from({ length: 10_000 }, (_, index) => `[s${index}] @a\n*`).join('\n'), '@a'],
		['stars', `${'a*'.repeat(500)}b @a`, ''],
		['any folders', `${'a/**/'.repeat(150)}b @a`, '@a'],
		['any folders without end', `${'**/a/'.repeat(200)}nothing @a`, ''],
		['rules that all branch', Array.from({ length: 1_000 }, (_, n) => `**/a/**/*${n}*x*y @a`).join('\n'), ''],
	])('%s', (_, text, expected) => {
		expect(owners(text, deep)).toBe(expected);
		expect(owners(text, 'a'.repeat(4_000))).toBe(text.includes('* @a') || text.includes('[s0]') ? '@a' : '');
	});
});
