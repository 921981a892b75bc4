import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../line/spans.ts';
import { innerRows, panelLines } from '../panel/layout.ts';
import { listNote } from '../virtual-list/layout.ts';
import { clampTop } from './state.ts';

type Lines = readonly (readonly Span[])[];

/** A panel with the part of a text that is scrolled to, and which part that is. */
export function scrollPanelLines(title: readonly Span[], lines: Lines, top: number, size: Size, theme: Theme): Lines {
	const rows = innerRows(size.rows);
	const from = clampTop(top, lines.length, rows);
	const note =
		lines.length > rows ? [span(listNote({ top: from }, lines.length, rows, theme.glyphs.dash), 'quiet')] : [];
	return panelLines(lines.slice(from, from + rows), size, { title, note, isActive: true }, theme);
}
