import { formatAge, formatDuration } from '../../../core/format.ts';
import type { RunDetails, StageDetails } from '../../../core/history/details.ts';
import { formatDollars } from '../../../core/money.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { failureLines } from '../../widgets/failure/lines.ts';
import { padText, span } from '../../widgets/line/spans.ts';
import { type TimelineBar, timelineLines } from '../../widgets/timeline/layout.ts';
import { formatCount, statusLook } from './columns.ts';

const LABEL_WIDTH = 12;

const heading = (text: string) => [[], [span(text, 'title')]];

function stageBars(stages: readonly StageDetails[], theme: Theme): readonly TimelineBar[] {
	return stages.map(({ name, status, startMs, durationMs }) => ({
		name,
		...statusLook(status, theme),
		startMs,
		durationMs: durationMs ?? 0,
	}));
}

function overview({ record }: RunDetails, theme: Theme, nowMs: number): readonly (readonly Span[])[] {
	const { status, stage, timeMs, durationMs, cost, tokens, runId, featureId, type, commit } = record;
	const look = statusLook(status, theme);
	const line = (label: string, ...value: readonly Span[]) => [
		span(padText(label, LABEL_WIDTH, theme.glyphs.ellipsis), 'quiet'),
		...value,
	];
	const where = stage === '' ? [] : [span(' at ', 'quiet'), span(stage, 'warn')];
	const facts: readonly (readonly [label: string, text: string])[] = [
		['ended', timeMs === undefined ? '' : formatAge(timeMs, nowMs)],
		['took', durationMs === undefined ? '' : formatDuration(durationMs)],
		['cost', cost === undefined ? '' : formatDollars(cost)],
		['tokens', tokens === undefined ? '' : formatCount(tokens)],
		['type', type],
		['run', runId],
		['feature', featureId],
		['commit', commit],
	];
	return [
		line('status', span(`${look.glyph} ${status || 'unknown'}`, look.token), ...where),
		...facts.filter(([, text]) => text !== '').map(([label, text]) => line(label, span(text))),
	];
}

function usageLines(stages: readonly StageDetails[], theme: Theme): readonly (readonly Span[])[] {
	const used = stages.filter(({ tokens, cost }) => tokens !== undefined || cost !== undefined);
	if (used.length === 0) return [];
	const cell = (text: string) => padText(text, 10, theme.glyphs.ellipsis, 'right');
	const header = [span(`  ${padText('', 18, '')}${cell('TOKENS IN')} ${cell('OUT')} ${cell('COST')}`, 'quiet')];
	return [
		...heading('Tokens and cost'),
		header,
		...used.map(({ name, tokens, cost }) => [
			span(`  ${padText(name, 18, theme.glyphs.ellipsis)}`),
			span(`${cell(tokens ? formatCount(tokens.input) : '-')} ${cell(tokens ? formatCount(tokens.output) : '-')} `),
			span(cell(cost === undefined ? '-' : formatDollars(cost))),
		]),
	];
}

/** Breaks a text into lines of words. */
function wrap(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

const RATING_TOKENS = ['bad', 'bad', 'bad', 'warn', 'good', 'good'] as const;

function feedbackLines(
	stages: readonly StageDetails[],
	width: number,
	{ glyphs }: Theme,
): readonly (readonly Span[])[] {
	const rated = stages.filter(({ rating, issues }) => rating !== undefined || issues.length > 0);
	if (rated.length === 0) return [];
	return [
		...heading('Feedback'),
		...rated.flatMap(({ name, rating, recommendation, issues }) => [
			[
				span(`  ${padText(name, 18, glyphs.ellipsis)}`),
				span(rating === undefined ? '-' : `${rating} of 5`, RATING_TOKENS[Math.round(rating ?? 3)] ?? 'warn'),
				span(recommendation === '' ? '' : `  ${recommendation}`, 'quiet'),
			],
			...issues.flatMap((issue) =>
				wrap(issue, Math.max(10, width - 6)).map((text, index) => [
					span(index === 0 ? `    ${glyphs.bullet} ` : '      ', 'quiet'),
					span(text),
				]),
			),
		]),
	];
}

function deliveryLines({ delivery, deliveries }: RunDetails, nowMs: number): readonly (readonly Span[])[] {
	if (delivery === '' && deliveries.length === 0)
		return [...heading('Delivery'), [span('  no event of it was queued here', 'quiet')]];
	return [
		...heading('Delivery'),
		...(delivery === '' ? [] : [[span(`  ${delivery}`)]]),
		...deliveries.map(({ atMs, result, words }) => [
			span(`  ${formatAge(atMs, nowMs).padEnd(12)}`, 'quiet'),
			span(result.padEnd(12), result === 'delivered' ? 'good' : result === 'transient' ? 'warn' : 'bad'),
			span(words, 'quiet'),
		]),
	];
}

/** Everything about one run. */
export function detailsLines(
	details: RunDetails,
	width: number,
	theme: Theme,
	nowMs: number,
): readonly (readonly Span[])[] {
	const { stages, failures } = details;
	const retried = stages.filter(({ attempts }) => attempts > 1);
	return [
		...overview(details, theme, nowMs),
		...heading('Stages'),
		...(stages.length === 0
			? [[span('  none were recorded', 'quiet')]]
			: timelineLines(stageBars(stages, theme), width - 2, theme).map((line) => [span('  '), ...line])),
		...retried.map(({ name, attempts }) => [span(`  ${name} took ${attempts} attempts`, 'warn')]),
		...usageLines(stages, theme),
		...(failures.length === 0 ? [] : heading('Failures')),
		...failures.flatMap((failure) => failureLines(failure, theme)).map((line) => [span('  '), ...line]),
		...feedbackLines(stages, width, theme),
		...deliveryLines(details, nowMs),
	];
}
