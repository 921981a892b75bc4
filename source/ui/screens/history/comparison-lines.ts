import { formatAge, formatDuration } from '../../../core/format.ts';
import type { RunDetails } from '../../../core/history/details.ts';
import { formatDollars } from '../../../core/money.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { formatCount, statusLook } from './columns.ts';

type Measure = number | bigint | undefined;
type Format = (value: Measure) => string;

const duration: Format = (value) => (value === undefined ? '-' : formatDuration(Number(value)));
const count: Format = (value) => (value === undefined ? '-' : formatCount(Number(value)));
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
	const status = ({ record }: RunDetails) => {
		const { glyph, token } = statusLook(record.status, theme);
		return span(`${glyph} ${record.status || '-'}`, token);
	};
	const age = ({ record: { timeMs } }: RunDetails) => span(timeMs === undefined ? '-' : formatAge(timeMs, nowMs));
	const names = [...new Set([...one.stages, ...other.stages].map(({ name }) => name))];
	const stageOf = ({ stages }: RunDetails, name: string) => stages.find((stage) => stage.name === name);
	return [
		row('', span(one.record.name, 'title'), span(other.record.name, 'title'), span('CHANGE', 'quiet')),
		row('status', status(one), status(other)),
		row('ended', age(one), age(other)),
		measure('duration', one.record.durationMs, other.record.durationMs, duration),
		measure('tokens', one.record.tokens, other.record.tokens, count),
		measure('cost', one.record.cost, other.record.cost, money),
		[],
		[span('Stages', 'title')],
		...names.map((name) => measure(name, stageOf(one, name)?.durationMs, stageOf(other, name)?.durationMs, duration)),
	];
}
