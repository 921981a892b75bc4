import { basename } from 'node:path';
import { monotonicMs, nowMs } from '../adapters/clock.ts';
import type { Project } from '../adapters/paths.ts';
import { createPace } from '../core/pace.ts';
import { deliveryMode } from '../core/settings/delivery-mode.ts';
import type { ResolvedSettings } from '../core/settings/resolve.ts';
import type { DeliveryFacts, RunInProgress, WatchFacts } from '../core/watch/facts.ts';
import { readCounter } from '../store/counters.ts';
import type { Database } from '../store/database.ts';
import { newestDeliveries } from '../store/deliveries.ts';
import type { HistoryItem } from '../store/history-items.ts';
import { DROPPED_COUNTER, listDeadLetters, listOutbox } from '../store/outbox.ts';
import { atOneMoment } from '../store/reading.ts';
import { listRunsInProgress } from '../store/runs.ts';
import { createPastRunsReader } from './past-runs.ts';
import { createFailuresReader } from './read-failures.ts';
import { readPipelines } from './read-pipelines.ts';

/** Where and under which settings somebody watches. */
export interface WatchedPlace {
	readonly project: Project;
	readonly readSettings: () => ResolvedSettings;
}

export interface Reading {
	readonly facts: WatchFacts;
	/** The history as it was written, for details of a run. */
	readonly items: readonly HistoryItem[];
	readonly worktrees: readonly string[];
	/** In how many milliseconds to read again, because not all of the history was looked at; undefined: it was. */
	readonly owedInMs: number | undefined;
}

/** A pipeline writes ten times a second, and what it writes is new: of a thousand older runs one look a second will do. */
const HISTORY_MS = 1_000;
const MOST_IN_PROGRESS = 200;
const DELIVERY_LINES = 50;

export function readDelivery(database: Database | undefined, settings: ResolvedSettings): DeliveryFacts {
	const mode = deliveryMode(settings);
	if (!database) return { mode, waiting: 0, rejected: [], dropped: 0, lines: [] };
	return {
		mode,
		waiting: listOutbox(database).length,
		rejected: listDeadLetters(database).map(({ runId, slug, diedAtMs, statusCode, reason }) => ({
			runId,
			slug: slug ?? undefined,
			atMs: diedAtMs,
			statusCode: statusCode ?? undefined,
			reason,
		})),
		dropped: readCounter(database, DROPPED_COUNTER),
		lines: newestDeliveries(database, DELIVERY_LINES),
	};
}

export function readRuns(database: Database | undefined, { dataRoot }: Project): readonly RunInProgress[] {
	if (!database) return [];
	return listRunsInProgress(database, MOST_IN_PROGRESS).map(({ run, worktree }) => ({
		run,
		worktree: worktree === dataRoot ? undefined : basename(worktree),
	}));
}

/** Reads the facts of a project, again and again; what has not changed is not read a second time. */
export function createFactsReader({
	project,
	readSettings,
}: WatchedPlace): (database: Database | undefined) => Reading {
	const pace = createPace(HISTORY_MS, monotonicMs);
	const readPast = createPastRunsReader(project, undefined, pace);
	const readFailures = createFailuresReader();
	return (database) => {
		const settings = readSettings();
		const read = () => ({
			runs: readRuns(database, project),
			past: readPast(database),
			delivery: readDelivery(database, settings),
			failures: readFailures(database, nowMs()),
		});
		const { runs, past, delivery, failures } = database ? atOneMoment(database, read) : read();
		const found = readPipelines(project);
		const facts: WatchFacts = {
			project: basename(project.dataRoot),
			source: 'live',
			readAtMs: nowMs(),
			audience: settings.values.audience,
			runs,
			pipelines: found.pipelines,
			waiting: found.waiting,
			history: past.history,
			isTruncated: past.isTruncated,
			delivery,
			failures,
			problems: [...settings.problems.map(({ message }) => message), ...past.problems, ...found.problems],
		};
		return { facts, items: past.items, worktrees: found.worktrees, owedInMs: pace.owedInMs() };
	};
}
