import { formatAge, formatDuration } from '../../../core/format.ts';
import { formatDollars } from '../../../core/money.ts';
import type { RunDetails } from '../../../core/run-details.ts';
import { countText } from '../../../render/watch-words.ts';
import { clean, lookOf } from '../../looks.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../../widgets/line/spans.ts';

type Measure = number | bigint | undefined;
type Format = (value: Measure) => string;

const duration: Format = (value) => (value === undefined ? '-' : formatDuration(Number(value)));
const count: Format = (value) => (value === undefined ? '-' : countText(Number(value)));
const money: Format = (value) => (value === undefined ? '-' : formatDollars(BigInt(value)));

/** By how much the second is more or less than the first; for all that is measured here, less is better. */
function change(one: Measure, other: Measure, format: Format): Span {
	if (one === undefined || other === undefined) return span('');
	if (one === other) return span('same', 'quiet');
	const isMore = other > one;
	const [low, high] = isMore ? [one, other] : [other, one];
	const difference = typeof low === 'bigint' && typeof high === 'bigint' ? high - low : Number(high) - Number(low);
	const share =
		Number(one) === 0 ? '' : ` (${isMore ? '+' : '-'}${Math.round((Number(difference) / Number(one)) * 100)} %)`;
	return span(`${isMore ? '+' : '-'}${format(difference)}${share}`, isMore ? 'warn' : 'good');
}

/** Two runs side by side, and what changed from the first to the second. */
export function comparisonLines(
	[one, other]: readonly [RunDetails, RunDetails],
	width: number,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	const { ellipsis } = theme.glyphs;
	const label = Math.min(20, Math.floor(width / 4));
	const cell = Math.max(8, Math.floor((width - label) / 3) - 2);
	const row = (title: string, first: Span, second: Span, third: Span = span('')) => [
		span(`${padText(title, label, ellipsis)}  `, 'quiet'),
		{ ...first, text: `${padText(first.text, cell, ellipsis)}  ` },
		{ ...second, text: `${padText(second.text, cell, ellipsis)}  ` },
		{ ...third, text: padText(third.text, cell, ellipsis) },
	];
	const measure = (title: string, first: Measure, second: Measure, format: Format) =>
		row(title, span(format(first)), span(format(second)), change(first, second, format));
	const nameOf = ({ slug }: RunDetails) => span(clean(slug, '(no slug)'), 'title');
	const status = ({ status: word }: RunDetails) => {
		const { glyph, token } = lookOf(word, theme);
		return span(`${glyph} ${clean(word)}`, token);
	};
	const age = ({ completedAtMs, startedAtMs }: RunDetails) => {
		const timeMs = completedAtMs ?? startedAtMs;
		return span(timeMs === undefined ? '-' : formatAge(timeMs, nowMs));
	};
	const tokens = ({ tokens: used }: RunDetails) => used && used.input + used.output;
	const names = [...new Set([...one.stages, ...other.stages].map(({ name }) => name))];
	const stageOf = ({ stages }: RunDetails, stageName: string) => stages.find((stage) => stage.name === stageName);
	return [
		row('', nameOf(one), nameOf(other), span('CHANGE', 'quiet')),
		row('status', status(one), status(other)),
		row('ended', age(one), age(other)),
		measure('duration', one.durationMs, other.durationMs, duration),
		measure('tokens', tokens(one), tokens(other), count),
		measure('cost', one.cost, other.cost, money),
		[],
		[span('Stages', 'title')],
		...names.map((stage) =>
			measure(clean(stage), stageOf(one, stage)?.durationMs, stageOf(other, stage)?.durationMs, duration),
		),
	];
}
