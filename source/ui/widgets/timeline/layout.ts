import { formatDuration } from '../../../core/format.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span, Token } from '../../theme/tokens.ts';
import { padText, span, widthOf } from '../line/spans.ts';

/** A stretch of work in a timeline. Times are Unix milliseconds; without a start it follows the one before it. */
export interface TimelineBar {
	readonly name: string;
	readonly token: Token;
	readonly glyph: string;
	readonly startMs?: number | undefined;
	readonly durationMs: number;
	/** Time of it in which something was done, where that is less: between attempts there may be days. */
	readonly spentMs?: number | undefined;
}

interface Placed extends TimelineBar {
	readonly fromMs: number;
}

/** Where each begins: where it says, else where the one before it ended. */
function place(bars: readonly TimelineBar[]): readonly Placed[] {
	let endMs = bars.find(({ startMs }) => startMs !== undefined)?.startMs ?? 0;
	return bars.map((bar) => {
		const fromMs = bar.startMs ?? endMs;
		endMs = fromMs + Math.max(0, bar.durationMs);
		return { ...bar, fromMs };
	});
}

const NAME_MOST = 18;
const TIME_WIDTH = 8;
const GAP = 1;

/** Bars one below the other on one scale of time (a Gantt chart): what ran when, and how long. */
export function timelineLines(bars: readonly TimelineBar[], width: number, theme: Theme): readonly (readonly Span[])[] {
	const { glyphs } = theme;
	const placed = place(bars);
	const startMs = placed.reduce((least, { fromMs }) => Math.min(least, fromMs), Number.POSITIVE_INFINITY);
	const endMs = placed.reduce((most, { fromMs, durationMs }) => Math.max(most, fromMs + durationMs), startMs);
	const nameWidth = Math.min(
		NAME_MOST,
		placed.reduce((most, { name }) => Math.max(most, widthOf([span(name)])), 0),
	);
	const room = Math.max(0, width - 2 - nameWidth - TIME_WIDTH - 2 * GAP);
	const scale = room / Math.max(1, endMs - startMs);
	return placed.map(({ name, token, glyph, fromMs, durationMs, spentMs = durationMs }) => {
		// Both ends on the one scale: what begins where another ended begins in its next column.
		const from = Math.min(Math.max(0, room - 1), Math.round((fromMs - startMs) * scale));
		const until = Math.round((fromMs + durationMs - startMs) * scale);
		const length = durationMs <= 0 || room === 0 ? 0 : Math.max(1, Math.min(room, until) - from);
		return [
			span(`${glyph} `, token),
			span(`${padText(name, nameWidth, glyphs.ellipsis)} `),
			span(`${padText(formatDuration(spentMs), TIME_WIDTH, glyphs.ellipsis, 'right')} `, 'quiet'),
			span(glyphs.track.repeat(from), 'border'),
			span(glyphs.bar.repeat(length), token),
			span(glyphs.track.repeat(Math.max(0, room - from - length)), 'border'),
		];
	});
}

/** All of it in one line: `✓ alex 0:41  ▶ cass 0:52`; what does not fit is left away from the left, where it is past. */
export function stripSpans(bars: readonly TimelineBar[], width: number, theme: Theme): readonly Span[] {
	const pieces = bars.map(({ name, token, glyph, durationMs }) => [
		span(`${glyph} `, token),
		span(name, durationMs > 0 ? undefined : 'quiet'),
		...(durationMs > 0 ? [span(` ${formatDuration(durationMs)}`, 'quiet')] : []),
	]);
	let kept = pieces;
	const join = () => kept.flatMap((piece, index) => (index === 0 ? piece : [span('  '), ...piece]));
	while (kept.length > 1 && widthOf(join()) > width - 2) kept = kept.slice(1);
	return kept.length < pieces.length ? [span(`${theme.glyphs.ellipsis} `, 'quiet'), ...join()] : join();
}
