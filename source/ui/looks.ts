import { keepTexts } from '../core/keep-texts.ts';
import { toTerminalText } from '../core/terminal-text.ts';
import type { Theme } from './theme/themes.ts';
import type { Token } from './theme/tokens.ts';

const printable = keepTexts((text: string) => toTerminalText(text));

/** Foreign text for a line of a screen. */
export const clean = (text: string | undefined, fallback = ''): string => printable(text ?? '') || fallback;

type GlyphName = 'good' | 'bad' | 'warn' | 'busy' | 'idle';

const LOOKS: ReadonlyMap<string, readonly [glyph: GlyphName, token: Token]> = new Map([
	['success', ['good', 'good']],
	['delivered', ['good', 'good']],
	['failed', ['bad', 'bad']],
	['rejected', ['bad', 'bad']],
	['running', ['busy', 'busy']],
	['merging', ['busy', 'busy']],
	['paused', ['warn', 'warn']],
	['aborted', ['warn', 'warn']],
	['user-aborted', ['warn', 'warn']],
	['partial', ['warn', 'warn']],
	['conflict', ['warn', 'bad']],
	['lost', ['warn', 'bad']],
	['pending', ['idle', 'quiet']],
	['skipped', ['idle', 'quiet']],
	['', ['idle', 'quiet']],
]);

export interface Look {
	readonly glyph: string;
	readonly token: Token;
}

/** How a state looks; the word stands beside it wherever there is room for one. What nobody knows is to be looked at. */
export function lookOf(state: string | undefined, { glyphs }: Theme): Look {
	const [glyph, token] = LOOKS.get(state ?? '') ?? ['warn', 'warn'];
	return { glyph: glyphs[glyph], token };
}
