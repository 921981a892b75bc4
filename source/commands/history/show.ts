import { localDateTime, parseTime } from '../../adapters/local-time.ts';
import { createPaint, hasColours } from '../../adapters/terminal.ts';
import { costSummary } from '../../core/history/cost-summary.ts';
import { costJson, statsJson } from '../../core/history/json.ts';
import { readHistoryRow } from '../../core/history/row.ts';
import type { HistoryView } from '../../core/history/shown.ts';
import { historyStats } from '../../core/history/stats.ts';
import { SEEDED_WORDS } from '../../core/live/seeded-words.ts';
import { printableJson } from '../../core/printable-json.ts';
import { renderCostSummary, renderHistoryStats } from '../../render/history-stats.ts';
import { renderHistoryTable } from '../../render/history-table.ts';
import { chooseScreen } from '../screen/choose.ts';
import { type Context, type Flags, type Handler, textFlag, UserError } from '../spec.ts';
import { type History, viewHistory } from './access.ts';
import { readView, viewedEntries } from './view.ts';

const DEFAULT_LIMIT = 10;

/** @returns undefined for all */
function readLimit(flags: Flags, fallback: number | undefined): number | undefined {
	const given = textFlag(flags, 'limit');
	if (given === undefined) return flags['all'] ? undefined : fallback;
	if (flags['all']) throw new UserError('--all and --limit exclude each other', 'Leave one of them out');
	const limit = Number(given);
	if (!Number.isSafeInteger(limit) || limit < 1)
		throw new UserError('--limit is no whole number', 'Give one: --limit 50');
	return limit;
}

const labelled = (text: string, flags: Flags) => (flags['demo'] ? `${SEEDED_WORDS}\n\n${text}` : text);

/** Figures over all runs, or the newest so many. */
function showFigures(history: History, view: HistoryView, flags: Flags, context: Context): void {
	const { entries } = viewedEntries(history, view, readLimit(flags, undefined));
	const rows = entries.map((entry) => readHistoryRow(entry, parseTime));
	const stats = flags['stats'] ? historyStats(rows) : undefined;
	const cost = flags['cost'] ? costSummary(rows) : undefined;
	if (flags['json']) {
		const source = flags['demo'] ? { source: 'seeded' } : {};
		context.print(printableJson({ ...source, stats: stats && statsJson(stats), cost: cost && costJson(cost) }));
		return;
	}
	const texts = [...(stats ? [renderHistoryStats(stats)] : []), ...(cost ? [renderCostSummary(cost)] : [])];
	context.print(labelled(texts.join('\n\n'), flags));
}

function showEntries(history: History, view: HistoryView, flags: Flags, context: Context): void {
	const { entries, matching } = viewedEntries(history, view, readLimit(flags, DEFAULT_LIMIT));
	if (flags['json']) {
		context.print(printableJson(entries));
		return;
	}
	const table = renderHistoryTable({
		rows: entries.map((entry) => readHistoryRow(entry, parseTime)),
		matching,
		total: history.count(),
		formatTime: localDateTime,
		paint: createPaint(hasColours(context.environment, process.stdout.isTTY === true)),
		width: process.stdout.isTTY ? process.stdout.columns : undefined,
	});
	context.print(labelled(table, flags));
}

/** Flags that ask for a text, also in a terminal. */
const RESULT_FLAGS = ['json', 'stats', 'cost', 'all', 'limit'];

/** `history` */
export const history: Handler = async ({ flags }, context) => {
	const show = flags['stats'] || flags['cost'] ? showFigures : showEntries;
	// Before anything is opened: a malformed call changes nothing.
	readLimit(flags, undefined);
	const view = readView(flags);
	const wantsResult = RESULT_FLAGS.some((name) => flags[name] !== undefined && flags[name] !== false);
	const theme = chooseScreen(flags, context, wantsResult);
	if (theme) {
		const { showHistoryScreen } = await import('./interactive.ts');
		return showHistoryScreen(flags, context, theme, { ...view, filter: textFlag(flags, 'filter') ?? '' });
	}
	return viewHistory(flags, context, (entries) => show(entries, view, flags, context));
};
