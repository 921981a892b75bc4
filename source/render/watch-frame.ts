import { formatAge } from '../core/format.ts';
import { plural } from '../core/plural.ts';
import type { Dashboard } from '../core/watch/dashboard.ts';
import type { FailuresPane } from '../core/watch/failures-pane.ts';
import type { NowPane, NowRow, StripStage } from '../core/watch/now-pane.ts';
import type { RunsPane } from '../core/watch/runs-pane.ts';
import { glyphOf, sparkline } from './glyphs.ts';
import { renderTable } from './table.ts';
import {
	ageText,
	BASIS_WORDS,
	churnText,
	costText,
	deliveryTexts,
	durationText,
	failureName,
	figuresTexts,
	HEADER_WORDS,
	queueText,
	reasonText,
	remarkText,
	slugText,
	sourceText,
	stageText,
	statusText,
	tokensText,
} from './watch-words.ts';

export type Paint = (colour: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string;

export interface FrameOptions {
	readonly paint: Paint;
	/** Runs and failures shown at most; what is left out is counted. */
	readonly rows: number;
}

const COLOURS: ReadonlyMap<string, Parameters<Paint>[0]> = new Map([
	['success', 'green'],
	['failed', 'red'],
	['running', 'cyan'],
	['paused', 'yellow'],
	['aborted', 'yellow'],
	['user-aborted', 'yellow'],
	['conflict', 'red'],
	['lost', 'red'],
	['pending', 'dim'],
	['skipped', 'dim'],
]);

function painted(paint: Paint, state: string | undefined, text: string): string {
	const colour = COLOURS.get(state ?? '');
	return colour === undefined ? text : paint(colour, text);
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
const list = (parts: readonly string[]) => parts.filter((part) => part !== '').join('  ');

function stageWords({ name, state, elapsedMs }: StripStage, paint: Paint): string {
	return painted(paint, state, list([`${glyphOf(state)} ${stageText(name)}`, durationText(elapsedMs)]));
}

function nowLines(row: NowRow, paint: Paint): string {
	const { slug, elapsedMs, stages, tokens, cost, state } = row;
	const facts = list([
		paint('bold', slugText(slug)),
		durationText(elapsedMs),
		tokensText(tokens),
		costText(cost),
		painted(paint, state === 'running' ? 'paused' : state, remarkText(row)),
		paint('dim', sourceText(row)),
	]);
	const strip = list(stages.map((stage) => stageWords(stage, paint)));
	return strip === '' ? facts : `${facts}\n  ${strip}`;
}

function nowSection({ rows, waiting }: NowPane, paint: Paint): string {
	const names = waiting.map(({ slug, stage }) => `${slugText(slug)}${stage ? ` (${stageText(stage)})` : ''}`);
	return [
		paint('bold', 'Now'),
		indent(rows.length === 0 ? 'nothing in progress' : rows.map((row) => nowLines(row, paint)).join('\n')),
		...(names.length === 0 ? [] : [indent(`waiting: ${names.join(', ')}`)]),
	].join('\n');
}

const moreLine = (left: number, unit: string) =>
	left > 0 ? [`  and ${plural(left, `more ${unit}`, `more ${unit}s`)}`] : [];

const STATUS_COLUMN = 1;

function runsSection(
	{ window, figures, rows, isTruncated }: RunsPane,
	nowMs: number,
	{ paint, rows: most }: FrameOptions,
) {
	const shown = rows.slice(0, most);
	const table = renderTable(
		shown.map(({ kind, slug, status, stage, durationMs, cost, atMs }) => [
			kind === 'unreadable' ? '(unreadable entry)' : slugText(slug),
			kind === 'unreadable' ? '' : `${glyphOf(status)} ${statusText(status)}`,
			stageText(stage),
			durationText(durationMs),
			costText(cost),
			ageText(atMs, nowMs),
		]),
		(cell, row, column) => (column === STATUS_COLUMN ? painted(paint, shown[row]?.status, cell) : cell),
	);
	const title = list([
		paint('bold', 'Runs'),
		window,
		...figuresTexts(figures),
		figures.trendMs.length > 1 ? sparkline(figures.trendMs) : '',
	]);
	return [
		title,
		...(shown.length === 0 ? ['  no finished runs'] : [indent(table)]),
		...moreLine(rows.length - shown.length, 'run'),
		...(isTruncated ? ['  older runs are not counted; all of them: murmur8 history --stats'] : []),
	].join('\n');
}

const SEVERITY_COLOURS = { error: 'red', warning: 'yellow', info: 'dim' } as const;

function failuresSection(pane: FailuresPane, nowMs: number, { paint, rows: most }: FrameOptions): string {
	const { groups, failedRuns, basis, window, churn } = pane;
	const shown = groups.slice(0, most);
	const table = renderTable(
		shown.map((group) => [
			failureName(group),
			`×${group.count}`,
			group.slugs.map(slugText).join(', '),
			ageText(group.newestMs, nowMs),
		]),
		(cell, row, column) => (column === 0 ? paint(SEVERITY_COLOURS[shown[row]?.severity ?? 'error'], cell) : cell),
	);
	return [
		list([
			paint('bold', 'Failures'),
			window,
			plural(failedRuns, 'failed run'),
			paint('dim', BASIS_WORDS[basis]),
			churnText(churn),
		]),
		...(shown.length === 0 ? ['  none'] : [indent(table)]),
		...moreLine(groups.length - shown.length, 'group'),
	].join('\n');
}

function headerLine({ header, atMs }: Dashboard, paint: Paint): string {
	const { project, state, audience, updatedAtMs } = header;
	const word = HEADER_WORDS[state];
	return list([
		paint('bold', `murmur8  ${slugText(project)}`),
		state === 'live' ? paint('green', word) : paint('yellow', word),
		`audience ${audience}`,
		queueText(header),
		`updated ${formatAge(updatedAtMs, atMs)}`,
	]);
}

/** One complete frame of text: everything the dashboard shows, without boxes. */
export function renderWatchFrame(dashboard: Dashboard, options: FrameOptions): string {
	const { now, runs, failures, delivery, problems, atMs } = dashboard;
	const { paint } = options;
	return [
		headerLine(dashboard, paint),
		...(problems.length === 0 ? [] : [problems.map((words) => paint('yellow', `! ${reasonText(words)}`)).join('\n')]),
		nowSection(now, paint),
		runsSection(runs, atMs, options),
		failuresSection(failures, atMs, options),
		[paint('bold', 'Delivery'), ...deliveryTexts(delivery, atMs).map((line) => `  ${line}`)].join('\n'),
	].join('\n\n');
}
