import type { DeliveryPane } from '../../../core/watch/delivery-pane.ts';
import type { FailureGroup, FailuresPane } from '../../../core/watch/failures-pane.ts';
import { ageText, BASIS_WORDS, deliveryLineText, deliveryTexts } from '../../../render/watch-words.ts';
import { displayWidth } from '../../../render/width.ts';
import { clean, lookOf } from '../../looks.ts';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { weightOf } from '../../widgets/failure/lines.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { listLine, visibleRows } from '../../widgets/virtual-list/layout.ts';
import type { ListState } from '../../widgets/virtual-list/state.ts';

/** `3 Failures  +2 new  −1  5 same` */
export function failuresTitle({ failedRuns, basis, churn }: FailuresPane, { glyphs }: Theme): readonly Span[] {
	if (basis === 'failed-stage' || !churn) {
		return [
			span('3 Failures', 'title'),
			span(`  ${failedRuns}`, failedRuns > 0 ? 'bad' : 'quiet'),
			span(`  ${BASIS_WORDS[basis]}`, 'quiet'),
		];
	}
	return [
		span('3 Failures', 'title'),
		span(`  +${churn.new} new`, churn.new > 0 ? 'bad' : 'quiet'),
		span(`  ${glyphs.minus}${churn.resolved}`, churn.resolved > 0 ? 'good' : 'quiet'),
		span(`  ${churn.unchanged} same`, 'quiet'),
	];
}

const POINTERS = 2;

function fingerprintSpans({ title, count, score = 0, severity = 'info' }: FailureGroup, room: number, theme: Theme) {
	const { glyph, token } = weightOf(severity, theme);
	const right = ` ${theme.glyphs.times}${count}`;
	const words = `${score.toFixed(1)} ${glyph} ${clean(title)}`;
	return [span(padText(words, room - displayWidth(right), theme.glyphs.ellipsis), token), span(right, 'quiet')];
}

function stageSpans({ title, count, slugs, newestMs }: FailureGroup, room: number, theme: Theme, nowMs: number) {
	const { glyph } = lookOf('failed', theme);
	const right = ` ${theme.glyphs.times}${count}  ${ageText(newestMs, nowMs)}`;
	const words = `${glyph} ${clean(title)}  ${slugs.map((slug) => clean(slug)).join(', ')}`;
	return [span(padText(words, room - displayWidth(right), theme.glyphs.ellipsis), 'bad'), span(right, 'quiet')];
}

/** Groups of failures: how much they weigh, what they are, how often. */
export function failuresLines(
	groups: FailuresPane['groups'],
	list: ListState,
	isActive: boolean,
	{ columns, rows }: Size,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	if (groups.length === 0) return [[span('  none', 'quiet')]];
	const room = Math.max(0, columns - POINTERS);
	return visibleRows(groups, list, rows).map((group, index) => {
		const content =
			group.fingerprint === undefined ? stageSpans(group, room, theme, nowMs) : fingerprintSpans(group, room, theme);
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
