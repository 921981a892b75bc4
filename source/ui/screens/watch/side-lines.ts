import type { DeliveryPane } from '../../../core/watch/delivery-pane.ts';
import type { FailuresPane } from '../../../core/watch/failures-pane.ts';
import { ageText, BASIS_WORDS, deliveryLineText, deliveryTexts } from '../../../render/watch-words.ts';
import { displayWidth } from '../../../render/width.ts';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { listLine, visibleRows } from '../../widgets/virtual-list/layout.ts';
import type { ListState } from '../../widgets/virtual-list/state.ts';
import { clean, lookOf } from './words.ts';

export function failuresTitle({ failedRuns, basis }: FailuresPane): readonly Span[] {
	return [
		span('3 Failures', 'title'),
		span(`  ${failedRuns}`, failedRuns > 0 ? 'bad' : 'quiet'),
		span(`  ${BASIS_WORDS[basis]}`, 'quiet'),
	];
}

const POINTERS = 2;

/** Groups of failures: what they have in common, how often, how long ago. */
export function failuresLines(
	{ groups }: FailuresPane,
	list: ListState,
	isActive: boolean,
	{ columns, rows }: Size,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	if (groups.length === 0) return [[span('  none', 'quiet')]];
	const { glyph } = lookOf('failed', theme);
	return visibleRows(groups, list, rows).map(({ title, count, slugs, newestMs }, index) => {
		const right = `x${count}  ${ageText(newestMs, nowMs)}`;
		const room = Math.max(0, columns - POINTERS - displayWidth(right) - 1);
		const words = padText(
			`${glyph} ${clean(title)}  ${slugs.map((slug) => clean(slug)).join(', ')}`,
			room,
			theme.glyphs.ellipsis,
		);
		const content = [span(words, 'bad'), span(` ${right}`, 'quiet')];
		return listLine(content, { isSelected: isActive && list.top + index === list.selected }, columns, theme);
	});
}

/** The state of delivery in one line, then its log. */
export function deliveryLines(
	pane: DeliveryPane,
	list: ListState,
	isActive: boolean,
	{ columns, rows }: Size,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	const { state, lines, waiting, rejected, dropped } = pane;
	if (state === 'off' || lines.length === 0)
		return deliveryTexts(pane, nowMs).map((text) => [span(`  ${clean(text)}`)]);
	const summary = [
		span(
			`  ${state === 'active' ? 'active' : `not sent: ${clean(pane.reason)}`}`,
			state === 'active' ? 'good' : 'warn',
		),
		span(`   outbox ${waiting}`, waiting > 0 ? 'warn' : undefined),
		span(`   rejected ${rejected.length}`, rejected.length > 0 ? 'bad' : undefined),
		...(dropped > 0 ? [span(`   dropped ${dropped}`, 'bad')] : []),
	];
	const log = visibleRows(lines, list, Math.max(1, rows - 1)).map((line, index) => {
		const { glyph, token } = lookOf(line.result, theme);
		const content = [
			span(`${glyph} `, token),
			span(`${clean(line.slug ?? line.runId)}  `, 'title'),
			span(clean(deliveryLineText(line, nowMs))),
		];
		return listLine(content, { isSelected: isActive && list.top + index === list.selected }, columns, theme);
	});
	return [summary, ...log];
}
