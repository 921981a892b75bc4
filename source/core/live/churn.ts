import type { Churn, FailureCount } from '../metrics/snapshot.ts';

/** What was looked at in a run, and what was found there. */
export interface Observation {
	/** Stages whose logs were read to their end. */
	readonly stages: readonly string[];
	/** One entry per fingerprint. */
	readonly failures: readonly FailureCount[];
}

/**
 * Failures that a scope is known to have: fingerprint → the stage in whose log it stood last; where it stood in several,
 * all of them, a line each.
 */
export type Baseline = ReadonlyMap<string, string>;

export interface Comparison {
	/** Undefined for the first run of a scope: there is nothing to compare it with. */
	readonly churn: Churn | undefined;
	/** What the next run of the scope is compared with. */
	readonly baseline: Baseline;
	/** Whether the set of known failures is another one now. */
	readonly hasChanged: boolean;
}

/**
 * Compares a run with the runs of its scope before it. What was not looked at did not change: a fingerprint of a stage
 * that did not run, or whose log could not be read, stays as it was, neither resolved nor unchanged.
 * @param before undefined where the scope has no run yet
 */
export function compareRuns(before: Baseline | undefined, { stages, failures }: Observation): Comparison {
	const found = new Map(failures.map(({ fingerprint, stage }) => [fingerprint, stage]));
	if (before === undefined) return { churn: undefined, baseline: found, hasChanged: found.size > 0 };
	const looked = new Set(stages);
	const isLookedAt = (stage: string) => stage.split('\n').every((each) => looked.has(each));
	const churn: Churn = {
		new: [...found.keys()].filter((fingerprint) => !before.has(fingerprint)),
		resolved: [...before].flatMap(([fingerprint, stage]) =>
			isLookedAt(stage) && !found.has(fingerprint) ? [fingerprint] : [],
		),
		unchanged: [...found.keys()].filter((fingerprint) => before.has(fingerprint)),
	};
	const resolved = new Set(churn.resolved);
	const kept = [...before].filter(([fingerprint]) => !resolved.has(fingerprint));
	const hasChanged = churn.new.length > 0 || churn.resolved.length > 0;
	return { churn, baseline: new Map([...kept, ...found]), hasChanged };
}

/** Runs whose failures say something about the code: one that was given up or paused was not looked at to its end. */
export const isComparable = (status: string): boolean => status === 'success' || status === 'failed';

/** Which runs are compared with each other; the project is the database's own. */
export function churnScope(run: {
	readonly featureId?: string | undefined;
	readonly slug?: string | undefined;
	readonly type?: string | undefined;
}): string {
	return JSON.stringify([
		run.featureId ?? null,
		run.featureId === undefined ? (run.slug ?? null) : null,
		run.type ?? null,
	]);
}
