import { nowMs } from '../../adapters/clock.ts';
import { parseTime } from '../../adapters/local-time.ts';
import type { Project } from '../../adapters/paths.ts';
import type { Run } from '../../core/run.ts';
import { detailsOfEntry, detailsOfRun, type RunDetails } from '../../core/run-details.ts';
import type { Database } from '../../store/database.ts';
import { newestDeliveries } from '../../store/deliveries.ts';
import type { HistoryItem } from '../../store/history-items.ts';
import { listDeadLetters, readEvent } from '../../store/outbox.ts';
import { readRun } from '../../store/runs.ts';
import { runFailures } from '../run-failures.ts';
import type { Context } from '../spec.ts';
import { readPreview } from './preview.ts';

export type Place = { readonly project: Project; readonly context: Context };

/** What a run can be read from, whoever shows it. */
export interface DetailsSource {
	readonly database: Database | undefined;
	/** A demonstration: nothing of it ever leaves. */
	readonly isSeeded: boolean;
	readonly entryOf: (identity: string) => Pick<HistoryItem, 'entry' | 'isOwn'> | undefined;
	readonly runInProgress?: (runId: string) => Run | undefined;
}

const ATTEMPTS = 20;
const OWN = 'run:';

function eventOf(database: Database, runId: string): RunDetails['event'] {
	if (readEvent(database, runId)) return 'waiting';
	return listDeadLetters(database).some((letter) => letter.runId === runId) ? 'rejected' : undefined;
}

/**
 * Everything about one run.
 * @param key the identity of an entry of the history, or `run:` and the id of one of our runs
 * @returns undefined where there is no such run any more
 */
export async function readRunDetails(
	source: DetailsSource,
	key: string,
	place: Place,
): Promise<RunDetails | undefined> {
	const { database } = source;
	const item = source.entryOf(key);
	const runId = key.startsWith(OWN) ? key.slice(OWN.length) : undefined;
	const preview = await readPreview(source, runId, place);
	const ours = database && runId !== undefined ? { database, runId } : undefined;
	const surroundings = {
		failures: ours ? await runFailures(ours.database, place.project, ours.runId, place.context) : [],
		preview,
		event: ours && eventOf(ours.database, ours.runId),
		deliveries: ours ? newestDeliveries(ours.database, ATTEMPTS, ours.runId).toReversed() : [],
	};
	const run = (ours && readRun(ours.database, ours.runId)) ?? (runId && source.runInProgress?.(runId)) ?? undefined;
	if (run && (!item || item.isOwn)) return detailsOfRun(run, surroundings, nowMs());
	return item && detailsOfEntry(key, item.entry, surroundings, parseTime);
}
