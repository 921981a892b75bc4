import type { JsonObject } from '../json.ts';
import type { LiveQuery } from '../live/query.ts';
import { WINDOWS } from '../live/query.ts';
import { labelValue, stageLabel } from '../metrics/labels.ts';
import type { Audience } from '../privacy/audience.ts';
import { serveEntry } from '../served/run.ts';

/** A run as somebody else may see it, and what it is looked up by. */
export interface ServedRun {
	/** Projected. */
	readonly entry: JsonObject;
	readonly runId: string | undefined;
	/** Its place in the history, Unix milliseconds. */
	readonly timeMs: number;
	readonly features: readonly string[];
	readonly status: string | undefined;
	readonly stages: ReadonlySet<string>;
}

/**
 * @param parseTime Unix milliseconds of a text, NaN where it is no time
 * @returns undefined where the audience sees nothing of it
 */
export function toServedRun(
	entry: unknown,
	timeMs: number,
	audience: Audience,
	parseTime: (text: string) => number,
): ServedRun | undefined {
	const seen = serveEntry(entry, false, audience, { parseTime });
	if (!seen) return undefined;
	const { runId, slug, featureId, status, stages } = seen.row;
	return {
		entry: seen.entry,
		runId,
		timeMs: Number.isSafeInteger(timeMs) ? timeMs : 0,
		features: [slug, featureId].flatMap((name) => name ?? []),
		status: status === undefined ? undefined : labelValue('status', status),
		stages: new Set(stages.map(({ name }) => stageLabel(name))),
	};
}

/** Whether a run is asked for. Severities and metrics are of snapshots; runs are not asked for by them. */
export function isRunAskedFor(
	{ timeMs, features, status, stages }: ServedRun,
	query: Pick<LiveQuery, 'window' | 'stage' | 'feature' | 'status'>,
	nowMs: number,
): boolean {
	return (
		timeMs >= nowMs - WINDOWS[query.window] &&
		(query.stage === undefined || stages.has(query.stage)) &&
		(query.feature === undefined || features.includes(query.feature)) &&
		(query.status === undefined || status === query.status)
	);
}
