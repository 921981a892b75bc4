import type { Feedback } from '../feedback.ts';
import { buildSnapshot } from '../metrics/build-snapshot.ts';
import { measureRun } from '../metrics/measured-run.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { DEFAULT_PRICING, priceTokens } from '../money.ts';
import type { Run, Stage } from '../run.ts';
import { CANONICAL_STAGES } from '../stages.ts';
import { type Baseline, churnScope, compareRuns } from './churn.ts';
import { BASE_MS, failuresOf, HALF_A_DAY_MS, machineryOf, SEEDS, type Seed, seed } from './seed-table.ts';

const feedbackOf = (rating: number): Feedback => ({
	rating,
	issues: rating < 3 ? ['the tests say otherwise'] : [],
	recommendation: rating < 3 ? 'pause' : 'proceed',
});

/** Stages that ran one after the other, the last of them with the run's own end. */
function stagesOf({ status, last }: Seed, index: number, startedAtMs: number): readonly Stage[] {
	let atMs = startedAtMs;
	return CANONICAL_STAGES.slice(0, last + 1).map((name, position): Stage => {
		// Different from run to run, the same in every demonstration.
		const durationMs = (BASE_MS[position] ?? 0) + ((index * 7 + position * 3) % 11) * 1_000;
		const tokens = { input: durationMs / 4, output: durationMs / 20 };
		const isEnd = position === last;
		const stage = {
			name,
			status: isEnd && status === 'failed' ? 'failed' : 'success',
			startedAtMs: atMs,
			completedAtMs: atMs + durationMs,
			durationMs,
			attempts: isEnd && status === 'failed' ? 2 : 1,
			tokens,
			cost: priceTokens(tokens, DEFAULT_PRICING),
			feedback: feedbackOf(isEnd && status !== 'success' ? 2 : 4 + (index % 2)),
		} as const;
		atMs += durationMs;
		return stage;
	});
}

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const identityOf = (slug: Seed['slug'], index: number) => ({
	runId: uuid(index + 1),
	slug,
	featureId: uuid(slug === 'user-auth' ? 101 : 102),
	type: 'feature' as const,
	feedbackWithheld: false,
});

function runOf(given: Seed, index: number, endMs: number): Run {
	const { slug, status, last } = given;
	const startedAtMs = endMs - (SEEDS.length - index) * HALF_A_DAY_MS;
	const stages = stagesOf(given, index, startedAtMs);
	return {
		...identityOf(slug, index),
		status,
		startedAtMs,
		completedAtMs: stages.at(-1)?.completedAtMs ?? startedAtMs,
		failedStage: status === 'failed' ? CANONICAL_STAGES[last] : undefined,
		pausedAfter: status === 'paused' ? CANONICAL_STAGES[last] : undefined,
		stages,
	};
}

/** The finished runs of the demonstration, oldest first. @param endMs half a day after the last one's start */
export const seedRuns = (endMs: number): readonly Run[] => SEEDS.map((given, index) => runOf(given, index, endMs));

/** One more, which is at work on its tests. @param nowMs Unix milliseconds */
export function seedRunInProgress(nowMs: number): Run {
	const given = seed('notes-search', 'success', 2, '', 0, 0);
	const doneMs = stagesOf(given, SEEDS.length, 0).reduce((sum, { durationMs }) => sum + durationMs, 0);
	const atMs = nowMs - 41_000;
	const startedAtMs = atMs - doneMs;
	const running: Stage = {
		name: 'nigel-tests',
		status: 'running',
		startedAtMs: atMs,
		attemptStartedAtMs: atMs,
		durationMs: 0,
		attempts: 1,
	};
	const stages = [...stagesOf(given, SEEDS.length, startedAtMs), running];
	return { ...identityOf('notes-search', SEEDS.length), status: 'running', startedAtMs, stages };
}

/** Their snapshots, oldest first; made as those of real runs are. Whoever shows them says in words what they are. */
export function seedSnapshots(endMs: number): readonly Snapshot[] {
	const baselines = new Map<string, Baseline>();
	return SEEDS.map((given, index) => {
		const run = measureRun(runOf(given, index, endMs));
		const failures = failuresOf(given);
		const scope = churnScope(run);
		const isObserved = given.status !== 'paused';
		const { churn, baseline } = compareRuns(baselines.get(scope), { stages: CANONICAL_STAGES, failures });
		if (isObserved) baselines.set(scope, baseline);
		const machinery = machineryOf(given);
		return buildSnapshot({ run, failures, machinery, churn: isObserved ? churn : undefined, recorder: 'murmur8 demo' });
	});
}
