import { formatBytes } from '../../core/format.ts';
import type { PayloadPreview, RunDetails } from '../../core/run-details.ts';
import {
	ageText,
	costText,
	deliveryLineText,
	durationText,
	EVENT_WORDS,
	feedbackText,
	NO_EVENT_WORDS,
	tokensText,
} from '../../render/watch-words.ts';
import { clean, lookOf } from '../looks.ts';
import type { Theme } from '../theme/themes.ts';
import type { Span } from '../theme/tokens.ts';
import { failureLines } from '../widgets/failure/lines.ts';
import { span } from '../widgets/line/spans.ts';
import { wrapText } from '../widgets/line/wrap.ts';
import { stageSections } from './stages.ts';

type Line = readonly Span[];

const FACT_WIDTH = 12;

/** What run it is, how it ended, and what it came to. */
export function detailsTitle(
	{ slug, status, stoppedAt, durationMs, tokens, cost }: RunDetails,
	theme: Theme,
): readonly Span[] {
	const { glyph, token } = lookOf(status, theme);
	const rest = [durationText(durationMs), tokensText(tokens), costText(cost)].filter((text) => text !== '');
	return [
		span(clean(slug, '(no slug)'), 'title'),
		span(`  ${glyph} ${clean(status)}`, token),
		...(stoppedAt === undefined ? [] : [span(' at ', 'quiet'), span(clean(stoppedAt), token)]),
		...rest.map((text) => span(`  ${text}`)),
	];
}

function factLines(
	{ runId, type, featureId, parentRunId, commitHash, startedAtMs, completedAtMs }: RunDetails,
	nowMs: number,
): readonly Line[] {
	const facts = [
		['run', runId],
		['type', type],
		['feature', featureId],
		['parent run', parentRunId],
		['commit', commitHash],
		['began', ageText(startedAtMs, nowMs)],
		['ended', ageText(completedAtMs, nowMs)],
	] as const;
	return facts.flatMap(([name, value]) =>
		value ? [[span(name.padEnd(FACT_WIDTH), 'quiet'), span(clean(value))]] : [],
	);
}

const section = (title: string, lines: readonly Line[]): readonly Line[] =>
	lines.length === 0 ? [] : [[], [span(title, 'title')], ...lines.map((line) => [span('  '), ...line])];

function feedbackLines({ stages }: RunDetails, width: number, { glyphs }: Theme): readonly Line[] {
	return stages.flatMap(({ name, feedback }): readonly Line[] => {
		if (!feedback) return [];
		const token = feedback.recommendation === 'proceed' ? 'good' : 'warn';
		return [
			[span(`${clean(name)}  `), span(clean(feedbackText(feedback)), token)],
			...feedback.issues.flatMap((issue) =>
				wrapText(clean(issue), width - 4).map((text, index) => [
					span(index === 0 ? `  ${glyphs.bullet} ` : '    ', 'quiet'),
					span(text),
				]),
			),
		];
	});
}

function deliveryLines({ event, deliveries }: RunDetails, theme: Theme, nowMs: number): readonly Line[] {
	if (event === undefined && deliveries.length === 0) return [[span(NO_EVENT_WORDS, 'quiet')]];
	return [
		...(event === undefined ? [] : [[span(EVENT_WORDS[event], event === 'waiting' ? 'warn' : 'bad')]]),
		...deliveries.map((line) => {
			const { glyph, token } = lookOf(line.result, theme);
			return [span(`${glyph} `, token), span(clean(deliveryLineText(line, nowMs)))];
		}),
	];
}

const bodies = new WeakMap<PayloadPreview, readonly Line[]>();

/** A body may have thousands of lines, and is the same for every key that scrolls through it. */
function bodyLines(preview: PayloadPreview & { readonly kind: 'body' }): readonly Line[] {
	const known = bodies.get(preview);
	if (known) return known;
	// Indentation is what makes JSON readable, and is not foreign.
	const lines = preview.text.split('\n').map((line) => [span(/^ */.exec(line)?.[0] ?? ''), span(clean(line))]);
	bodies.set(preview, lines);
	return lines;
}

function previewLines({ preview }: RunDetails): readonly Line[] {
	if (preview.kind === 'nothing') return [[span(clean(preview.reason), 'quiet')]];
	const { audience, wire, sizeBytes, origin } = preview;
	const head = `${origin}; audience ${audience}, wire ${wire}, ${formatBytes(sizeBytes)}`;
	return [[span(clean(head), 'accent')], ...bodyLines(preview)];
}

/** Everything that is known of a run, as lines to scroll through. */
export function detailsLines(details: RunDetails, width: number, theme: Theme, nowMs: number): readonly Line[] {
	return [
		...factLines(details, nowMs),
		[],
		...stageSections(details, width, theme),
		...section(
			'Failures',
			details.failures.flatMap((failure) => failureLines(failure, theme)),
		),
		...section('Feedback', feedbackLines(details, width - 2, theme)),
		...section('Delivery', deliveryLines(details, theme, nowMs)),
		...section('What leaves', previewLines(details)),
	];
}
