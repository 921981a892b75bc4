import type { RunsPane, RunsRow } from '../../../core/watch/runs-pane.ts';
import { ageText, costText, durationText, figuresTexts, tokensText } from '../../../render/watch-words.ts';
import { clean, lookOf } from '../../looks.ts';
import { remember } from '../../remember.ts';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span, widthOf } from '../../widgets/line/spans.ts';
import { sparkline } from '../../widgets/sparkline/layout.ts';
import type { Column, Sorting } from '../../widgets/table/layout.ts';
import { tableLines } from '../../widgets/table/lines.ts';
import { LIST_START, type ListState } from '../../widgets/virtual-list/state.ts';
import type { Rows, RunsColumn } from './rows.ts';

type Row = Rows['runs'][number];

const TREND_WIDTH = 16;

function statusSpan({ kind, status }: RunsRow, theme: Theme): Span {
	if (kind === 'unreadable') return span('unreadable', 'warn');
	const { glyph, token } = lookOf(status, theme);
	return span(`${glyph} ${clean(status, 'unknown')}`, token);
}

/** All of a row but its age, which is the same for as long as it is listed. */
const cellsOf = remember((listed: Row, given): Readonly<Record<Exclude<RunsColumn, 'ended'>, Span>> => {
	const { row } = listed;
	return {
		feature: span(clean(row.slug, '(no slug)')),
		status: statusSpan(row, given as Theme),
		stage: span(clean(row.stage)),
		duration: span(durationText(row.durationMs)),
		tokens: span(tokensText(row.tokens).replace(' tok', ''), 'quiet'),
		cost: span(costText(row.cost)),
	};
});

function columnsFor(theme: Theme, nowMs: number): readonly Column<Row, RunsColumn>[] {
	const text = (name: Exclude<RunsColumn, 'ended'>, title: string) => ({
		name,
		title,
		align: 'left' as const,
		cell: (listed: Row) => cellsOf(listed, theme)[name],
	});
	const figure = (name: Exclude<RunsColumn, 'ended'>, title: string) => ({
		...text(name, title),
		align: 'right' as const,
	});
	return [
		{ ...text('feature', 'FEATURE'), priority: 1, width: [12, 60], grows: true },
		{ ...text('status', 'STATUS'), priority: 2, width: [9, 14] },
		{ ...text('stage', 'AT'), priority: 5, width: [11, 16] },
		{ ...figure('duration', 'TIME'), priority: 4, width: [6, 9] },
		{ ...figure('tokens', 'TOKENS'), priority: 7, width: [6, 8] },
		{ ...figure('cost', 'COST'), priority: 6, width: [6, 10] },
		{
			name: 'ended',
			title: 'ENDED',
			align: 'right',
			priority: 3,
			width: [10, 11],
			cell: ({ row }) => span(ageText(row.atMs, nowMs), 'quiet'),
		},
	];
}

/** Columns that only some runs have anything in are there for those. */
const OPTIONAL: ReadonlySet<string> = new Set(['stage', 'tokens', 'cost']);

function usedColumns(rows: readonly Row[], theme: Theme, nowMs: number): readonly Column<Row, RunsColumn>[] {
	return columnsFor(theme, nowMs).filter(
		({ name, cell }) => !OPTIONAL.has(name) || rows.some((row) => cell(row).text !== ''),
	);
}

/** Title of the pane: window and what the runs in it come to. */
export function runsTitle({ window, figures, isTruncated }: RunsPane, width: number, theme: Theme): readonly Span[] {
	const words = figuresTexts(figures).map((text) => span(`  ${text.replace('✓', theme.glyphs.good)}`));
	const said = [
		span('2 Runs', 'title'),
		span(`  ${window}`, 'accent'),
		...words,
		...(isTruncated ? [span('  newest only', 'warn')] : []),
	];
	const trend = [span('  '), span(sparkline(figures.trendMs, TREND_WIDTH, theme.glyphs), 'accent')];
	// A part of a trend is another one.
	const hasTrend = figures.trendMs.length > 1 && widthOf([...said, ...trend]) <= width;
	return hasTrend ? [...said, ...trend] : said;
}

export function runsLines(
	rows: readonly Row[],
	list: ListState,
	isActive: boolean,
	sorting: Sorting<RunsColumn>,
	size: Size,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	if (rows.length === 0) return [[span('  no finished runs', 'quiet')]];
	// A pane that has not the focus shows no pointer.
	const shown = isActive ? list : { ...LIST_START, selected: -1, top: list.top };
	return tableLines({ rows, columns: usedColumns(rows, theme, nowMs), list: shown, sorting, size, theme });
}
