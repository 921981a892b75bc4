import { detailsAt } from '../../../core/run-details.ts';
import { detailsLines, detailsTitle } from '../../run-details/lines.ts';
import { createTheme, type Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../../widgets/line/spans.ts';
import { innerRows, innerWidth } from '../../widgets/panel/layout.ts';
import { scrolled } from '../../widgets/scroll/state.ts';
import type { ListAction } from '../../widgets/virtual-list/state.ts';
import { comparisonLines } from './comparison-lines.ts';
import { insightsLines } from './insights-lines.ts';
import type { HistoryState } from './model.ts';

type Lines = readonly (readonly Span[])[];

/** A text over the whole screen. */
export interface OpenedText {
	readonly title: readonly Span[];
	readonly lines: Lines;
}

const WAITING: Lines = [[span('Reading…', 'quiet')]];

function insightsText({ insights: found }: HistoryState, width: number, theme: Theme): OpenedText {
	const omitted = found?.omitted ?? 0;
	return {
		title: [
			span('Insights', 'title'),
			span('  of what is shown', 'quiet'),
			...(omitted > 0 ? [span(`  ${omitted} runs further down are not in it`, 'warn')] : []),
		],
		lines: found ? insightsLines(found.insights, width, theme, found.formatTime) : WAITING,
	};
}

/** What lies over the table, whole; undefined where nothing does. */
export function openedText(state: HistoryState, theme: Theme, nowMs: number): OpenedText | undefined {
	const { mode, opened, details, size } = state;
	const width = innerWidth(size.columns);
	if (mode === 'insights') return insightsText(state, width, theme);
	if (mode !== 'details' && mode !== 'comparison') return undefined;
	const [one, other] = opened.map((identity) => {
		const read = details.get(identity);
		return read && detailsAt(read, nowMs);
	});
	if (mode === 'comparison') {
		const lines = one && other ? comparisonLines([one, other], width, theme, nowMs) : WAITING;
		return { title: [span('Comparison', 'title')], lines };
	}
	return one
		? { title: detailsTitle(one, theme), lines: detailsLines(one, width, theme, nowMs) }
		: { title: [span('Run', 'title')], lines: WAITING };
}

/** Themes differ in looks, not in lines. */
const ANY_THEME = createTheme('none', true);

/** The state scrolled, where something is open. */
export function scrollOpened(state: HistoryState, action: ListAction, nowMs: number): HistoryState | undefined {
	const text = openedText(state, ANY_THEME, nowMs);
	return text && { ...state, top: scrolled(state.top, action, text.lines.length, innerRows(state.size.rows)) };
}
