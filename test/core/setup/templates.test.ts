import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { setDotenvVariable } from '../../../source/core/dotenv-edit.ts';
import { DOTENV_LINES, ignoredPaths, missingFrom, TEMPLATE_MARK } from '../../../source/core/setup/templates.ts';

test('the template sets nothing, is recognised, and takes a value in its place', () => {
	const text = `${DOTENV_LINES.join('\n')}\n`;
	expect(parseEnv(text)).toEqual({});
	expect(text).toContain(TEMPLATE_MARK);
	const url = 'https://example.com/e';
	const lines = (setDotenvVariable(text, TEMPLATE_MARK, url) ?? '').split('\n');
	const template = lines.findIndex((line) => line.startsWith(`# ${TEMPLATE_MARK}=`));
	expect(lines[template + 1]).toBe(`${TEMPLATE_MARK}=${url}`);
});

describe('what a .gitignore lacks', () => {
	const paths = ignoredPaths('.claude/telemetry-failed.json');
	test.each([
		['nothing in it', '', paths],
		['all in it', paths.join('\r\n'), []],
		['with leading and without trailing slashes', paths.map((path) => `/${path.replace(/\/$/, '')}`).join('\n'), []],
		['the folder above', 'node_modules\n.claude/\n.env\n', []],
		['all in the folder above', '.claude/*\n.env', []],
		['only a similar name', '.env.local\n.claudes/\n', paths],
		['commented', '# .env\n', paths],
	])('%s', (_, text, expected) => {
		expect(missingFrom(text, paths)).toEqual(expected);
	});

	test('a queue elsewhere is named as git reads it, one outside not at all', () => {
		expect(ignoredPaths('data/queue[1]#.json').at(-1)).toBe('data/queue\\[1\\]\\#.json');
		expect(ignoredPaths(undefined).some((path) => path.includes('queue'))).toBe(false);
	});
});
