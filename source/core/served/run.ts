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
export function entryOfRunInProgress(run: Run, { toIso }: Pick<Clock, 'toIso'>): unknown {
	const { completedAt: _end, totalDurationMs: _duration, ...entry } = toHistoryEntry(run, toIso);
	return run.feedbackWithheld ? withoutFeedback(entry) : entry;
}

const FEEDBACK_KEYS: ReadonlySet<string> = new Set(['feedback', 'feedbackRating']);

const withoutKeys = (object: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(object).filter(([key]) => !FEEDBACK_KEYS.has(key)));

/** An entry of a run whose feedback stays at home, as its event has none either. */
export function withoutFeedback(entry: unknown): unknown {
	if (!isJsonObject(entry)) return entry;
	const { stages, ...rest } = withoutKeys(entry);
	if (!isJsonObject(stages)) return stages === undefined ? rest : { ...rest, stages };
	const kept = Object.entries(stages).map(([name, stage]) => [name, isJsonObject(stage) ? withoutKeys(stage) : stage]);
	return { ...rest, stages: Object.fromEntries(kept) };
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
