import type { ThemeName } from '../../core/theme-names.ts';
import { ASCII_GLYPHS, type Glyphs, UNICODE_GLYPHS } from './glyphs.ts';
import type { Style, Token } from './tokens.ts';

export interface Theme {
	readonly name: ThemeName;
	readonly styles: Readonly<Record<Token, Style>>;
	readonly glyphs: Glyphs;
}

const DARK: Theme['styles'] = {
	text: {},
	quiet: { colour: 'gray' },
	title: { isBold: true },
	accent: { colour: 'cyan' },
	good: { colour: 'green' },
	bad: { colour: 'red' },
	warn: { colour: 'yellow' },
	busy: { colour: 'blueBright' },
	border: { colour: 'gray' },
	borderActive: { colour: 'cyan' },
	selected: { colour: 'whiteBright', ground: 'blue', isBold: true },
	cursor: { isInverse: true },
	key: { colour: 'cyan' },
	brand: { colour: 'cyan', isBold: true },
};

const LIGHT: Theme['styles'] = {
	...DARK,
	accent: { colour: 'blue' },
	// Yellow on white can't be read.
	warn: { colour: 'magenta' },
	busy: { colour: 'blue' },
	borderActive: { colour: 'blue' },
	key: { colour: 'blue' },
	brand: { colour: 'blue', isBold: true },
};

/** Blue and yellow are told apart by nearly everybody; red and green by one man in twelve not. */
const COLOUR_BLIND: Theme['styles'] = {
	...DARK,
	good: { colour: 'blueBright' },
	bad: { colour: 'yellowBright', isBold: true },
	warn: { colour: 'magenta' },
	busy: { colour: 'cyanBright' },
};

const NONE: Theme['styles'] = {
	text: {},
	quiet: {},
	title: {},
	accent: {},
	good: {},
	bad: {},
	warn: {},
	busy: {},
	border: {},
	borderActive: {},
	selected: {},
	cursor: {},
	key: {},
	brand: {},
};

const STYLES: Readonly<Record<ThemeName, Theme['styles']>> = {
	dark: DARK,
	light: LIGHT,
	'colour-blind': COLOUR_BLIND,
	none: NONE,
};

export function createTheme(name: ThemeName, isAscii: boolean): Theme {
	return { name, styles: STYLES[name], glyphs: isAscii ? ASCII_GLYPHS : UNICODE_GLYPHS };
}
