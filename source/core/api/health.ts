import type { SeenSnapshot } from './values.ts';

const GRADES = [
	['A', 90],
	['B', 80],
	['C', 70],
	['D', 60],
	['F', 0],
] as const;

export type Grade = (typeof GRADES)[number][0];

/** Null where no run of the window may be judged. */
export interface Health {
	readonly runs: number;
	readonly succeeded: number;
	/** Success rate in percent, rounded down, so that no grade is better than the rate. */
	readonly score: number | null;
	readonly grade: Grade | null;
}

export function healthOf(snapshots: readonly SeenSnapshot[]): Health {
	const statuses = snapshots.flatMap(({ value }) => value.user?.status ?? []);
	const runs = statuses.length;
	const succeeded = statuses.filter((status) => status === 'success').length;
	if (runs === 0) return { runs, succeeded, score: null, grade: null };
	const score = Math.floor((succeeded * 100) / runs);
	return { runs, succeeded, score, grade: GRADES.find(([, least]) => score >= least)?.[0] ?? 'F' };
}
