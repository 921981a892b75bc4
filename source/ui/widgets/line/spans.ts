import { graphemesOf } from '../../../core/graphemes.ts';
import { displayWidth } from '../../../render/width.ts';
import type { Span, Token } from '../../theme/tokens.ts';

export const span = (text: string, token?: Token): Span => (token === undefined ? { text } : { text, token });

export const widthOf = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + displayWidth(text), 0);

/** The beginning of a printable text that fits into so many columns; what is cut ends in `ellipsis`. */
export function cutText(text: string, width: number, ellipsis: string): string {
	if (displayWidth(text) <= width) return text;
	if (width <= 0) return '';
	let cut = '';
	let taken = displayWidth(ellipsis);
	for (const { segment } of graphemesOf(text)) {
		taken += displayWidth(segment);
		if (taken > width) break;
		cut += segment;
	}
	return cut + ellipsis;
}

/** A text of exactly so many columns. */
export function padText(text: string, width: number, ellipsis: string, align: 'left' | 'right' = 'left'): string {
	const cut = cutText(text, width, ellipsis);
	const blank = ' '.repeat(Math.max(0, width - displayWidth(cut)));
	return align === 'left' ? cut + blank : blank + cut;
}

/** A line of exactly so many columns. */
export function fitSpans(spans: readonly Span[], width: number, ellipsis: string): readonly Span[] {
	const fitted: Span[] = [];
	let room = width;
	for (const piece of spans) {
		const text = cutText(piece.text, room, ellipsis);
		if (text !== '') fitted.push({ ...piece, text });
		room -= displayWidth(text);
		if (text !== piece.text) break;
	}
	return room > 0 ? [...fitted, span(' '.repeat(room))] : fitted;
}

/** Two ends of one line; where there is no room for both, the right one goes first. */
export function spread(
	left: readonly Span[],
	right: readonly Span[],
	width: number,
	ellipsis: string,
): readonly Span[] {
	const room = width - widthOf(right);
	return room > widthOf(left) || room > width / 2
		? [...fitSpans(left, room, ellipsis), ...right]
		: fitSpans(left, width, ellipsis);
}

/** All of a line in one look, as a selected row has it. */
export const withToken = (spans: readonly Span[], token: Token): readonly Span[] =>
	spans.map(({ text }) => ({ text, token }));
