import { formatDuration } from '../../../core/format.ts';
import { type HistoryFigures, historyFigures } from '../../../core/history/figures.ts';
import type { HistoryRecord } from '../../../core/history/record.ts';
import { formatDollars } from '../../../core/money.ts';
import { countText } from '../../../render/watch-words.ts';
import { lookOf } from '../../looks.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { sparkline } from '../../widgets/sparkline/layout.ts';

const LABEL_WIDTH = 10;
const STATUSES_SHOWN = 6;
const FAILURES_SHOWN = 6;

/** A share of a whole as a bar. */
function bar(share: number, width: number, { glyphs }: Theme): string {
	const filled = share > 0 ? Math.max(1, Math.round(share * width)) : 0;
	return glyphs.bar.repeat(filled) + glyphs.track.repeat(Math.max(0, width - filled));
}

const known = new WeakMap<readonly HistoryRecord[], HistoryFigures>();

/** Counted once for what is shown, however often it is drawn. */
function figuresOf(records: readonly HistoryRecord[]): HistoryFigures {
	const figures = known.get(records) ?? historyFigures(records);
	known.set(records, figures);
	return figures;
}

/** Figures of what is shown, the most telling first. */
export function statsLines(
	records: readonly HistoryRecord[],
	width: number,
	theme: Theme,
): readonly (readonly Span[])[] {
	const figures = figuresOf(records);
	const { runs, successes, statuses, failures } = figures;
	if (runs === 0) return [[span('No runs here to count.', 'quiet')]];
	const line = (label: string, ...value: readonly Span[]) => [
		span(padText(label, LABEL_WIDTH, theme.glyphs.ellipsis), 'quiet'),
		...value,
	];
	const time = (ms: number | undefined) => span(ms === undefined ? '-' : formatDuration(ms));
	const money = (cost: bigint | undefined) => span(cost === undefined ? '-' : formatDollars(cost));
	const barWidth = Math.max(0, width - LABEL_WIDTH - 8);
	return [
		line(
			'success',
			span(`${Math.round((successes / runs) * 100)} %`, 'title'),
			span(`  ${successes} of ${runs}`, 'quiet'),
		),
		line('duration', time(figures.medianMs), span('  95 % in ', 'quiet'), time(figures.p95Ms)),
		line('cost', money(figures.cost), span('  a run ', 'quiet'), money(figures.averageCost)),
		line('tokens', span(figures.tokens === undefined ? '-' : countText(figures.tokens))),
		line('trend', span(sparkline(figures.trendMs, Math.max(0, width - LABEL_WIDTH), theme.glyphs), 'accent')),
		[],
		...statuses.slice(0, STATUSES_SHOWN).map(([status, count]) => {
			const { glyph, token } = lookOf(status, theme);
			const label = padText(`${glyph} ${status}`, LABEL_WIDTH, theme.glyphs.ellipsis);
			return [span(label, token), span(` ${bar(count / runs, barWidth, theme)}`, token), span(` ${count}`)];
		}),
		...(failures.length === 0 ? [] : [[], [span('failed at', 'quiet')]]),
		...failures
			.slice(0, FAILURES_SHOWN)
			.map(([stage, count]) => [
				span(padText(stage, width - 8, theme.glyphs.ellipsis)),
				span(padText(`${count}`, 8, theme.glyphs.ellipsis, 'right'), 'bad'),
			]),
	];
}
