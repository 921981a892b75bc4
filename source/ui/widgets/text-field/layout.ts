import { displayWidth } from '../../../render/width.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, span } from '../line/spans.ts';
import type { TextFieldState } from './state.ts';

export interface FieldLook {
	readonly isFocused: boolean;
	/** Shows one mark for each character: for what nobody is to read. */
	readonly isMasked?: boolean;
	/** Shown while nothing has been typed. */
	readonly placeholder?: string;
}

/** A field's text with its cursor; of a long one the part around the cursor. */
export function fieldSpans(
	{ characters, cursor }: TextFieldState,
	{ isFocused, isMasked = false, placeholder = '' }: FieldLook,
	width: number,
	theme: Theme,
): readonly Span[] {
	const { glyphs } = theme;
	if (characters.length === 0) {
		const hint = span(placeholder, 'quiet');
		return fitSpans(isFocused ? [cursorSpan(' ', theme), hint] : [hint], width, glyphs.ellipsis);
	}
	const shown = isMasked ? characters.map(() => glyphs.bullet) : characters;
	if (!isFocused) return fitSpans([span(shown.join(''))], width, glyphs.ellipsis);
	let from = cursor;
	let taken = displayWidth(shown[cursor] ?? ' ');
	while (from > 0 && taken + displayWidth(shown[from - 1] ?? '') <= width) taken += displayWidth(shown[--from] ?? '');
	const at = shown[cursor] ?? ' ';
	const line = [
		span(shown.slice(from, cursor).join('')),
		cursorSpan(at, theme),
		span(shown.slice(cursor + 1, cursor + 1 + width).join('')),
	];
	return fitSpans(line, width, glyphs.ellipsis);
}

/** Where there are no colours there is nothing to stand out by but a glyph. */
function cursorSpan(character: string, { name, glyphs }: Theme): Span {
	return name === 'none' && character === ' ' ? span(glyphs.cursor) : span(character, 'cursor');
}
