import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, span, withToken } from '../line/spans.ts';
import type { ListState } from './state.ts';

/** Rows of which only some are asked for: a list, or what works them out when it is asked. */
export interface Sliceable<Row> {
	readonly length: number;
	readonly slice: (from: number, to: number) => readonly Row[];
}

/** The part of a list that is on screen; the rest of it is not even looked at. */
export function visibleRows<Row>(rows: Sliceable<Row>, { top }: ListState, height: number): readonly Row[] {
	return rows.slice(top, top + height);
}

/** A row with its pointer; the selected one stands out by glyph and by colour. */
export function listLine(
	content: readonly Span[],
	{ isSelected, isMarked = false }: { readonly isSelected: boolean; readonly isMarked?: boolean },
	width: number,
	{ glyphs }: Theme,
): readonly Span[] {
	const pointer = isSelected ? glyphs.pointer : ' ';
	const mark = isMarked ? glyphs.mark : ' ';
	const line = fitSpans([span(pointer, 'accent'), span(mark, 'warn'), ...content], width, glyphs.ellipsis);
	return isSelected ? withToken(line, 'selected') : line;
}

/** `12–34 of 100`, `12 of 100`: what of a list is seen. */
export function listNote({ top }: Pick<ListState, 'top'>, count: number, height: number, dash: string): string {
	if (count === 0) return '';
	if (count <= height) return `${count}`;
	const last = Math.min(count, top + height);
	return `${last === top + 1 ? '' : `${top + 1}${dash}`}${last} of ${count}`;
}
