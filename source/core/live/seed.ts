import { buildSnapshot } from '../metrics/build-snapshot.ts';
import type { MeasuredRun, MeasuredStage } from '../metrics/measured-run.ts';
import type { FailureCount, MachineryCounts, Snapshot } from '../metrics/snapshot.ts';
import { DEFAULT_PRICING, priceTokens } from '../money.ts';
import { CANONICAL_STAGES } from '../stages.ts';
import { type Baseline, churnScope, compareRuns } from './churn.ts';

/** A demonstration: two features, fourteen runs, half a day apart. What is not told here follows from it. */
interface Seed {
	readonly slug: 'notes-search' | 'user-auth';
	readonly status: 'success' | 'failed' | 'paused';
	/** Index of the last stage that ran. */
	readonly last: number;
	/** Letters of `FAILURES` that stood in its logs. */
	readonly failures: string;
	readonly outbox: number;
	readonly delivered: number;
}

const seed = (
	slug: Seed['slug'],
	status: Seed['status'],
	last: number,
	failures: string,
	outbox: number,
	delivered: number,
): Seed => ({ slug, status, last, failures, outbox, delivered });

const SEEDS: readonly Seed[] = [
	seed('notes-search', 'failed', 3, 'AB', 0, 1),
	seed('user-auth', 'success', 5, 'E', 0, 1),
	seed('notes-search', 'failed', 5, 'ABC', 1, 0),
	seed('user-auth', 'success', 5, 'E', 2, 0),
	seed('notes-search', 'success', 5, 'BC', 3, 0),
	seed('user-auth', 'failed', 3, 'DE', 4, 0),
	seed('notes-search', 'success', 5, 'B', 2, 3),
	seed('user-auth', 'success', 5, 'E', 0, 3),
	seed('notes-search', 'failed', 5, 'AB', 0, 1),
	seed('user-auth', 'paused', 2, '', 0, 1),
	seed('notes-search', 'success', 5, 'B', 0, 1),
	seed('user-auth', 'success', 5, '', 0, 1),
	seed('notes-search', 'success', 5, '', 0, 1),
	seed('user-auth', 'success', 5, '', 0, 1),
];

const HALF_A_DAY_MS = 43_200_000;

const FAILURES: Readonly<Record<string, Omit<FailureCount, 'fingerprint'>>> = {
	A: { stage: 'nigel-tests', severity: 'error', count: 4 },
	B: { stage: 'codey-implement', severity: 'warning', count: 2 },
	C: { stage: 'codey-implement', severity: 'error', count: 1 },
	D: { stage: 'cass', severity: 'warning', count: 1 },
	E: { stage: 'alex', severity: 'info', count: 1 },
};

/** Milliseconds that a stage takes; the implementation is slow in every run. */
const BASE_MS = [48_000, 95_000, 62_000, 110_000, 71_000, 640_000] as const;

function stagesOf({ status, last }: Seed, index: number, startedAtMs: number): readonly MeasuredStage[] {
	let atMs = startedAtMs;
	return CANONICAL_STAGES.slice(0, last + 1).map((name, position): MeasuredStage => {
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
			rating: isEnd && status !== 'success' ? 2 : 4 + (index % 2),
		};
		atMs += durationMs;
		return stage;
	});
}

const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

function runOf(given: Seed, index: number, endMs: number): MeasuredRun {
	const { slug, status, last } = given;
	const latestStartMs = endMs - (SEEDS.length - index) * HALF_A_DAY_MS;
	const stages = stagesOf(given, index, latestStartMs);
	const completedAtMs = stages.at(-1)?.completedAtMs ?? latestStartMs;
	return {
		runId: uuid(index + 1),
		slug,
		featureId: uuid(slug === 'user-auth' ? 101 : 102),
		type: 'feature',
		status,
		startedAtMs: latestStartMs,
		completedAtMs,
		durationMs: completedAtMs - latestStartMs,
		failedStage: status === 'failed' ? CANONICAL_STAGES[last] : undefined,
		pausedAfter: status === 'paused' ? CANONICAL_STAGES[last] : undefined,
		stages,
	};
}

const failuresOf = ({ failures }: Seed): readonly FailureCount[] =>
	[...failures].flatMap((letter) => {
		const found = FAILURES[letter];
		return found ? [{ fingerprint: `sha256-${letter.toLowerCase().repeat(64)}`, ...found }] : [];
	});

const machineryOf = ({ outbox, delivered }: Seed): MachineryCounts => ({
	deliveries: delivered === 0 ? { transient: 3 } : { delivered },
	lastDeliveryMs: delivered === 0 ? 10_000 : 180,
	outboxDepth: outbox,
	dropped: 0,
	sinkErrors: 0,
	recorderErrors: {},
});

/** The runs of the demonstration. @param endMs half a day after the last one's start, Unix milliseconds */
export const seedRuns = (endMs: number): readonly MeasuredRun[] =>
	SEEDS.map((given, index) => runOf(given, index, endMs));

/** Their snapshots, oldest first; made as those of real runs are. Whoever shows them says in words what they are. */
export function seedSnapshots(endMs: number): readonly Snapshot[] {
	const baselines = new Map<string, Baseline>();
	return SEEDS.map((given, index) => {
		const run = runOf(given, index, endMs);
		const failures = failuresOf(given);
		const scope = churnScope(run);
		const isObserved = given.status !== 'paused';
		const { churn, baseline } = compareRuns(baselines.get(scope), { stages: CANONICAL_STAGES, failures });
		if (isObserved) baselines.set(scope, baseline);
		const machinery = machineryOf(given);
		return buildSnapshot({ run, failures, machinery, churn: isObserved ? churn : undefined, recorder: 'murmur8 demo' });
	});
}
