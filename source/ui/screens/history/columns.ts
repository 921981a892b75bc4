import { formatAge, formatDuration } from '../../../core/format.ts';
import { SORT_COLUMNS, type SortColumn } from '../../../core/history/order.ts';
import type { HistoryRecord } from '../../../core/history/record.ts';
import { formatDollars } from '../../../core/money.ts';
import { countText } from '../../../render/watch-words.ts';
import { lookOf } from '../../looks.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../../widgets/line/spans.ts';
import type { SelectOption } from '../../widgets/select/layout.ts';
import type { Column } from '../../widgets/table/layout.ts';

interface ColumnText {
	readonly title: string;
	readonly meaning: string;
}

const TEXTS: Readonly<Record<SortColumn, ColumnText>> = {
	slug: { title: 'FEATURE', meaning: 'slug of the feature' },
	status: { title: 'STATUS', meaning: 'how it ended' },
	stage: { title: 'STAGE', meaning: 'where it failed or paused' },
	duration: { title: 'DURATION', meaning: 'time from start to end' },
	tokens: { title: 'TOKENS', meaning: 'read and written, all stages' },
	cost: { title: 'COST', meaning: 'all stages' },
	time: { title: 'WHEN', meaning: 'when it ended' },
	type: { title: 'TYPE', meaning: 'feature or refinement' },
	run: { title: 'RUN', meaning: 'id of the run' },
};

const known = (value: unknown, text: string): Span =>
	value === undefined || text === '' ? span('-', 'quiet') : span(text);

/** Every column that the table can have, in their order. */
export function historyColumns(theme: Theme, nowMs: number): readonly Column<HistoryRecord, SortColumn>[] {
	const text = (name: SortColumn) => ({ name, title: TEXTS[name].title, align: 'left' as const });
	const figure = (name: SortColumn) => ({ ...text(name), align: 'right' as const });
	return [
		{ ...text('slug'), priority: 1, width: [12, 60], grows: true, cell: ({ name }) => span(name) },
		{
			...text('status'),
			priority: 2,
			width: [11, 16],
			cell: ({ status }) => {
				const { glyph, token } = lookOf(status, theme);
				return span(`${glyph} ${status || '-'}`, token);
			},
		},
		{
			...text('stage'),
			priority: 6,
			width: [11, 18],
			cell: ({ stage }) => (stage === '' ? span('') : span(stage, 'warn')),
		},
		{ ...text('type'), priority: 8, width: [8, 12], cell: ({ type }) => known(type, type) },
		{
			...figure('duration'),
			priority: 4,
			width: [10, 10],
			cell: ({ durationMs }) => known(durationMs, formatDuration(durationMs ?? 0)),
		},
		{ ...figure('tokens'), priority: 7, width: [8, 8], cell: ({ tokens }) => known(tokens, countText(tokens ?? 0)) },
		{ ...figure('cost'), priority: 5, width: [8, 9], cell: ({ cost }) => known(cost, formatDollars(cost ?? 0n)) },
		{
			...figure('time'),
			priority: 3,
			width: [10, 10],
			cell: ({ timeMs }) => (timeMs === undefined ? span('-', 'quiet') : span(formatAge(timeMs, nowMs), 'quiet')),
		},
		{
			...text('run'),
			priority: 9,
			width: [8, 36],
			cell: ({ runId }) => (runId === '' ? span('-', 'quiet') : span(runId, 'quiet')),
		},
	];
}

/** Columns that can be taken away; the name of the feature stays. */
export const COLUMN_OPTIONS: readonly SelectOption[] = SORT_COLUMNS.filter((name) => name !== 'slug').map((name) => ({
	name,
	label: TEXTS[name].title.toLowerCase(),
	note: TEXTS[name].meaning,
}));

export const columnTitle = (name: SortColumn): string => TEXTS[name].title.toLowerCase();
