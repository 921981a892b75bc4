import type { TimelineStage } from '../../core/run-details.ts';
import { costText, countText } from '../../render/watch-words.ts';
import type { Theme } from '../theme/themes.ts';
import { padText } from '../widgets/line/spans.ts';

interface UsageColumn {
	readonly title: string;
	readonly width: number;
	readonly text: (stage: TimelineStage) => string;
}

const COLUMNS: readonly UsageColumn[] = [
	{ title: 'IN', width: 8, text: ({ tokens }) => (tokens ? countText(tokens.input) : '') },
	{ title: 'OUT', width: 8, text: ({ tokens }) => (tokens ? countText(tokens.output) : '') },
	{ title: 'COST', width: 9, text: ({ cost }) => costText(cost) },
	{ title: 'TRIES', width: 7, text: ({ attempts = 1 }) => (attempts > 1 ? String(attempts) : '') },
];

/** What stages used, a cell for everything that one of them has something in. */
export interface Usage {
	readonly width: number;
	readonly header: string;
	readonly of: (stage: TimelineStage) => string;
}

/** Columns of tokens, cost and attempts, right-aligned; no width where nothing is known of any. */
export function usageOf(stages: readonly TimelineStage[], { glyphs }: Theme): Usage {
	const used = COLUMNS.filter(({ text }) => stages.some((stage) => text(stage) !== ''));
	const row = (cell: (column: UsageColumn) => string) =>
		used.map((column) => padText(cell(column), column.width, glyphs.ellipsis, 'right')).join('');
	return {
		width: used.reduce((sum, { width }) => sum + width, 0),
		header: row(({ title }) => title),
		of: (stage) => row(({ text }) => text(stage)),
	};
}
