import type { RunsPane, RunsRow } from '../../../core/watch/runs-pane.ts';
import { ageText, costText, durationText, figuresTexts, tokensText } from '../../../render/watch-words.ts';
import { clean, lookOf } from '../../looks.ts';
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

function columnsFor(theme: Theme, nowMs: number): readonly Column<Row, RunsColumn>[] {
	const right = { align: 'right' } as const;
	const left = { align: 'left' } as const;
	return [
		{
			name: 'feature',
			title: 'FEATURE',
			...left,
			priority: 1,
			width: [12, 60],
			grows: true,
			cell: ({ row }) => span(clean(row.slug, '(no slug)')),
		},
		{
			name: 'status',
			title: 'STATUS',
			...left,
			priority: 2,
			width: [9, 14],
			cell: ({ row }) => statusSpan(row, theme),
		},
		{ name: 'stage', title: 'AT', ...left, priority: 5, width: [11, 16], cell: ({ row }) => span(clean(row.stage)) },
		{
			name: 'duration',
			title: 'TIME',
			...right,
			priority: 4,
			width: [6, 9],
			cell: ({ row }) => span(durationText(row.durationMs)),
		},
		{
			name: 'tokens',
			title: 'TOKENS',
			...right,
			priority: 7,
			width: [6, 8],
			cell: ({ row }) => span(tokensText(row.tokens).replace(' tok', ''), 'quiet'),
		},
		{ name: 'cost', title: 'COST', ...right, priority: 6, width: [6, 10], cell: ({ row }) => span(costText(row.cost)) },
		{
			name: 'ended',
			title: 'ENDED',
			...right,
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
