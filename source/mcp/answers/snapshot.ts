import type { LiveQuery } from '../../core/live/query.ts';
import { selectSnapshots } from '../../core/live/state.ts';
import type { ServedProject } from '../../served/project-reader.ts';
import { readLiveState } from '../../store/live.ts';

const EMPTY = { source: 'empty', snapshots: [] } as const;

/** The live state: runs that have not ended, and what was measured of those that have. @param limit of the newest */
export function answerSnapshot(
	{ audience, runs, database }: ServedProject,
	query: LiveQuery,
	limit: number,
	nowMs: number,
): Readonly<Record<string, unknown>> {
	const state = database ? readLiveState(database) : EMPTY;
	const { source, snapshots, truncated, oldest } = selectSnapshots(state, query, audience, nowMs);
	return {
		audience,
		source,
		...(truncated ? { truncated, oldest } : {}),
		inProgress: runs.filter(({ isInProgress }) => isInProgress).map(({ entry }) => entry),
		matching: snapshots.length,
		snapshots: snapshots
			.toReversed()
			.slice(0, limit)
			.map(({ value }) => value),
	};
}
