import type { NowPane, NowRow } from '../../../core/watch/now-pane.ts';
import { costText, durationText, remarkText, sourceText, tokensText } from '../../../render/watch-words.ts';
import { clean, lookOf } from '../../looks.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { cutText, padText, span, widthOf } from '../../widgets/line/spans.ts';
import { stripSpans } from '../../widgets/timeline/layout.ts';
import { listLine, visibleRows } from '../../widgets/virtual-list/layout.ts';
import type { ListState } from '../../widgets/virtual-list/state.ts';

const SLUG_MOST = 22;
const TIME_WIDTH = 8;
const POINTERS = 2;
const LEAST_STRIP = 24;

function barsOf({ stages }: NowRow, theme: Theme) {
	return stages.map(({ name, state, elapsedMs = 0 }) => ({
		name: clean(name),
		...lookOf(state, theme),
		durationMs: elapsedMs,
	}));
}

/** Where there is little room the stages to come go first, but for the next one; then those that are long past. */
function strip(row: NowRow, width: number, theme: Theme): readonly Span[] {
	const all = barsOf(row, theme);
	const next = row.stages.findIndex(({ state }) => state === 'pending');
	const most = next < 0 ? all.length : next + 1;
	for (let count = all.length; count >= most; count--) {
		const rest = count < all.length ? [span(` ${theme.glyphs.ellipsis}`, 'quiet')] : [];
		const spans = [...stripSpans(all.slice(0, count), Number.POSITIVE_INFINITY, theme), ...rest];
		if (widthOf(spans) <= width) return spans;
	}
	return stripSpans(all.slice(0, most), width, theme);
}

function rightOf(row: NowRow): readonly Span[] {
	const { tokens, cost, state } = row;
	const parts = [
		span(clean(remarkText(row)), state === 'running' ? 'warn' : 'bad'),
		span(sourceText(row), 'quiet'),
		span(tokensText(tokens), 'quiet'),
		span(costText(cost)),
	];
	return parts.filter(({ text }) => text !== '').flatMap((part) => [span('  '), part]);
}

function rowSpans(row: NowRow, slugWidth: number, width: number, theme: Theme): readonly Span[] {
	const { ellipsis } = theme.glyphs;
	const name = padText(clean(row.slug, '(no slug)'), slugWidth, ellipsis);
	const head = [
		span(name, 'title'),
		span(` ${padText(durationText(row.elapsedMs), TIME_WIDTH, ellipsis, 'right')}  `, 'quiet'),
	];
	const right = rightOf(row);
	const room = width - POINTERS - widthOf(head) - widthOf(right);
	// Which stage it is at matters more than what it has cost.
	const stages = strip(row, room > LEAST_STRIP ? room : room + widthOf(right), theme);
	const blank = room - widthOf(stages);
	return [...head, ...stages, ...(blank >= 0 ? [span(' '.repeat(blank)), ...right] : [])];
}

/** The runs in progress, one line each, and what waits below them. */
export function nowLines(
	{ rows, waiting }: NowPane,
	list: ListState,
	isActive: boolean,
	{ columns, rows: height }: { readonly columns: number; readonly rows: number },
	theme: Theme,
): readonly (readonly Span[])[] {
	const waits = waiting
		.map(({ slug, stage }) => clean(slug) + (stage === undefined ? '' : ` (${clean(stage)})`))
		.join(', ');
	const last = waits === '' ? [] : [[span(cutText(`  waiting: ${waits}`, columns, theme.glyphs.ellipsis), 'quiet')]];
	if (rows.length === 0) return [[span('  nothing in progress', 'quiet')], ...last];
	const room = Math.max(1, height - last.length);
	const visible = visibleRows(rows, list, room);
	const slugWidth = Math.min(SLUG_MOST, Math.max(...visible.map(({ slug }) => widthOf([span(clean(slug))]))));
	const lines = visible.map((row, index) =>
		listLine(
			rowSpans(row, slugWidth, columns, theme),
			{ isSelected: isActive && list.top + index === list.selected },
			columns,
			theme,
		),
	);
	return [...lines, ...last];
}
