import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stripControls, toPrintableLine, toStorableText } from '../../source/core/text.ts';
import { oddText, SEEDED } from './property.ts';

const ESC = '\u001B';

describe('toPrintableLine', () => {
	test.each([
		['plain', 'all is well', 'all is well'],
		['line ends and tabs', ' a\r\nb\tc\n\n', 'a b c'],
		['colours', `${ESC}[31mred${ESC}[0m ${ESC}[38;2;1;2;3mmore`, 'red more'],
		['cursor and screen', `${ESC}[2J${ESC}[1;1Hx${ESC}[?25l`, 'x'],
		['a title by OSC and BEL', `a${ESC}]0;title\u0007b`, 'ab'],
		['a link by OSC and ST', `${ESC}]8;;https://example.com${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
		['an OSC that never ends', `a${ESC}]0;title`, 'a'],
		['device control and privacy strings', `${ESC}Pq#0${ESC}\\a${ESC}^x${ESC}\\b${ESC}_y${ESC}\\`, 'ab'],
		['a lone escape', `a${ESC}b`, 'ab'],
		['C0 and DEL', 'a\0b\u0007c\u0008d\u007Fe', 'abcde'],
		['C1', 'a\u009B31mb\u0090c', 'a31mbc'],
		['bidirectional overrides', 'a\u202Eb\u2066c\u2069d\u200Fe', 'abcde'],
		['zero width and BOM', '\uFEFFa\u200Bb\u2060c\u00ADd', 'abcd'],
		['line and paragraph separators', 'a\u2028b\u2029c', 'abc'],
		['lone surrogates', 'a\uD800b\uDC00', 'a\uFFFDb\uFFFD'],
		['emoji and letters of any script', '✓ 漢字 🎉 é', '✓ 漢字 🎉 é'],
	])('%s', (_what, text, expected) => {
		expect(toPrintableLine(text)).toBe(expected);
	});

	test.each([
		['just fits', 'abcde', 5, 'abcde'],
		['one too long', 'abcdef', 5, 'abcd…'],
		['cut within a pair', 'abc🎉🎉', 5, 'abc\uFFFD…'],
	])('length: %s', (_what, text, maxLength, expected) => {
		expect(toPrintableLine(text, maxLength)).toBe(expected);
	});

	test('a hostile megabyte is cut first', () => {
		expect(toPrintableLine(`${ESC}]`.repeat(500_000), 300)).toBe('');
		expect(toPrintableLine('x'.repeat(1_000_000), 300)).toHaveLength(300);
	});

	test('whatever comes in, one harmless line of bounded length goes out', () => {
		fc.assert(
			fc.property(oddText, fc.integer({ min: 1, max: 30 }), (text, maxLength) => {
				const line = toPrintableLine(text, maxLength);
				expect(line.length).toBeLessThanOrEqual(maxLength);
				expect(line.isWellFormed()).toBe(true);
				expect(line).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]/u);
			}),
			SEEDED,
		);
	});
});

describe('toStorableText', () => {
	test.each([
		['ordinary text stays, line ends too', 'a\r\nb\u001B[0m ✓ 🎉', 'a\r\nb\u001B[0m ✓ 🎉'],
		['NUL', 'a\0b\0', 'a\uFFFDb\uFFFD'],
		['a lone high surrogate', 'a\uD800', 'a\uFFFD'],
		['a lone low surrogate', '\uDC00a', '\uFFFDa'],
		['a pair the wrong way round', '\uDC00\uD800', '\uFFFD\uFFFD'],
	])('%s', (_what, text, expected) => {
		expect(toStorableText(text)).toBe(expected);
	});

	test('is well-formed, without NUL, of the same length, and stays so', () => {
		fc.assert(
			fc.property(oddText, (text) => {
				const stored = toStorableText(text);
				return (
					stored.isWellFormed() &&
					!stored.includes('\0') &&
					stored.length === text.length &&
					toStorableText(stored) === stored
				);
			}),
			SEEDED,
		);
	});
});

test.each([
	['colours and titles', `${ESC}[31mred${ESC}]0;title\u0007!`, 'red!'],
	['single control characters', 'a\u0008b\u009Bc\u007F', 'abc'],
	['directions', '\u202Eabc\u2066', 'abc'],
	['layout stays', ' a\tb\r\nc ', ' a\tb\r\nc '],
	['joined emoji stay', '👩\u200D💻', '👩\u200D💻'],
	['NUL and lone surrogates', 'a\0\uD800', 'a\uFFFD\uFFFD'],
])('stripControls: %s', (_name, text, clean) => {
	expect(stripControls(text)).toBe(clean);
});
