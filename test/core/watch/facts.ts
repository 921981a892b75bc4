import fc from 'fast-check';
import { type HistoryRow, readHistoryRow } from '../../../source/core/history/row.ts';
import type { Run, Stage } from '../../../source/core/run.ts';
import type { DeliveryLine, KnownFailure, PastRun, WatchFacts } from '../../../source/core/watch/facts.ts';
import type { Pipeline } from '../../../source/core/watch/pipelines.ts';
import { parseTime, someEntry } from '../history/entries.ts';
import { oddText } from '../property.ts';
import { runOf, STARTED_AT_MS, stageOf } from '../sample-run.ts';

export const NOW_MS = STARTED_AT_MS + 3_600_000;

export const factsOf = (more: Partial<WatchFacts> = {}): WatchFacts => ({
	project: 'acme-notes',
	source: 'live',
	readAtMs: NOW_MS,
	audience: 'user-only',
	runs: [],
	pipelines: [],
	waiting: [],
	history: [],
	isTruncated: false,
	delivery: {
		mode: { kind: 'inactive', reason: 'no-url', message: 'no URL' },
		waiting: 0,
		rejected: [],
		dropped: 0,
		lines: [],
	},
	failures: { known: [], churn: undefined },
	problems: [],
	...more,
});

export const pastOf = (identity: string, row: Partial<HistoryRow> = {}): PastRun => ({
	identity,
	row: { kind: 'run', slug: identity, status: 'success', stages: [], completedAtMs: NOW_MS - 1_000, ...row },
});

export const knownOf = (name: string, score: number): KnownFailure => ({
	fingerprint: `sha256-${name}`,
	className: 'TypeError',
	message: 'property of undefined',
	frames: [`${name}@app.js`],
	score,
	severity: score >= 7 ? 'error' : 'warning',
	sightings: [{ runId: 'run-1', slug: 'user-auth', stage: 'nigel-tests', seenMs: NOW_MS - 1_000, count: 14 }],
});

export const pipelineOf = (more: Partial<Pipeline> = {}): Pipeline => ({
	source: 'queue',
	slug: 'billing',
	state: 'running',
	stage: 'cass',
	startedAtMs: undefined,
	worktree: undefined,
	...more,
});

export const lineOf = (position: number, more: Partial<DeliveryLine> = {}): DeliveryLine => ({
	position,
	runId: `run-${position}`,
	slug: undefined,
	result: 'delivered',
	atMs: NOW_MS,
	durationMs: 184,
	statusCode: 201,
	reason: undefined,
	...more,
});

const stageName = fc.oneof(
	fc.constantFrom('alex', 'cass', 'nigel', 'nigel-spec', 'nigel-tests', 'codey', 'codey-plan', 'codey-implement'),
	oddText,
);

const time = fc.integer({ min: STARTED_AT_MS - 10_000_000, max: STARTED_AT_MS + 10_000_000 });

export const someStage: fc.Arbitrary<Stage> = fc
	.record({
		name: stageName,
		status: fc.constantFrom('running', 'success', 'failed', 'paused', 'aborted', 'skipped'),
		durationMs: fc.nat(10_000_000),
		attempts: fc.nat(5),
		startedAtMs: fc.option(time, { nil: undefined }),
		attemptStartedAtMs: fc.option(time, { nil: undefined }),
		tokens: fc.option(fc.record({ input: fc.nat(99_999), output: fc.nat(99_999) }), { nil: undefined }),
		cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: undefined }),
		feedback: fc.option(
			fc.record({
				rating: fc.integer({ min: 1, max: 5 }),
				issues: fc.array(oddText, { maxLength: 3 }),
				recommendation: fc.constantFrom('proceed', 'pause', 'revise'),
			}),
			{ nil: undefined },
		),
	})
	.map((more) => stageOf(more.name, more as Partial<Stage>));

export const someRun: fc.Arbitrary<Run> = fc
	.record({
		runId: fc.uuid(),
		slug: oddText,
		startedAtMs: time,
		stages: fc.uniqueArray(someStage, { selector: ({ name }) => name, maxLength: 8 }),
	})
	.map((more) => runOf(more));

const somePast: fc.Arbitrary<PastRun> = fc
	.tuple(fc.uuid(), someEntry)
	.map(([identity, entry]) => ({ identity, row: readHistoryRow(entry, parseTime) }));

const somePipeline: fc.Arbitrary<Pipeline> = fc.record({
	source: fc.constantFrom('queue', 'worktree'),
	slug: oddText,
	state: fc.constantFrom('waiting', 'running', 'merging', 'conflict', 'lost'),
	stage: fc.option(stageName, { nil: undefined }),
	startedAtMs: fc.option(time, { nil: undefined }),
	worktree: fc.option(oddText, { nil: undefined }),
});

const pipelineKey = ({ source, worktree, slug }: Pipeline) => `${source} ${worktree ?? ''} ${slug}`;

const someKnown: fc.Arbitrary<KnownFailure> = fc.record({
	fingerprint: fc.uuid(),
	className: oddText,
	message: oddText,
	frames: fc.array(oddText, { maxLength: 2 }),
	score: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
	severity: fc.constantFrom('error', 'warning', 'info'),
	sightings: fc.array(
		fc.record({ runId: fc.uuid(), slug: oddText, stage: oddText, seenMs: time, count: fc.nat(9_999) }),
		{ maxLength: 3 },
	),
});

/** Whatever a project may look like. */
export const someFacts: fc.Arbitrary<WatchFacts> = fc
	.record({
		runs: fc
			.uniqueArray(someRun, { selector: ({ runId }) => runId, maxLength: 4 })
			.map((runs) => runs.map((run) => ({ run, worktree: undefined }))),
		pipelines: fc.uniqueArray(somePipeline, { selector: pipelineKey, maxLength: 4 }),
		waiting: fc.array(fc.record({ slug: oddText, stage: fc.option(stageName, { nil: undefined }) }), { maxLength: 3 }),
		history: fc.uniqueArray(somePast, { selector: ({ identity }) => identity, maxLength: 12 }),
		isTruncated: fc.boolean(),
		failures: fc.record({
			known: fc.uniqueArray(someKnown, { selector: ({ fingerprint }) => fingerprint, maxLength: 4 }),
			churn: fc.option(fc.record({ new: fc.nat(99), resolved: fc.nat(99), unchanged: fc.nat(99) }), { nil: undefined }),
		}),
		problems: fc.uniqueArray(oddText, { maxLength: 3 }),
		delivered: fc.nat(5),
		isOff: fc.boolean(),
		waitingEvents: fc.nat(50),
	})
	.map(({ delivered, isOff, waitingEvents, ...more }) =>
		factsOf({
			...more,
			delivery: {
				mode: isOff
					? { kind: 'inactive', reason: 'off', message: 'audience is off' }
					: { kind: 'inactive', reason: 'no-url', message: 'no URL' },
				waiting: waitingEvents,
				rejected: [],
				dropped: 0,
				lines: Array.from({ length: delivered }, (_, index) => lineOf(delivered - index)),
			},
		}),
	);
