import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setDotenvVariable } from '../../source/core/dotenv-edit.ts';
import { SEEDED } from './property.ts';

const NAME = 'MURMUR8_TELEMETRY_URL';
const URL = 'https://example.com/x?a=1';

describe('setting a variable', () => {
	test.each([
		['an empty file', '', `${NAME}=${URL}\n`],
		['a file without the variable', 'A=1\n', `A=1\n${NAME}=${URL}\n`],
		['no line end at the end', 'A=1', `A=1\n${NAME}=${URL}\n`],
		['CRLF', 'A=1\r\n', `A=1\r\n${NAME}=${URL}\r\n`],
		['an assignment in between', `A=1\n${NAME}=old # note\nB=2\n`, `A=1\n${NAME}=${URL}\nB=2\n`],
		['an exported one', `export ${NAME}="old"\r\nB=2\r\n`, `export ${NAME}=${URL}\r\nB=2\r\n`],
		['two of them: the last one counts', `${NAME}=a\n${NAME}=b\n`, `${NAME}=a\n${NAME}=${URL}\n`],
		['a template line', `# ${NAME}=https://you\n# more\n`, `# ${NAME}=https://you\n${NAME}=${URL}\n# more\n`],
		['a BOM before it', `\uFEFF${NAME}=old\n`, `\uFEFF${NAME}=${URL}\n`],
		['a longer name stays', `${NAME}_2=x\n`, `${NAME}_2=x\n${NAME}=${URL}\n`],
	])('%s', (_name, before, after) => {
		expect(setDotenvVariable(before, NAME, URL)).toBe(after);
	});

	test.each([
		['a hash', 'a#b', '"a#b"'],
		['a space', 'a b', '"a b"'],
		['double quotes', 'a"b', `'a"b'`],
		['a backslash', 'a\\nb', "'a\\nb'"],
		['a dollar', 'a$b', '"a$b"'],
		['all but backticks', `a"'b`, '`a"\'b`'],
	])('%s is quoted so that it reads back', (_name, value, written) => {
		const text = setDotenvVariable('', NAME, value);
		expect(text).toBe(`${NAME}=${written}\n`);
		expect(parseEnv(text ?? '')[NAME]).toBe(value);
	});

	test.each(['a\nb', 'a\rb', 'a\0b', `"'\``])('%j can not be written', (value) => {
		expect(setDotenvVariable('', NAME, value)).toBeUndefined();
	});

	test('what reads back is what was given, and everything else is as it was', () => {
		const line = fc.constantFrom(
			'A=1',
			'B="two words"',
			'# words',
			'',
			'export C=3 # note',
			`${NAME}=old`,
			`# ${NAME}=x`,
		);
		const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !text.includes('\\'));
		fc.assert(
			fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), value, (lines, lineEnd, given) => {
				const before = lines.join(lineEnd);
				const after = setDotenvVariable(before, NAME, given);
				if (after === undefined) return;
				const { [NAME]: now, ...others } = parseEnv(after);
				const { [NAME]: _old, ...othersBefore } = parseEnv(before);
				expect(now).toBe(given);
				expect(others).toEqual(othersBefore);
			}),
			SEEDED,
		);
	});
});

test.each([
	['the assignment goes', `A=1\n${NAME}=x\nB=2\n`, 'A=1\nB=2\n'],
	['nothing to take out', 'A=1\n', 'A=1\n'],
])('unsetting: %s', (_name, before, after) => {
	expect(setDotenvVariable(before, NAME, undefined)).toBe(after);
});
