import { CANONICAL_STAGES } from '../stages.ts';
import type { HistoryRow } from './row.ts';

export interface StageStats {
	readonly name: string;
	/** Runs in which the stage ran; skipped ones are not counted. */
	readonly count: number;
	/** Over those whose duration is known. */
	readonly averageMs?: number | undefined;
	/** Failed runs that name the stage. */
	readonly failures: number;
}

export interface HistoryStats {
	readonly runs: number;
	readonly successes: number;
	/** Runs by status, the ones every view shows first. */
	readonly statuses: ReadonlyMap<string, number>;
	/** Over successful runs whose duration is known. */
	readonly averageMs?: number | undefined;
	/** The canonical stages in their order, then every other name that occurs. */
	readonly stages: readonly StageStats[];
	/** The stages that failed most often, all of them if several did equally often. */
	readonly mostCommonFailure?: { readonly stages: readonly string[]; readonly count: number } | undefined;
	/** Entries that are no runs. */
	readonly batches: number;
	readonly unreadable: number;
}

const UNKNOWN_STATUS = 'unknown';
const SHOWN_STATUSES = ['success', 'failed', 'paused'] as const;

function average(values: readonly number[]): number | undefined {
	if (values.length === 0) return undefined;
	return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function addOne(counts: Map<string, number>, name: string): void {
	counts.set(name, (counts.get(name) ?? 0) + 1);
}

function countFailures(rows: readonly HistoryRow[]): ReadonlyMap<string, number> {
	const failures = new Map<string, number>();
	for (const { status, failedStage } of rows) {
		if (status === 'failed' && failedStage !== undefined) addOne(failures, failedStage);
	}
	return failures;
}

/** Batches and unreadable entries are counted, but are no runs: rates and averages are without them. */
export function historyStats(entries: readonly HistoryRow[]): HistoryStats {
	const rows = entries.filter(({ kind }) => kind === 'run');
	const statuses = new Map<string, number>(SHOWN_STATUSES.map((status) => [status, 0]));
	const durations = new Map<string, number[]>(CANONICAL_STAGES.map((name) => [name, []]));
	const counts = new Map<string, number>();
	for (const { status, stages } of rows) {
		addOne(statuses, status ?? UNKNOWN_STATUS);
		for (const stage of stages.filter((candidate) => candidate.status !== 'skipped')) {
			addOne(counts, stage.name);
			const known = durations.get(stage.name) ?? [];
			if (stage.durationMs !== undefined) known.push(stage.durationMs);
			durations.set(stage.name, known);
		}
	}
	const failures = countFailures(rows);
	const most = failures.values().reduce((one, other) => Math.max(one, other), 0);
	return {
		runs: rows.length,
		successes: statuses.get('success') ?? 0,
		statuses,
		averageMs: average(
			rows.flatMap(({ status, durationMs }) => (status === 'success' && durationMs !== undefined ? [durationMs] : [])),
		),
		stages: [...new Set([...durations.keys(), ...failures.keys()])].map((name) => ({
			name,
			count: counts.get(name) ?? 0,
			averageMs: average(durations.get(name) ?? []),
			failures: failures.get(name) ?? 0,
		})),
		mostCommonFailure:
			most === 0
				? undefined
				: { stages: [...failures].flatMap(([name, count]) => (count === most ? [name] : [])), count: most },
		batches: entries.filter(({ kind }) => kind === 'batch').length,
		unreadable: entries.filter(({ kind }) => kind === 'unreadable').length,
	};
}
