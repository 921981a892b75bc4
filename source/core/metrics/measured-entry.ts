import { readNumber } from '../history/loose-values.ts';
import { readHistoryRow } from '../history/row.ts';
import { isJsonObject } from '../json.ts';
import type { MeasuredRun, MeasuredStage } from './measured-run.ts';
import type { Point } from './point.ts';

/** Ratings are 1 to 5, under one of two keys. */
function ratingOf(stage: unknown): number | undefined {
	if (!isJsonObject(stage)) return undefined;
	const given = isJsonObject(stage['feedback']) ? stage['feedback']['rating'] : stage['feedbackRating'];
	const rating = readNumber(given);
	return rating !== undefined && rating >= 1 && rating <= 5 ? rating : undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
	isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/**
 * A run that another program recorded, as metrics see it; undefined for what is no run: a batch, a broken entry.
 * @param identity tells it from others where it has no id
 * @param timeMs its place in the history
 * @param parseTime Unix milliseconds of a text, NaN where it is no time
 */
export function measureEntry(
	entry: unknown,
	identity: string,
	timeMs: number,
	parseTime: (text: string) => number,
): MeasuredRun | undefined {
	const row = readHistoryRow(entry, parseTime);
	if (row.kind !== 'run') return undefined;
	const { slug, featureId, type, failedStage, pausedAfter, commitHash, durationMs, startedAtMs, cost } = row;
	const stages = row.stages
		.filter(({ status }) => status !== 'skipped')
		.map((stage): MeasuredStage => {
			const raw = memberOf(memberOf(entry, 'stages'), stage.name);
			return { ...stage, attempts: readNumber(memberOf(raw, 'attempts')), rating: ratingOf(raw) };
		});
	const facts = { slug, featureId, type, failedStage, pausedAfter, commitHash, durationMs, startedAtMs, cost };
	const completedAtMs = Math.trunc(row.completedAtMs ?? timeMs);
	return { runId: row.runId ?? identity, status: row.status ?? 'unknown', completedAtMs, ...facts, stages };
}

const MAX_FOREIGN_POINTS = 50;
const LONGEST_NAME = 200;

/** Metrics that another program wrote into an entry: nobody's registered ones, whatever their names spell. */
export function foreignPoints(entry: unknown, timestampMs: number): readonly Point[] {
	const metrics = memberOf(entry, 'metrics');
	if (!isJsonObject(metrics)) return [];
	return Object.entries(metrics)
		.slice(0, MAX_FOREIGN_POINTS)
		.flatMap(([name, value]): readonly Point[] =>
			typeof value === 'number' && Number.isFinite(value) && name.length <= LONGEST_NAME
				? [{ name: name.toWellFormed(), value, labels: {}, timestampMs, isForeign: true }]
				: [],
		);
}
