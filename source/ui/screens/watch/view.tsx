import type { ReactNode } from 'react';
import { toTerminalText } from '../../../core/terminal-text.ts';
import type { FailuresPane } from '../../../core/watch/failures-pane.ts';
import { rememberLast } from '../../remember.ts';
import type { Size, ViewProps } from '../../screen.ts';
import { createSteadyMoment } from '../../steady-moment.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, span } from '../../widgets/line/spans.ts';
import { Lines } from '../../widgets/line/view.tsx';
import { besides, innerRows, innerWidth, panelLines } from '../../widgets/panel/layout.ts';
import { scrollPanelLines } from '../../widgets/scroll/layout.ts';
import { fieldSpans } from '../../widgets/text-field/layout.ts';
import { listNote, visibleRows } from '../../widgets/virtual-list/layout.ts';
import type { ListState } from '../../widgets/virtual-list/state.ts';
import { layoutOf, roomOf } from './layout.ts';
import { PANES, type Pane, type WatchState } from './model.ts';
import { nowLines } from './now-lines.ts';
import { openedText } from './opened.ts';
import type { Rows } from './rows.ts';
import { runsLines, runsTitle } from './runs-lines.ts';
import { dashboardOf, shownRows } from './selectors.ts';
import { deliveryLines, failuresLines, failuresTitle } from './side-lines.ts';

type Line = readonly Span[];

const TITLES: Readonly<Record<Pane, string>> = {
	now: '1 Now',
	runs: '2 Runs',
	failures: '3 Failures',
	delivery: '4 Delivery',
};

function filterNote({ filter, isFiltering }: WatchState, width: number, theme: Theme): Line {
	if (!isFiltering && filter.characters.length === 0) return [];
	return [
		span('/ ', 'accent'),
		...fieldSpans(filter, { isFocused: isFiltering, placeholder: 'words, status:failed, !not' }, width, theme),
	];
}

/** Most of what ages is minutes old: lines hold until one of those that are shown reads otherwise. */
const [runsMoment, failuresMoment] = [createSteadyMoment(), createSteadyMoment()];

type Numbers = readonly [columns: number, rows: number, momentMs: number];

const runsLinesOf = rememberLast(
	(
		listed: Rows['runs'],
		list: ListState,
		isActive: boolean,
		sorting: WatchState['sorting'],
		theme: Theme,
		...[columns, rows, momentMs]: Numbers
	) => runsLines(listed, list, isActive, sorting, { columns, rows }, theme, momentMs),
);
const failuresLinesOf = rememberLast(
	(
		groups: FailuresPane['groups'],
		list: ListState,
		isActive: boolean,
		theme: Theme,
		...[columns, rows, momentMs]: Numbers
	) => failuresLines(groups, list, isActive, { columns, rows }, theme, momentMs),
);
const runsTitleOf = rememberLast(runsTitle);
const failuresTitleOf = rememberLast(failuresTitle);

const createFrame = () =>
	rememberLast(
		(
			lines: readonly Line[],
			title: Line,
			note: string,
			isActive: boolean,
			theme: Theme,
			...[columns, rows]: readonly [columns: number, rows: number]
		) =>
			panelLines(lines, { columns, rows }, { title, note: note === '' ? [] : [span(note, 'quiet')], isActive }, theme),
	);
/** Frames as they were, where nothing in them has changed: then what is drawn of them is not made again either. */
const FRAMES: Readonly<Record<Pane, ReturnType<typeof createFrame>>> = {
	now: createFrame(),
	runs: createFrame(),
	failures: createFrame(),
	delivery: createFrame(),
};
const sideBySide = rememberLast(besides);

/** The lines of one pane, frame and all. */
function paneLines({ state, theme, nowMs }: ViewProps<WatchState>, pane: Pane, size: Size): readonly Line[] {
	const shown = dashboardOf(state, nowMs);
	const rows = shownRows(state, nowMs);
	const layout = layoutOf(state.size, shown, state.pane);
	const isActive = state.pane === pane && !state.open;
	const list = state.lists[pane];
	const inner = { columns: innerWidth(size.columns), rows: innerRows(size.rows) };
	const room = roomOf(layout, pane);
	const count = listNote(list, rows[pane].length, room, theme.glyphs.dash);
	const note = count.includes(' ') ? count : '';
	const frame = (lines: readonly Line[], title: Line) =>
		FRAMES[pane](lines, title, note, isActive, theme, size.columns, size.rows);
	switch (pane) {
		case 'now':
			return frame(nowLines(shown.now, list, isActive, inner, theme), [
				span(TITLES.now, 'title'),
				span(`  ${shown.now.rows.length}`, 'quiet'),
			]);
		case 'runs': {
			const ends = visibleRows(rows.runs, list, room).map(({ row }) => row.atMs);
			const filter = filterNote(state, Math.max(10, Math.floor(inner.columns / 2)), theme);
			const moment = runsMoment(ends, nowMs);
			const { columns, rows: height } = inner;
			const lines = runsLinesOf(rows.runs, list, isActive, state.sorting, theme, columns, height, moment);
			const title = runsTitleOf(shown.runs, inner.columns - 2, theme);
			return filter.length > 0
				? panelLines(lines, size, { title, note: filter, isActive }, theme)
				: frame(lines, title);
		}
		case 'failures': {
			const { groups } = shown.failures;
			const newest = visibleRows(groups, list, room).map(({ newestMs }) => newestMs);
			const moment = failuresMoment(newest, nowMs);
			const lines = failuresLinesOf(groups, list, isActive, theme, inner.columns, inner.rows, moment);
			return frame(lines, failuresTitleOf(shown.failures, theme));
		}
		case 'delivery':
			return frame(deliveryLines(shown.delivery, list, isActive, inner, theme, nowMs), [
				span(TITLES.delivery, 'title'),
			]);
	}
}

function tabsLine({ pane }: WatchState, width: number, theme: Theme): Line {
	const names = PANES.flatMap((name) => [span(' '), span(TITLES[name], name === pane ? 'selected' : 'quiet')]);
	return fitSpans(names, width, theme.glyphs.ellipsis);
}

/** The panes in blocks of lines, one below the other. */
function paneBlocks(props: ViewProps<WatchState>): readonly (readonly Line[])[] {
	const { state, theme, nowMs } = props;
	const shown = dashboardOf(state, nowMs);
	const { kind, sizes, problemRows } = layoutOf(state.size, shown, state.pane);
	const problems = shown.problems.slice(0, problemRows).map((words) => {
		const line = [span(` ${theme.glyphs.warn} `, 'warn'), span(toTerminalText(words), 'warn')];
		return fitSpans(line, state.size.columns, theme.glyphs.ellipsis);
	});
	const lines = (pane: Pane) => (sizes[pane] ? paneLines(props, pane, sizes[pane]) : []);
	if (kind === 'one') return [problems, [tabsLine(state, state.size.columns, theme)], lines(state.pane)];
	const middle = kind === 'wide' ? [sideBySide(lines('runs'), lines('failures'))] : [lines('runs'), lines('failures')];
	return [problems, lines('now'), ...middle, lines('delivery')];
}

function shownBlocks(props: ViewProps<WatchState>): readonly (readonly Line[])[] {
	const { state, size, theme, nowMs } = props;
	const text = openedText(state, theme, nowMs);
	return text ? [scrollPanelLines(text.title, text.lines, text.top, size, theme)] : paneBlocks(props);
}

/** The four panes, or the details of one run over them. */
export function WatchView(props: ViewProps<WatchState>): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a block of the screen is its place
	return shownBlocks(props).map((lines, index) => <Lines key={index} lines={lines} theme={props.theme} />);
}
