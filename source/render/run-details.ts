import { formatBytes, formatDuration } from '../core/format.ts';
import type { RunDetails, TimelineStage } from '../core/run-details.ts';
import { toPrintableLine } from '../core/text.ts';
import { glyphOf } from './glyphs.ts';
import { renderTable } from './table.ts';
import {
	ageText,
	costText,
	deliveryLineText,
	durationText,
	EVENT_WORDS,
	feedbackText,
	reasonText,
	runFailureTexts,
	slugText,
	stageText,
	statusText,
	tokensText,
} from './watch-words.ts';

const BAR_WIDTH = 32;
const ID_LENGTH = 80;

/**
 * Where a stage lies within its run. A stage that took next to nothing still shows.
 * @param wholeMs length of the run
 */
export function timelineBar({ fromMs, toMs }: TimelineStage, wholeMs: number, width = BAR_WIDTH): string {
	if (fromMs === undefined || toMs === undefined || wholeMs <= 0) return '';
	const at = (ms: number) => Math.min(width, Math.max(0, Math.round((ms / wholeMs) * width)));
	const first = Math.min(at(fromMs), width - 1);
	const length = Math.max(1, at(toMs) - first);
	return `${'·'.repeat(first)}${'█'.repeat(length)}${'·'.repeat(Math.max(0, width - first - length))}`;
}

/** Length of the run as its stages tell it, or as it was noted, whichever is more. */
const wholeMsOf = ({ durationMs = 0, stages }: RunDetails): number =>
	Math.max(durationMs, ...stages.map(({ toMs }) => toMs ?? 0));

const section = (title: string, lines: readonly string[]) =>
	lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

function facts(details: RunDetails, nowMs: number): readonly string[] {
	const { runId, type, featureId, parentRunId, commitHash, startedAtMs, stoppedAt } = details;
	const pairs = [
		['run', runId],
		['type', type],
		['feature', featureId],
		['parent run', parentRunId],
		['commit', commitHash],
		['stopped at', stoppedAt],
		['began', ageText(startedAtMs, nowMs)],
	] as const;
	const known = pairs.flatMap(([name, value]) => (value ? [[name, toPrintableLine(value, ID_LENGTH)]] : []));
	return known.length === 0 ? [] : renderTable(known).split('\n');
}

function previewLines({ preview }: RunDetails): readonly string[] {
	if (preview.kind === 'nothing') return [reasonText(preview.reason)];
	const { audience, wire, sizeBytes, origin, text } = preview;
	return [`${origin}; audience ${audience}, wire ${wire}, ${formatBytes(sizeBytes)}`, ...text.split('\n')];
}

/** Everything that is known of one run, as text. */
export function renderRunDetails(details: RunDetails, nowMs: number): string {
	const { slug, status, durationMs, tokens, cost, stages, failures, event, deliveries } = details;
	const whole = wholeMsOf(details);
	const title = [
		slugText(slug),
		`${glyphOf(status)} ${statusText(status)}`,
		durationText(durationMs),
		tokensText(tokens),
		costText(cost),
	];
	const rows = stages.map((stage) => [
		`${glyphOf(stage.status)} ${stageText(stage.name)}`,
		statusText(stage.status),
		durationText(stage.durationMs),
		timelineBar(stage, whole),
		tokensText(stage.tokens),
		costText(stage.cost),
		(stage.attempts ?? 1) > 1 ? `${stage.attempts} attempts` : '',
	]);
	const feedback = stages.flatMap(({ name, feedback: found }) =>
		found
			? [
					`${stageText(name)}: ${toPrintableLine(feedbackText(found), ID_LENGTH)}`,
					...found.issues.map((issue) => `  - ${reasonText(issue)}`),
				]
			: [],
	);
	return [
		title.filter((part) => part !== '').join('  '),
		...facts(details, nowMs).map((line) => `  ${line}`),
		...section(`Stages (${formatDuration(whole)})`, rows.length === 0 ? [] : renderTable(rows).split('\n')),
		...section('Failures', failures.flatMap(runFailureTexts)),
		...section('Feedback', feedback),
		...section('Delivery', [
			...(event === undefined ? [] : [EVENT_WORDS[event]]),
			...deliveries.map((line) => deliveryLineText(line, nowMs)),
		]),
		...section('What leaves', previewLines(details)),
	].join('\n');
}
