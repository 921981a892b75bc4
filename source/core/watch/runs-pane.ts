import { costSummary } from '../history/cost-summary.ts';
import { type HistoryRow, rowName, rowTimeMs } from '../history/row.ts';
import { historyStats } from '../history/stats.ts';
import { isInWindow, type TimeWindow } from '../history/time-window.ts';
import type { Picodollars } from '../money.ts';
import type { Tokens } from '../run.ts';
import type { PastRun, WatchFacts } from './facts.ts';

export interface RunsRow {
	readonly key: string;
	readonly kind: HistoryRow['kind'];
	readonly runId?: string | undefined;
	readonly slug?: string | undefined;
	readonly status?: string | undefined;
	/** Where it failed or was paused. */
	readonly stage?: string | undefined;
	readonly durationMs?: number | undefined;
	readonly cost?: Picodollars | undefined;
	readonly tokens?: Tokens | undefined;
	/** Its end, else its start. */
	readonly atMs?: number | undefined;
}

export interface RunsFigures {
	readonly runs: number;
	/** 0 to 1; absent where there is no run. */
	readonly successRate?: number | undefined;
	/** Median duration of the runs whose duration is known. */
	readonly medianMs?: number | undefined;
	/** Over the runs whose cost is known. */
	readonly averageCost?: Picodollars | undefined;
	/** Durations of the newest runs that have one, oldest first. */
	readonly trendMs: readonly number[];
}

export interface RunsPane {
	readonly window: TimeWindow;
	readonly figures: RunsFigures;
	/** Newest first. */
	readonly rows: readonly RunsRow[];
	/** The window reaches further back than what was read. */
	readonly isTruncated: boolean;
}

export const DEFAULT_WINDOW: TimeWindow = '7d';

const TREND_LENGTH = 24;

/** The middle value; of an even number the mean of the two in the middle. Undefined for none. */
export function median(values: readonly number[]): number | undefined {
	const sorted = values.toSorted((one, other) => one - other);
	const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
	return low === undefined || high === undefined ? undefined : low + (high - low) / 2;
}

const knownRows = new WeakMap<PastRun, RunsRow>();

/** The same row for the same run, so that what was made of it holds when others come. */
function toRow(past: PastRun): RunsRow {
	const made = knownRows.get(past) ?? makeRow(past);
	knownRows.set(past, made);
	return made;
}

function makeRow({ identity, row }: PastRun): RunsRow {
	const { kind, status, durationMs, cost, tokens, runId } = row;
	return {
		key: identity,
		kind,
		runId,
		slug: rowName(row),
		status,
		stage: status === 'failed' ? row.failedStage : status === 'paused' ? row.pausedAfter : undefined,
		durationMs,
		cost,
		tokens,
		atMs: rowTimeMs(row),
	};
}

interface Chosen {
	readonly history: readonly PastRun[];
	readonly window: TimeWindow;
	readonly nowMs: number;
	readonly runs: readonly PastRun[];
}

let last: Chosen | undefined;

/** The runs of a window that the history has; the panes of one dashboard all ask for the same. */
export function inWindow(history: readonly PastRun[], window: TimeWindow, nowMs: number): readonly PastRun[] {
	if (last?.history === history && last.window === window && last.nowMs === nowMs) return last.runs;
	const runs = history.filter(({ row }) => isInWindow({ timeMs: rowTimeMs(row) }, window, nowMs));
	last = { history, window, nowMs, runs };
	return runs;
}

function figuresOf(rows: readonly HistoryRow[]): RunsFigures {
	const { runs, successes } = historyStats(rows);
	const durations = rows.flatMap(({ kind, durationMs }) =>
		kind === 'run' && durationMs !== undefined ? durationMs : [],
	);
	return {
		runs,
		successRate: runs === 0 ? undefined : successes / runs,
		medianMs: median(durations),
		averageCost: costSummary(rows).average,
		trendMs: durations.slice(0, TREND_LENGTH).toReversed(),
	};
}

/** The panes of a history, which most looks find as it was. */
const known = new WeakMap<readonly PastRun[], Map<TimeWindow, RunsPane>>();

/** The finished runs of a window and what they come to. */
export function runsPane(
	{ history, isTruncated }: Pick<WatchFacts, 'history' | 'isTruncated'>,
	window: TimeWindow,
	nowMs: number,
): RunsPane {
	const chosen = inWindow(history, window, nowMs);
	const panes = known.get(history) ?? new Map<TimeWindow, RunsPane>();
	known.set(history, panes);
	const last = panes.get(window);
	// Time only takes runs out of a window: as many of the same are the same.
	if (last?.rows.length === chosen.length) return last;
	const pane: RunsPane = {
		window,
		figures: figuresOf(chosen.map(({ row }) => row)),
		rows: chosen.map(toRow),
		// Where something that was read lies outside, nothing older can lie inside.
		isTruncated: isTruncated && chosen.length === history.length,
	};
	panes.set(window, pane);
	return pane;
}

/** Whether the run that ended last failed; batches and what can't be read are no runs. */
export function hasNewestFailed(history: readonly PastRun[]): boolean {
	return history.find(({ row }) => row.kind === 'run')?.row.status === 'failed';
}
