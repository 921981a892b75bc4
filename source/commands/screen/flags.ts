import { THEME_NAMES } from '../../core/theme-names.ts';
import type { FlagSpec } from '../spec.ts';

/** Flags of every command that draws a screen in a terminal. */
export const SCREEN_FLAGS = {
	tui: { type: 'boolean', summary: 'draw the screen also where it would be text (CI, screen reader)' },
	plain: { type: 'boolean', summary: 'text in a terminal, too' },
	theme: { type: 'string', value: '<name>', choices: THEME_NAMES, summary: 'colours of the screen' },
	ascii: { type: 'boolean', summary: 'draw with ASCII characters only' },
} as const satisfies Record<string, FlagSpec>;
