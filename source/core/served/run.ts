import { projectEntry } from '../history/project-entry.ts';
import { type HistoryRow, readHistoryRow } from '../history/row.ts';
import { toHistoryEntry } from '../history-entry.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Audience } from '../privacy/audience.ts';
import type { Run } from '../run.ts';

/** A run as another program may see it, and the same read into a row. */
export interface ServedRun {
	readonly isInProgress: boolean;
	readonly entry: JsonObject;
	readonly row: HistoryRow;
}

interface Clock {
	readonly toIso: (ms: number) => string;
	readonly parseTime: (text: string) => number;
}

/** A run that has not ended has no end, and no time that it took. */
export function entryOfRunInProgress(run: Run, { toIso }: Pick<Clock, 'toIso'>): JsonObject {
	const { completedAt: _end, totalDurationMs: _duration, ...entry } = toHistoryEntry(run, toIso);
	return run.feedbackWithheld ? withoutFeedback(entry) : entry;
}

/** An entry of a run whose feedback was to stay here. */
export function withoutFeedback(entry: JsonObject): JsonObject {
	const { feedback: _feedback, ...rest } = entry;
	if (!isJsonObject(rest['stages'])) return rest;
	const stages = Object.entries(rest['stages']).map(([name, stage]) => {
		if (!isJsonObject(stage)) return [name, stage];
		const { feedback: _own, feedbackRating: _rating, ...kept } = stage;
		return [name, kept];
	});
	return { ...rest, stages: Object.fromEntries(stages) };
}

/** Projected first: whatever is looked for, counted or added up afterwards is of what may be seen. */
export function serveEntry(
	entry: unknown,
	isInProgress: boolean,
	audience: Audience,
	{ parseTime }: Pick<Clock, 'parseTime'>,
): ServedRun | undefined {
	const projected = projectEntry(entry, audience);
	return isJsonObject(projected)
		? { isInProgress, entry: projected, row: readHistoryRow(projected, parseTime) }
		: undefined;
}
