import { describe, expect, test } from 'vitest';
import { insertFeatureId, readFeatureId } from '../../source/core/feature-id.ts';

const NEW = 'new-id';

function ensured(content: string): string {
	const reading = readFeatureId(content);
	return reading.kind === 'present' ? content : insertFeatureId(content, reading, NEW);
}

describe('an id that is there is found and kept', () => {
	test.each([
		['LF', '---\nfeatureId: abc\n---\nbody\n'],
		['CRLF', '---\r\nfeatureId: abc\r\n---\r\nbody\r\n'],
		['a BOM as text', '\uFEFF---\nfeatureId: abc\n---\n'],
		['a BOM as bytes', '\u00EF\u00BB\u00BF---\nfeatureId: abc\n---\n'],
		['a BOM and CRLF', '\uFEFF---\r\nfeatureId: abc\r\n---\r\n'],
		['a closing fence without newline at the end of the file', '---\nfeatureId: abc\n---'],
		['spaces after the fences', '---  \nfeatureId: abc\n--- \t\nbody'],
		['a leading blank line', '\n---\nfeatureId: abc\n---\n'],
		['leading blank lines with CRLF and spaces', '\r\n  \r\n---\r\nfeatureId: abc\r\n---\r\n'],
		['double quotes', '---\nfeatureId: "abc"\n---\n'],
		['single quotes', "---\nfeatureId: 'abc'\n---\n"],
		['a trailing comment', '---\nfeatureId: abc # set once\n---\n'],
		['a comment after quotes', '---\nfeatureId: "abc"# set once\n---\n'],
		['trailing spaces', '---\nfeatureId: abc \t \n---\n'],
		['a space before the colon', '---\nfeatureId : abc\n---\n'],
		['a key in double quotes', '---\n"featureId": abc\n---\n'],
		['a key in single quotes', "---\n'featureId': abc\n---\n"],
		['other keys around it', '---\ntitle: Sign in\nfeatureId: abc\nowner: someone\n---\n'],
		['an empty one before it', '---\nfeatureId:\nfeatureId: abc\n---\n'],
		['an empty one after it', '---\nfeatureId: abc\nfeatureId:\n---\n'],
		['a different one after it', '---\nfeatureId: abc\nfeatureId: other\n---\n'],
		['a line end doubled on the way', '---\nfeatureId: abc\r\r\n---\n'],
	])('%s', (_what, content) => {
		expect(readFeatureId(content)).toMatchObject({ kind: 'present', id: 'abc' });
		expect(ensured(content)).toBe(content);
	});

	test.each([
		['a hash inside quotes', '---\nfeatureId: "a # b"\n---\n', 'a # b'],
		['a hash without a space', '---\nfeatureId: a#b\n---\n', 'a#b'],
		['a name that begins like null', '---\nfeatureId: nullable\n---\n', 'nullable'],
	])('%s', (_what, content, id) => {
		expect(readFeatureId(content)).toMatchObject({ kind: 'present', id });
	});
});

describe('frontmatter without an id gets one', () => {
	test.each([
		['no such key', '---\ntitle: x\n---\nbody\n', '---\nfeatureId: new-id\ntitle: x\n---\nbody\n'],
		['no key at all', '---\n---\n', '---\nfeatureId: new-id\n---\n'],
		['CRLF', '---\r\ntitle: x\r\n---\r\n', '---\r\nfeatureId: new-id\r\ntitle: x\r\n---\r\n'],
		['a BOM', '\uFEFF---\ntitle: x\n---\n', '\uFEFF---\nfeatureId: new-id\ntitle: x\n---\n'],
		['a leading blank line', '\n---\ntitle: x\n---\n', '\n---\nfeatureId: new-id\ntitle: x\n---\n'],
		['spaces after the fence', '---  \ntitle: x\n---  ', '---  \nfeatureId: new-id\ntitle: x\n---  '],
		['an empty value', '---\nfeatureId:\n---\n', '---\nfeatureId: new-id\n---\n'],
		['an empty value with CRLF', '---\r\nfeatureId:\r\n---\r\n', '---\r\nfeatureId: new-id\r\n---\r\n'],
		['an empty value, not first', '---\na: 1\nfeatureId: \nb: 2\n---', '---\na: 1\nfeatureId: new-id\nb: 2\n---'],
		['an empty value with a comment', '---\nfeatureId: # todo\n---\n', '---\nfeatureId: new-id # todo\n---\n'],
		['two empty values: the first', '---\nfeatureId:\nfeatureId:\n---\n', '---\nfeatureId: new-id\nfeatureId:\n---\n'],
		['empty quotes', '---\nfeatureId: ""\n---\n', '---\nfeatureId: new-id\n---\n'],
		['empty quotes with a comment', "---\nfeatureId: '' # todo\n---\n", '---\nfeatureId: new-id # todo\n---\n'],
		['null', '---\nfeatureId: null\n---\n', '---\nfeatureId: new-id\n---\n'],
		['null with a comment', '---\nfeatureId: null # todo\n---\n', '---\nfeatureId: new-id # todo\n---\n'],
		['a tilde', '---\nfeatureId: ~\n---\n', '---\nfeatureId: new-id\n---\n'],
		[
			'an indented key is another one',
			'---\nparent:\n  featureId: abc\n---\n',
			'---\nfeatureId: new-id\nparent:\n  featureId: abc\n---\n',
		],
		[
			'a longer key is another one',
			'---\nfeatureIds: abc\nmyfeatureId: abc\n---\n',
			'---\nfeatureId: new-id\nfeatureIds: abc\nmyfeatureId: abc\n---\n',
		],
		['a commented key', '---\n# featureId: abc\n---\n', '---\nfeatureId: new-id\n# featureId: abc\n---\n'],
		[
			'the key in the body only',
			'---\ntitle: x\n---\nfeatureId: abc\n',
			'---\nfeatureId: new-id\ntitle: x\n---\nfeatureId: abc\n',
		],
		[
			'a longer rule is no fence',
			'---\ntitle: x\n----\nfeatureId:\n---\n',
			'---\ntitle: x\n----\nfeatureId: new-id\n---\n',
		],
	])('%s', (_what, content, expected) => {
		expect(ensured(content)).toBe(expected);
		expect(ensured(expected)).toBe(expected);
		expect(readFeatureId(expected)).toMatchObject({ kind: 'present', id: NEW });
	});
});

describe('a file without frontmatter gets a block before everything', () => {
	test.each([
		['text', '# Title\nbody\n', '---\nfeatureId: new-id\n---\n# Title\nbody\n'],
		['CRLF text', '# Title\r\nbody\r\n', '---\r\nfeatureId: new-id\r\n---\r\n# Title\r\nbody\r\n'],
		['an empty file', '', '---\nfeatureId: new-id\n---\n'],
		['a BOM', '\uFEFF# Title\n', '\uFEFF---\nfeatureId: new-id\n---\n# Title\n'],
		['a BOM as bytes', '\u00EF\u00BB\u00BF# Title\n', '\u00EF\u00BB\u00BF---\nfeatureId: new-id\n---\n# Title\n'],
		['a key in the text', 'featureId: abc\n', '---\nfeatureId: new-id\n---\nfeatureId: abc\n'],
		[
			'a rule further down',
			'text\n---\nfeatureId: abc\n---\n',
			'---\nfeatureId: new-id\n---\ntext\n---\nfeatureId: abc\n---\n',
		],
		['a fence that never closes', '---\ntitle: x\n', '---\nfeatureId: new-id\n---\n---\ntitle: x\n'],
		[
			'an id in a fence that never closes',
			'---\nfeatureId: abc\n',
			'---\nfeatureId: new-id\n---\n---\nfeatureId: abc\n',
		],
		['an indented fence', ' ---\nfeatureId: abc\n---\n', '---\nfeatureId: new-id\n---\n ---\nfeatureId: abc\n---\n'],
	])('%s', (_what, content, expected) => {
		expect(ensured(content)).toBe(expected);
		expect(ensured(expected)).toBe(expected);
	});
});
