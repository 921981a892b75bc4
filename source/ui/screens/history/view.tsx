import { Box } from 'ink';
import type { ReactNode } from 'react';
import { HISTORY_FIELDS } from '../../../core/history/filter.ts';
import type { ViewProps } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { fitSpans, span } from '../../widgets/line/spans.ts';
import { Line, Lines } from '../../widgets/line/view.tsx';
import { Modal } from '../../widgets/modal/view.tsx';
import { innerRows, innerWidth } from '../../widgets/panel/layout.ts';
import { Panel } from '../../widgets/panel/view.tsx';
import { scrollPanelLines } from '../../widgets/scroll/layout.ts';
import { selectLines } from '../../widgets/select/layout.ts';
import { tableLines } from '../../widgets/table/lines.ts';
import { fieldSpans } from '../../widgets/text-field/layout.ts';
import { listNote } from '../../widgets/virtual-list/layout.ts';
import { COLUMN_OPTIONS, columnTitle, historyColumns } from './columns.ts';
import { historyLayout, tableHeight } from './layout.ts';
import type { HistoryState } from './model.ts';
import { openedText } from './opened.ts';
import { statsLines } from './stats-lines.ts';

const PROMPT = ' / ';

function FilterLine({ state, theme }: { readonly state: HistoryState; readonly theme: Theme }): ReactNode {
	const { size, mode, field, filter } = state;
	const unknown = filter.unknownFields[0];
	const hint = unknown === undefined ? '' : `  no field ${unknown}; fields: ${HISTORY_FIELDS.join(' ')}`;
	const room = Math.max(4, size.columns - PROMPT.length - 1 - hint.length);
	const placeholder = 'words  status:failed  stage:alex  !paused';
	const typed = fieldSpans(field, { isFocused: mode === 'filter', placeholder }, room, theme);
	const line = [span(PROMPT, 'key'), ...typed, span(hint, 'warn')];
	return <Line spans={fitSpans(line, size.columns, theme.glyphs.ellipsis)} theme={theme} />;
}

/** What to do where there is nothing to see. */
function emptyLines({ records, total, isLoading, window, filter }: HistoryState): readonly (readonly Span[])[] {
	if (isLoading) return [[span('Reading the history…', 'quiet')]];
	if (total === 0) {
		return [
			[span('No finished runs yet.', 'title')],
			[],
			[
				span('A pipeline records them with '),
				span('murmur8 run start <slug>', 'key'),
				span(' … '),
				span('run finish', 'key'),
			],
			[
				span('murmur8 init --skill', 'key'),
				span(' prints the lines for a skill; '),
				span('murmur8 demo', 'key'),
				span(' shows all of it'),
			],
		];
	}
	const reasons = [...(filter.terms.length > 0 ? ['filter'] : []), ...(window === 'all' ? [] : [`window ${window}`])];
	return [
		[span(`None of ${records.length} runs matches the ${reasons.join(' and the ')}.`, 'title')],
		[],
		[span('esc', 'key'), span(' shows all of them again')],
	];
}

function tableTitle({ shown, records, window, order }: HistoryState): readonly Span[] {
	const count = shown.length === records.length ? `${shown.length}` : `${shown.length} of ${records.length}`;
	return [
		span('Runs', 'title'),
		span(`  ${window}`, 'accent'),
		span(`  ${count} ${records.length === 1 ? 'run' : 'runs'}`, 'quiet'),
		span(`  by ${columnTitle(order.column)}`, 'quiet'),
	];
}

function RunsPanel({ state, size, theme, nowMs }: ViewProps<HistoryState>): ReactNode {
	const { shown, list, order, marked, columns } = state;
	const chosen = historyColumns(theme, nowMs).filter(({ name }) => name === 'slug' || columns.chosen.has(name));
	const inner = { columns: innerWidth(size.columns), rows: innerRows(size.rows) };
	const lines =
		shown.length === 0
			? [[], ...emptyLines(state)]
			: tableLines({
					rows: shown,
					columns: chosen,
					list,
					sorting: order,
					isMarked: ({ identity }) => marked.includes(identity),
					size: inner,
					theme,
				});
	const note = listNote(list, shown.length, tableHeight(state), theme.glyphs.dash);
	const notes = shown.length > tableHeight(state) ? [span(note, 'quiet')] : [];
	return <Panel title={tableTitle(state)} lines={lines} note={notes} isActive size={size} theme={theme} />;
}

function StatsPanel({ state, size, theme }: Omit<ViewProps<HistoryState>, 'nowMs'>): ReactNode {
	const lines = statsLines(state.shown.newestFirst, innerWidth(size.columns), theme);
	return <Panel title={[span('Figures', 'title')]} lines={lines} size={size} theme={theme} />;
}

export function HistoryView({ state, size, theme, nowMs }: ViewProps<HistoryState>): ReactNode {
	const { mode } = state;
	const text = openedText(state, theme, nowMs);
	if (text) return <Lines lines={scrollPanelLines(text.title, text.lines, state.top, size, theme)} theme={theme} />;
	if (mode === 'columns') {
		const lines = selectLines(COLUMN_OPTIONS, state.columns, Math.min(50, innerWidth(size.columns)), theme);
		return <Modal title={[span('Columns', 'title')]} lines={lines} size={size} theme={theme} />;
	}
	const { table, stats, hasFilter } = historyLayout(state);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			{hasFilter ? <FilterLine state={state} theme={theme} /> : null}
			<Box flexDirection={stats?.isBeside ? 'row' : 'column-reverse'} flexShrink={0}>
				<RunsPanel state={state} size={table} theme={theme} nowMs={nowMs} />
				{stats ? <StatsPanel state={state} size={stats.size} theme={theme} /> : null}
			</Box>
		</Box>
	);
}
