import type { ThemeName } from '../../core/theme-names.ts';
import { createTheme, type Theme } from './themes.ts';

export interface ThemeFacts {
	/** Whether the terminal may be sent colours. */
	readonly hasColours: boolean;
	/** The name that was given, checked already. */
	readonly name?: ThemeName | undefined;
	/** `--ascii`. */
	readonly isAscii: boolean;
	/** `LC_ALL`, else `LC_CTYPE`, else `LANG`. */
	readonly locale?: string | undefined;
	/** `TERM`. */
	readonly terminalType?: string | undefined;
	/** `COLORFGBG`: some terminals say so what they look like, `0;15` is black on white. */
	readonly colourPair?: string | undefined;
}

const LIGHT_BACKGROUNDS: ReadonlySet<string> = new Set(['7', '15']);

function backgroundTheme(colourPair: string | undefined): ThemeName {
	return LIGHT_BACKGROUNDS.has(colourPair?.split(';').at(-1) ?? '') ? 'light' : 'dark';
}

/** The Linux console has 512 glyphs, and what is no UTF-8 shows three wrong characters for every line drawn. */
function needsAscii({ isAscii, locale, terminalType }: ThemeFacts): boolean {
	if (isAscii || terminalType === 'linux') return true;
	return locale !== undefined && locale !== '' && !/utf-?8/i.test(locale);
}

export function chooseTheme(facts: ThemeFacts): Theme {
	const name = facts.hasColours ? (facts.name ?? backgroundTheme(facts.colourPair)) : 'none';
	return createTheme(name, needsAscii(facts));
}
