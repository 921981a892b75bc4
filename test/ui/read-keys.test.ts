import { describe, expect, test } from 'vitest';
import { typedText } from '../../source/ui/keymap/keymap.ts';
import { type KeyFlags, readKeys } from '../../source/ui/keymap/read-keys.ts';

const CASES: readonly (readonly [input: string, flags: KeyFlags, keys: readonly string[]])[] = [
	['j', {}, ['j']],
	['jjj', {}, ['j', 'j', 'j']],
	['G', { shift: true }, ['G']],
	['/abc\r', {}, ['/', 'a', 'b', 'c', 'enter']],
	['a b\tc\u007F\u001B', {}, ['a', 'space', 'b', 'tab', 'c', 'backspace', 'escape']],
	['\r\n', {}, ['enter', 'enter']],
	['\u0004\u0015', {}, ['ctrl+d', 'ctrl+u']],
	['👩‍👩‍👧é', {}, ['👩‍👩‍👧', 'é']],
	['', { upArrow: true }, ['up']],
	['', { return: true }, ['enter']],
	['', { escape: true }, ['escape']],
	['', { tab: true }, ['tab']],
	['', { tab: true, shift: true }, ['shift+tab']],
	['c', { ctrl: true }, ['ctrl+c']],
	['b', { meta: true }, ['alt+b']],
	['', { pageDown: true }, ['pagedown']],
	['', {}, []],
];

describe('keys', () => {
	test.each(CASES)('%j with %j are %j', (input, flags, keys) => {
		expect(readKeys(input, flags)).toEqual(keys);
	});

	test.each([
		['j', 'j'],
		['space', ' '],
		['+', '+'],
		['日', '日'],
		['ctrl+d', undefined],
		['alt+b', undefined],
		['shift+tab', undefined],
		['enter', undefined],
		['pagedown', undefined],
	])('the text of %j is %j', (key, text) => {
		expect(typedText(key)).toBe(text);
	});
});
