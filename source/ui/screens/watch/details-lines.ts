import { formatBytes } from '../../../core/format.ts';
import type { RunDetails, TimelineStage } from '../../../core/watch/run-details.ts';
import { ageText, costText, deliveryLineText, durationText, tokensText } from '../../../render/watch-words.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { failureLines } from '../../widgets/failure/lines.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { timelineLines } from '../../widgets/timeline/layout.ts';
import { clean, lookOf } from './words.ts';

type Line = readonly Span[];

const FACT_WIDTH = 12;
const USAGE_WIDTH = 32;

export function detailsTitle({ slug, status, durationMs, tokens, cost }: RunDetails, theme: Theme): Line {
	const { glyph, token } = lookOf(status, theme);
	const rest = [durationText(durationMs), tokensText(tokens), costText(cost)].filter((text) => text !== '');
	return [
		span(clean(slug, '(no slug)'), 'title'),
		span(`  ${glyph} ${clean(status)}`, token),
		...rest.map((text) => span(`  ${text}`)),
	];
}

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [[], [span(title, 'title')], ...lines.map((line) => [span('  '), ...line])];

function factLines(
	{ runId, type, featureId, parentRunId, commitHash, stoppedAt, startedAtMs }: RunDetails,
	nowMs: number,
): readonly Line[] {
	const facts = [
		['run', runId],
		['type', type],
		['feature', featureId],
		['parent run', parentRunId],
		['commit', commitHash],
		['stopped at', stoppedAt],
		['began', ageText(startedAtMs, nowMs)],
	] as const;
	return facts.flatMap(([name, value]) =>
		value ? [[span(name.padEnd(FACT_WIDTH), 'quiet'), span(clean(value))]] : [],
	);
}

function usageOf({ tokens, cost, attempts = 1 }: TimelineStage): string {
	const parts = [tokensText(tokens), costText(cost), attempts > 1 ? `${attempts} attempts` : ''];
	return parts.filter((text) => text !== '').join('  ');
}

/** A bar for each stage on one scale of time, and beside it what the stage used. */
function stageLines({ stages, startedAtMs = 0 }: RunDetails, width: number, theme: Theme): readonly Line[] {
	const bars = stages.map(({ name, status, fromMs, toMs, durationMs }) => ({
		name: clean(name),
		...lookOf(status, theme),
		startMs: fromMs === undefined ? undefined : startedAtMs + fromMs,
		durationMs: fromMs !== undefined && toMs !== undefined ? toMs - fromMs : (durationMs ?? 0),
	}));
	const room = width > 2 * USAGE_WIDTH ? width - USAGE_WIDTH : width;
	const { ellipsis } = theme.glyphs;
	return timelineLines(bars, room, theme).map((line, index) => {
		const stage = stages[index];
		const usage =
			stage && room < width ? [span(`  ${padText(usageOf(stage), USAGE_WIDTH - 2, ellipsis)}`, 'quiet')] : [];
		return [...line, ...usage];
	});
}

function feedbackLines({ stages }: RunDetails): readonly Line[] {
	return stages.flatMap(({ name, feedback }): readonly Line[] => {
		if (!feedback) return [];
		const { rating, recommendation, issues } = feedback;
		const token = recommendation === 'proceed' ? 'good' : 'warn';
		return [
			[span(`${clean(name)}  `), span(`${rating} of 5, ${recommendation}`, token)],
			...issues.map((issue) => [span(`  ${clean(issue)}`)]),
		];
	});
}

function previewLines({ preview }: RunDetails): readonly Line[] {
	if (preview.kind === 'nothing') return [[span(clean(preview.reason), 'quiet')]];
	const { audience, wire, sizeBytes, origin, text } = preview;
	const head = `${origin}; audience ${audience}, wire ${wire}, ${formatBytes(sizeBytes)}`;
	// Indentation is what makes JSON readable, and is not foreign.
	const body = text.split('\n').map((line) => [span(/^ */.exec(line)?.[0] ?? ''), span(clean(line))]);
	return [[span(clean(head), 'accent')], ...body];
}

/** Everything that is known of a run, as lines to scroll through. */
export function detailsLines(details: RunDetails, width: number, theme: Theme, nowMs: number): readonly Line[] {
	const inner = Math.max(10, width - 2);
	return [
		...factLines(details, nowMs),
		...section('Stages', stageLines(details, inner, theme)),
		...section(
			'Failures',
			details.failures.flatMap((failure) => failureLines(failure, theme)),
		),
		...section('Feedback', feedbackLines(details)),
		...section(
			'Delivery attempts',
			details.deliveries.map((line) => {
				const { glyph, token } = lookOf(line.result, theme);
				return [span(`${glyph} `, token), span(clean(deliveryLineText(line, nowMs)))];
			}),
		),
		...section('What leaves', previewLines(details)),
	];
}
