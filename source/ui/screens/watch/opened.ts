import { detailsAt } from '../../../core/run-details.ts';
import { detailsLines, detailsTitle } from '../../run-details/lines.ts';
import { createTheme, type Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../../widgets/line/spans.ts';
import { innerRows, innerWidth } from '../../widgets/panel/layout.ts';
import { scrolled } from '../../widgets/scroll/state.ts';
import type { ListAction } from '../../widgets/virtual-list/state.ts';
import type { WatchState } from './model.ts';

type Line = readonly Span[];

/** The details of a run over the panes, whole; undefined where none are open. */
export function openedText(
	{ open, size }: WatchState,
	theme: Theme,
	nowMs: number,
): { readonly title: Line; readonly lines: readonly Line[]; readonly top: number } | undefined {
	if (!open) return undefined;
	const { top, details: read } = open;
	if (!read) return { title: [span('Run', 'title')], lines: [[span('Reading…', 'quiet')]], top };
	const details = detailsAt(read, nowMs);
	return {
		title: detailsTitle(details, theme),
		lines: detailsLines(details, innerWidth(size.columns), theme, nowMs),
		top,
	};
}

/** Themes differ in looks, not in lines. */
const ANY_THEME = createTheme('none', true);

/** The state scrolled, where details are open. */
export function scrollOpened(state: WatchState, action: ListAction, nowMs: number): WatchState | undefined {
	const text = openedText(state, ANY_THEME, nowMs);
	if (!text || !state.open) return undefined;
	const top = scrolled(text.top, action, text.lines.length, innerRows(state.size.rows));
	return { ...state, open: { ...state.open, top } };
}
