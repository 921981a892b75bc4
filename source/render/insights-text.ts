import { formatDuration } from '../core/format.ts';
import type { Insights, Trend } from '../core/insights/insights.ts';
import { dollarsFromNumber, formatDollars } from '../core/money.ts';
import { toPrintableLine } from '../core/text.ts';
import { renderTable } from './table.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const dollars = (amount: number) => formatDollars(dollarsFromNumber(amount) ?? 0n);
const rating = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(1));

const FORMATS: Readonly<Record<Trend['unit'], (value: number) => string>> = {
	share: percent,
	ms: formatDuration,
	dollars,
};

export interface InsightSection {
	readonly title: string;
	/** Cells; the first names the row. */
	readonly rows: readonly (readonly string[])[];
	/** What is said where there is no row. */
	readonly otherwise: string;
}

const section = (title: string, rows: InsightSection['rows'], otherwise: string): InsightSection => ({
	title,
	rows,
	otherwise,
});

function trendRow({ what, unit, older, newer }: Trend): readonly string[] {
	const shown = (value: number | undefined) => (value === undefined ? 'unknown' : FORMATS[unit](value));
	return [what, `${shown(older)} → ${shown(newer)}`];
}

/** In one line what the others are about. */
export function insightsHeadline({ runs, successRate }: Insights): string {
	if (runs === 0) return 'No finished runs yet; insights come with them.';
	return `${runs} run${runs === 1 ? '' : 's'}, ${percent(successRate ?? 0)} successful`;
}

/** What insights say, for every renderer. @param formatTime Unix milliseconds to local date and time */
export function insightSections(insights: Insights, formatTime: (ms: number) => string): readonly InsightSection[] {
	const { bottlenecks, failures, anomalies, trends, calibration, cost } = insights;
	return [
		section(
			'Bottlenecks',
			bottlenecks.map(({ stage, share, medianMs, p95Ms, count }) => [
				stage,
				`${percent(share)} of the time`,
				`median ${formatDuration(medianMs)}`,
				`p95 ${formatDuration(p95Ms)}`,
				count === 1 ? 'once' : `${count} times`,
			]),
			'no durations are known',
		),
		section(
			'Failures',
			failures.map(({ stage, failures: count, runs: of, rate }) => [stage, `${count} of ${of} runs`, percent(rate)]),
			'no run failed in a stage',
		),
		section(
			'Anomalies',
			anomalies.map(({ slug, stage, atMs, durationMs, usualMs }) => [
				toPrintableLine(slug ?? '', 40),
				stage,
				formatTime(atMs),
				`${formatDuration(durationMs)}, usually ${formatDuration(usualMs)}`,
			]),
			'no stage took much longer than it usually does',
		),
		section('Trends (older half → newer half)', trends.map(trendRow), 'four runs are needed'),
		section(
			'Feedback',
			calibration.map(({ stage, average, ratings, whenSuccess, whenNot, verdict }) => [
				stage,
				`${rating(average)} of 5 (${ratings})`,
				`successful ${rating(whenSuccess)}, others ${rating(whenNot)}`,
				verdict,
			]),
			'no ratings',
		),
		section(
			'Cost',
			cost
				? [
						[
							'total',
							dollars(cost.total),
							`${dollars(cost.perRun)} a run`,
							cost.perSuccess === undefined ? '' : `${dollars(cost.perSuccess)} a success`,
						],
						...cost.stages.map(({ stage, cost: amount, share }) => [stage, dollars(amount), percent(share)]),
					]
				: [],
			'no costs are known',
		),
	];
}

function sectionText({ title, rows, otherwise }: InsightSection): string {
	const table = renderTable(rows.map(([name = '', ...rest]) => [`  ${name}`, ...rest]));
	return `${title}\n${rows.length === 0 ? `  ${otherwise}` : table}`;
}

/** Insights for people. @param formatTime Unix milliseconds to local date and time */
export function renderInsights(insights: Insights, formatTime: (ms: number) => string): string {
	const headline = insightsHeadline(insights);
	if (insights.runs === 0) return headline;
	return [headline, ...insightSections(insights, formatTime).map(sectionText)].join('\n\n');
}
