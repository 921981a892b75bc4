import { rowTimeMs } from '../../core/history/row.ts';
import { isInWindow, type TimeWindow } from '../../core/history/time-window.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ServedRun } from '../../core/served/run.ts';
import type { ServedProject } from '../../served/project-reader.ts';

/** What is given holds together. */
export interface RunQuery {
	readonly window: TimeWindow;
	readonly stage?: string | undefined;
	/** Slug or id of a feature. */
	readonly feature?: string | undefined;
	readonly status?: string | undefined;
}

function isAskedFor({ row }: ServedRun, { window, stage, feature, status }: RunQuery, nowMs: number): boolean {
	return (
		isInWindow({ timeMs: rowTimeMs(row) }, window, nowMs) &&
		(stage === undefined || row.stages.some(({ name }) => name === stage)) &&
		(feature === undefined || row.slug === feature || row.featureId === feature) &&
		(status === undefined || row.status === status)
	);
}

/** A run without what only its details tell. */
function summaryOf({ entry, row }: ServedRun): JsonObject {
	const { stages: _stages, feedback: _feedback, ...facts } = entry;
	return row.stages.length === 0 ? facts : { ...facts, stages: row.stages.map(({ name }) => name) };
}

/** The runs that are asked for, newest first, those in progress before all. */
export function answerHistory(
	{ audience, runs, isTruncated }: ServedProject,
	query: RunQuery,
	page: { readonly offset: number; readonly limit: number },
	nowMs: number,
): Readonly<Record<string, unknown>> {
	const found = runs.filter((run) => isAskedFor(run, query, nowMs));
	const { offset, limit } = page;
	const next = offset + limit < found.length ? { nextOffset: offset + limit } : {};
	return {
		audience,
		matching: found.length,
		// Older ones than the newest 1,000 were not looked at.
		...(isTruncated ? { truncated: true } : {}),
		...next,
		runs: found.slice(offset, offset + limit).map(summaryOf),
	};
}
