import type { SeriesAnswer, SeriesBucket } from '../../core/api/series.ts';
import {
	axisCostText,
	axisDurationText,
	costText,
	countText,
	durationText,
	percentText,
	shortPrint,
} from './format.ts';

export interface ChartSeries {
	readonly name: string;
	/** Name of a colour of the style sheet. */
	readonly colour: string;
	/** A value for each bucket; null where there is none. */
	readonly values: readonly (number | null)[];
}

/** A chart as data: what it shows is told by its table as well as by its picture. */
export interface ChartSpec {
	readonly id: string;
	readonly title: string;
	readonly unit: string;
	readonly form: 'stacked' | 'lines';
	readonly series: readonly ChartSeries[];
	readonly format: (value: number) => string;
	/** The same for the scale, where there is less room. */
	readonly axis?: (value: number) => string;
	/** Distances that lines of the scale may have. */
	readonly steps?: readonly number[];
	/** Highest value of the scale, where that is fixed. */
	readonly most?: number;
	/** Why there is nothing to see. */
	readonly none: string;
}

const STATUS_COLOURS: Readonly<Record<string, string>> = {
	success: '--good',
	failed: '--bad',
	paused: '--pause',
	aborted: '--four',
};
const COLOURS = ['--one', '--two', '--three', '--four', '--five', '--six', '--seven'];
const colourOf = (index: number) => COLOURS[index % COLOURS.length] ?? '--one';

const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const SECOND_MS = 1_000;
const TIMES_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400].map(
	(seconds) => seconds * SECOND_MS,
);

const NO_RUNS = 'No runs in this window.';

const each = (
	{ buckets }: SeriesAnswer,
	names: readonly string[],
	read: (bucket: SeriesBucket, name: string) => number | null,
	colour: (name: string, index: number) => string,
	nameOf = (name: string) => name,
): readonly ChartSeries[] =>
	names.map((name, index) => ({
		name: nameOf(name),
		colour: colour(name, index),
		values: buckets.map((bucket) => read(bucket, name)),
	}));

/** The charts of the dashboard. */
export function chartSpecs(answer: SeriesAnswer): readonly ChartSpec[] {
	const { statuses, stages, fingerprints } = answer;
	const isAnyone = answer.buckets.some(({ runs }) => runs > 0);
	const one = (name: string, colour: string, read: (bucket: SeriesBucket) => number | null) =>
		each(answer, isAnyone ? [name] : [], read, () => colour);
	return [
		{
			id: 'throughput',
			title: 'Throughput',
			unit: 'runs',
			form: 'stacked',
			series:
				statuses.length > 0
					? each(
							answer,
							statuses,
							(bucket, name) => bucket.statuses[name] ?? 0,
							(name) => STATUS_COLOURS[name] ?? '--other',
						)
					: one('runs', '--one', ({ runs }) => runs),
			format: countText,
			steps: WHOLE,
			none: NO_RUNS,
		},
		{
			id: 'success',
			title: 'Success',
			unit: 'share of runs',
			form: 'lines',
			series: one('success rate', '--good', ({ successRate }) => successRate).filter(({ values }) =>
				values.some((value) => value !== null),
			),
			format: percentText,
			most: 1,
			none: NO_RUNS,
		},
		{
			id: 'durations',
			title: 'Time per stage',
			unit: 'median',
			form: 'lines',
			series: each(
				answer,
				stages,
				({ stageMs }, name) => stageMs[name] ?? null,
				(_, index) => colourOf(index),
			),
			format: durationText,
			axis: axisDurationText,
			steps: TIMES_MS,
			none: NO_RUNS,
		},
		{
			id: 'cost',
			title: 'Cost',
			unit: 'dollars',
			form: 'stacked',
			series: one('cost', '--one', ({ costUsd }) => costUsd).filter(({ values }) =>
				values.some((value) => value !== null),
			),
			format: costText,
			axis: axisCostText,
			none: 'No run of this window has a known cost.',
		},
		{
			id: 'fingerprints',
			title: 'Failures by fingerprint',
			unit: 'runs that had them',
			form: 'stacked',
			series: each(
				answer,
				fingerprints,
				({ failures }, name) => failures[name] ?? 0,
				(_, index) => colourOf(index),
				shortPrint,
			),
			format: countText,
			steps: WHOLE,
			none: 'No failures were found in logs of this window.',
		},
		{
			id: 'churn',
			title: 'Churn of failures',
			unit: 'against the run before',
			form: 'lines',
			series: answer.buckets.some(({ churn }) => churn !== null)
				? each(
						answer,
						['new', 'resolved', 'unchanged'],
						({ churn }, name) => churn?.[name as 'new' | 'resolved' | 'unchanged'] ?? null,
						(name) => ({ new: '--bad', resolved: '--good' })[name] ?? '--other',
					)
				: [],
			format: countText,
			steps: WHOLE,
			none: 'No two runs of this window could be compared.',
		},
	];
}
