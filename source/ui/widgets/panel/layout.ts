import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, span, widthOf } from '../line/spans.ts';

export interface PanelLook {
	/** In the upper border. */
	readonly title: readonly Span[];
	/** In the lower border, at its right end. */
	readonly note?: readonly Span[] | undefined;
	readonly isActive?: boolean | undefined;
}

const BORDERS = 2;
const PADDING = 2;
/** Of the upper border before and behind its title. */
const RULES = 2;

/** Columns that a panel of this width has inside. */
export const innerWidth = (columns: number): number => Math.max(0, columns - BORDERS - PADDING);
/** Rows that a panel of this height has inside. */
export const innerRows = (rows: number): number => Math.max(0, rows - BORDERS);

/** Lines with a border around them: exactly so many rows and columns, whatever is in it. */
export function panelLines(
	lines: readonly (readonly Span[])[],
	size: { readonly columns: number; readonly rows: number },
	{ title, note = [], isActive = false }: PanelLook,
	{ glyphs }: Theme,
): readonly (readonly Span[])[] {
	const token = isActive ? 'borderActive' : 'border';
	const edge = Math.max(0, size.columns - BORDERS);
	const width = innerWidth(size.columns);
	const bordered = (text: readonly Span[]) => (text.length === 0 ? [] : [span(' '), ...text, span(' ')]);
	const top = bordered(title);
	const room = edge - RULES;
	// What is cut ends before a blank and the rule, like what is not.
	const cut = bordered(room > PADDING ? fitSpans(title, room - PADDING, glyphs.ellipsis) : []);
	const fittedTop = widthOf(top) > room ? cut : top;
	const bottom = widthOf(bordered(note)) > edge - 1 ? [] : bordered(note);
	const rule = (count: number) => span(glyphs.horizontal.repeat(Math.max(0, count)), token);
	const body = Array.from({ length: innerRows(size.rows) }, (_, row) => [
		span(`${glyphs.vertical} `, token),
		...fitSpans(lines[row] ?? [], width, glyphs.ellipsis),
		span(` ${glyphs.vertical}`, token),
	]);
	return [
		[
			span(glyphs.topLeft, token),
			rule(1),
			...fittedTop,
			rule(edge - 1 - widthOf(fittedTop)),
			span(glyphs.topRight, token),
		],
		...body,
		[
			span(glyphs.bottomLeft, token),
			rule(edge - 1 - widthOf(bottom)),
			...bottom,
			rule(1),
			span(glyphs.bottomRight, token),
		],
	];
}

/** Panels side by side, line by line; they must have the same height. */
export function besides(
	left: readonly (readonly Span[])[],
	right: readonly (readonly Span[])[],
): readonly (readonly Span[])[] {
	return left.map((line, row) => [...line, ...(right[row] ?? [])]);
}
