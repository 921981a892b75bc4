import type { Picodollars } from '../money.ts';
import { QUEUED_STAGES } from '../pipeline-queue.ts';
import { type Run, type Stage, type StageStatus, type Tokens, totalCost } from '../run.ts';
import { CANONICAL_STAGES } from '../stages.ts';
import type { RunInProgress, WaitingFeature, WatchFacts } from './facts.ts';
import type { Pipeline, PipelineState } from './pipelines.ts';

/** One step of a stage strip. `pending` has not begun. */
export interface StripStage {
	readonly name: string;
	readonly state: StageStatus | 'pending';
	/** Time spent so far, milliseconds; absent where nobody measured it. */
	readonly elapsedMs?: number | undefined;
}

export interface NowRow {
	readonly key: string;
	readonly slug: string;
	/** Who tells of it: our journal, the pipeline's own queue, or the worktree it runs in. */
	readonly source: 'journal' | 'queue' | 'worktree';
	readonly state: PipelineState;
	readonly runId?: string | undefined;
	readonly worktree?: string | undefined;
	readonly elapsedMs?: number | undefined;
	/** How long nothing has been heard of it; absent where that can't be told. */
	readonly quietMs?: number | undefined;
	readonly stages: readonly StripStage[];
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
}

export interface NowPane {
	/** Those that began first come first, so that rows stay in their place. */
	readonly rows: readonly NowRow[];
	readonly waiting: readonly WaitingFeature[];
}

/** Steps that a legacy stage stands for: a run that has it will not go through them. */
const LEGACY_STEPS: ReadonlyMap<string, readonly string[]> = new Map([
	['nigel', ['nigel-spec', 'nigel-tests']],
	['codey', ['codey-plan', 'codey-implement']],
]);

/** A clock that went back gives no negative time. */
const since = (fromMs: number, nowMs: number) => Math.max(0, nowMs - fromMs);

/** Time spent on a stage, the attempt that runs now included. */
export function stageElapsedMs({ status, durationMs, attemptStartedAtMs }: Stage, nowMs: number): number {
	return status === 'running' && attemptStartedAtMs !== undefined
		? durationMs + since(attemptStartedAtMs, nowMs)
		: durationMs;
}

/** The stages of a run in the order of the pipeline, those to come included, then whatever else it had. */
export function stageStrip(stages: readonly Stage[], nowMs: number): readonly StripStage[] {
	const names = new Set(stages.map(({ name }) => name));
	const replaced = new Set([...LEGACY_STEPS].flatMap(([legacy, steps]) => (names.has(legacy) ? steps : [])));
	const order = [...CANONICAL_STAGES.flatMap((name) => legacyBefore(name, names)), ...names];
	return [...new Set(order)].flatMap((name): readonly StripStage[] => {
		const stage = stages.find((candidate) => candidate.name === name);
		if (!stage) return replaced.has(name) ? [] : [{ name, state: 'pending' }];
		if (stage.status === 'skipped') return [{ name, state: 'skipped' }];
		return [{ name, state: stage.status, elapsedMs: stageElapsedMs(stage, nowMs) }];
	});
}

/** A legacy stage stands where the first of its steps would. */
function legacyBefore(name: string, names: ReadonlySet<string>): readonly string[] {
	const legacy = [...LEGACY_STEPS].find(([, steps]) => steps[0] === name)?.[0];
	return legacy !== undefined && names.has(legacy) ? [legacy, name] : [name];
}

function lastHeardMs(run: Run): number {
	const times = run.stages.flatMap(({ startedAtMs, attemptStartedAtMs, completedAtMs }) => [
		startedAtMs ?? 0,
		attemptStartedAtMs ?? 0,
		completedAtMs ?? 0,
	]);
	return Math.max(run.startedAtMs, ...times);
}

function sumTokens(stages: readonly Stage[]): Tokens | undefined {
	const known = stages.flatMap(({ tokens }) => (tokens === undefined ? [] : [tokens]));
	if (known.length === 0) return undefined;
	return known.reduce((sum, { input, output }) => ({ input: sum.input + input, output: sum.output + output }));
}

function rowOfRun({ run, worktree }: RunInProgress, nowMs: number): NowRow {
	return {
		key: `run:${run.runId}`,
		slug: run.slug,
		source: 'journal',
		state: 'running',
		runId: run.runId,
		worktree,
		elapsedMs: since(run.startedAtMs, nowMs),
		quietMs: since(lastHeardMs(run), nowMs),
		stages: stageStrip(run.stages, nowMs),
		tokens: sumTokens(run.stages),
		cost: totalCost(run),
	};
}

/** The queue names the stage at work alone; the pipeline went through those before it. */
function queueStrip(stage: string | undefined): readonly StripStage[] {
	const names: readonly string[] = QUEUED_STAGES;
	const at = names.indexOf(stage ?? '');
	if (at < 0) return stage === undefined ? [] : [{ name: stage, state: 'running' }];
	return names.map((name, index) => ({
		name,
		state: index < at ? 'success' : index === at ? 'running' : 'pending',
	}));
}

function rowOfPipeline({ source, slug, state, stage, startedAtMs, worktree }: Pipeline, nowMs: number): NowRow {
	return {
		key: `${source}:${worktree ?? ''}:${slug}`,
		slug,
		source,
		state,
		worktree,
		elapsedMs: startedAtMs === undefined ? undefined : since(startedAtMs, nowMs),
		stages: queueStrip(stage),
	};
}

/** Pipelines that no better source tells of: our journal knows more than a worktree, a worktree more than the queue. */
function unseenPipelines({ runs, pipelines }: Pick<WatchFacts, 'runs' | 'pipelines'>): readonly Pipeline[] {
	const seen = new Set(runs.map(({ run }) => run.slug));
	const inWorktrees = pipelines.filter(({ source, slug }) => source === 'worktree' && !seen.has(slug));
	for (const { slug } of inWorktrees) seen.add(slug);
	return [...inWorktrees, ...pipelines.filter(({ source, slug }) => source === 'queue' && !seen.has(slug))];
}

/** Everything in progress, whoever started it. */
export function nowPane(facts: Pick<WatchFacts, 'runs' | 'pipelines' | 'waiting'>, nowMs: number): NowPane {
	const pipelines = unseenPipelines(facts);
	const isAtWork = ({ state }: Pipeline) => state !== 'waiting';
	const rows = [
		...facts.runs.map((run) => rowOfRun(run, nowMs)),
		...pipelines.filter(isAtWork).map((pipeline) => rowOfPipeline(pipeline, nowMs)),
	];
	const shown = new Set(rows.map(({ slug }) => slug));
	const waiting = [
		...pipelines.filter((pipeline) => !isAtWork(pipeline)).map(({ slug }) => ({ slug, stage: undefined })),
		...facts.waiting,
	];
	return {
		rows: rows.toSorted((one, other) => (other.elapsedMs ?? 0) - (one.elapsedMs ?? 0)),
		waiting: waiting.filter(({ slug }) => !shown.has(slug)),
	};
}

/** Whether anything is at work: a pipeline that waits, met a conflict or lost its worktree will not go on by itself. */
export function isIdle({ rows }: NowPane): boolean {
	return !rows.some(({ state }) => state === 'running' || state === 'merging');
}
