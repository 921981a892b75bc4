/** Apart from the themes: the command table needs the names, and is loaded by every start of the program. */
export const THEME_NAMES = ['dark', 'light', 'colour-blind', 'none'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export const parseThemeName = (text: string): ThemeName | undefined =>
	THEME_NAMES.find((name) => name === text.trim().toLowerCase());
