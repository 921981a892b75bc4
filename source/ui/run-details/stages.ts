import type { RunDetails } from '../../core/run-details.ts';
import { clean, lookOf } from '../looks.ts';
import type { Theme } from '../theme/themes.ts';
import type { Span } from '../theme/tokens.ts';
import { padText, span, spread } from '../widgets/line/spans.ts';
import { timelineLines } from '../widgets/timeline/layout.ts';
import { usageOf } from './usage.ts';

type Line = readonly Span[];

/** Bars shorter than this say nothing: what was used then stands below them. */
const LEAST_TIMELINE = 48;
const NAME_WIDTH = 20;

function barsOf({ stages, startedAtMs = 0 }: RunDetails, theme: Theme) {
	return stages.map(({ name, status, fromMs, toMs, durationMs }) => ({
		name: clean(name),
		...lookOf(status, theme),
		startMs: fromMs === undefined ? undefined : startedAtMs + fromMs,
		durationMs: fromMs !== undefined && toMs !== undefined ? toMs - fromMs : (durationMs ?? 0),
		spentMs: durationMs,
	}));
}

/** A bar for each stage on one scale of time, and beside it, or below, what the stage used. */
export function stageSections(details: RunDetails, width: number, theme: Theme): readonly Line[] {
	const { stages } = details;
	const { ellipsis } = theme.glyphs;
	const title = span('Stages', 'title');
	if (stages.length === 0) return [[title], [span('  none were recorded', 'quiet')]];
	const usage = usageOf(stages, theme);
	const inner = width - 2;
	const isBeside = inner - usage.width >= LEAST_TIMELINE;
	const lines = timelineLines(barsOf(details, theme), isBeside ? inner - usage.width : inner, theme);
	if (usage.width === 0) return [[title], ...lines.map((line) => [span('  '), ...line])];
	if (isBeside) {
		const used = (text: string) => span(text, 'quiet');
		return [
			spread([title], [used(usage.header)], width, ellipsis),
			...lines.map((line, index) => {
				const stage = stages[index];
				return [span('  '), ...line, used(stage ? usage.of(stage) : '')];
			}),
		];
	}
	const named = (name: string) => span(`  ${padText(name, Math.min(NAME_WIDTH, inner - usage.width), ellipsis)}`);
	return [
		[title],
		...lines.map((line) => [span('  '), ...line]),
		[],
		[span('Tokens and cost', 'title')],
		[named(''), span(usage.header, 'quiet')],
		...stages
			.filter((stage) => usage.of(stage).trim() !== '')
			.map((stage) => [named(clean(stage.name)), span(usage.of(stage))]),
	];
}
