import { describe, expect, test } from 'vitest';
import { parseThemeName, THEME_NAMES } from '../../source/core/theme-names.ts';
import { displayWidth } from '../../source/render/width.ts';
import { chooseTheme, type ThemeFacts } from '../../source/ui/theme/choose.ts';
import { ASCII_GLYPHS, type Glyphs, UNICODE_GLYPHS } from '../../source/ui/theme/glyphs.ts';
import { createTheme } from '../../source/ui/theme/themes.ts';

const CASES: readonly (readonly [name: string, facts: Partial<ThemeFacts>, theme: string, isAscii: boolean])[] = [
	['nothing known', {}, 'dark', false],
	['black on white', { colourPair: '0;15' }, 'light', false],
	['white on black', { colourPair: '15;0' }, 'dark', false],
	['a name', { name: 'colour-blind', colourPair: '0;15' }, 'colour-blind', false],
	['no colours', { hasColours: false, name: 'light' }, 'none', false],
	['--ascii', { isAscii: true }, 'dark', true],
	['the Linux console', { terminalType: 'linux' }, 'dark', true],
	['Latin 1', { locale: 'de_DE.ISO-8859-1' }, 'dark', true],
	['the C locale', { locale: 'C' }, 'dark', true],
	['UTF-8', { locale: 'en_GB.utf8' }, 'dark', false],
];

const FACTS: ThemeFacts = { hasColours: true, isAscii: false };

const charactersOf = (glyphs: Glyphs) =>
	Object.values(glyphs as unknown as Record<string, unknown>).flatMap((value) =>
		typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : [],
	);

describe('theme', () => {
	test.each(CASES)('%s', (_name, facts, name, isAscii) => {
		expect(chooseTheme({ ...FACTS, ...facts })).toEqual(createTheme(name as 'dark', isAscii));
	});

	test.each([UNICODE_GLYPHS, ASCII_GLYPHS])('every glyph is one column wide', (glyphs) => {
		for (const glyph of charactersOf(glyphs)) expect(displayWidth(glyph), glyph).toBe(1);
	});

	test('names are read, others are none', () => {
		expect(THEME_NAMES.map(parseThemeName)).toEqual(THEME_NAMES);
		expect(parseThemeName(' Dark ')).toBe('dark');
		expect(parseThemeName('solarized')).toBeUndefined();
	});
});
