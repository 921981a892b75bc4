import type { Picodollars } from './money.ts';
import type { FinishedStatus, Run, Stage, StageStatus, Tokens } from './run.ts';

export const STAGE_EVENTS = ['start', 'done', 'failed', 'skipped'] as const;
export type StageEvent = (typeof STAGE_EVENTS)[number];

export interface StageUsage {
	readonly tokens?: Tokens | undefined;
	readonly cost?: Picodollars | undefined;
}

function addTokens(before: Tokens | undefined, more: Tokens | undefined): Tokens | undefined {
	if (before === undefined || more === undefined) return more ?? before;
	return { input: before.input + more.input, output: before.output + more.output };
}

/** Adds what a call reported to what the stage already had: each attempt costs. */
export function addUsage(stage: Stage, usage: StageUsage): Stage {
	const cost = usage.cost === undefined ? stage.cost : (stage.cost ?? 0n) + usage.cost;
	return { ...stage, tokens: addTokens(stage.tokens, usage.tokens), cost };
}

/** When a stage that was ended without having been started began: where the one before it ended. */
function inferredStartMs(run: Run, nowMs: number): number {
	const ends = run.stages.flatMap((stage) => (stage.completedAtMs === undefined ? [] : [stage.completedAtMs]));
	return Math.min(nowMs, Math.max(run.startedAtMs, ...ends));
}

/** A stage that nobody started or ended yet; where only its feedback came, it evidently ran. */
export function newStage(name: string): Stage {
	return { name, status: 'success', durationMs: 0, attempts: 0 };
}

function endAttempt(stage: Stage, status: StageStatus, run: Run, nowMs: number): Stage {
	const startMs = stage.attemptStartedAtMs ?? inferredStartMs(run, nowMs);
	return {
		...stage,
		status,
		attempts: Math.max(1, stage.attempts),
		startedAtMs: stage.startedAtMs ?? startMs,
		completedAtMs: nowMs,
		durationMs: stage.durationMs + Math.max(0, nowMs - startMs),
		attemptStartedAtMs: undefined,
	};
}

/**
 * What a stage is after an event.
 * - `start` begins an attempt; a second `start` without an end in between counts as a new attempt as well.
 * - `done` and `failed` end the attempt; without a `start` it began where the stage before it ended.
 * - `skipped` takes no time.
 * @param nowMs Unix milliseconds; a clock that went back gives a duration of 0
 */
export function applyStageEvent(stage: Stage, event: StageEvent, run: Run, nowMs: number): Stage {
	switch (event) {
		case 'start':
			return {
				...stage,
				status: 'running',
				attempts: stage.attempts + 1,
				startedAtMs: stage.startedAtMs ?? nowMs,
				attemptStartedAtMs: nowMs,
				completedAtMs: undefined,
			};
		case 'skipped':
			return { ...stage, status: 'skipped', completedAtMs: nowMs, attemptStartedAtMs: undefined };
		case 'done':
			return endAttempt(stage, 'success', run, nowMs);
		case 'failed':
			return endAttempt(stage, 'failed', run, nowMs);
	}
}

/** Ends what still runs when its run ends. */
export function closeStage(stage: Stage, run: Run, status: FinishedStatus, nowMs: number): Stage {
	return stage.status === 'running' ? endAttempt(stage, status, run, nowMs) : stage;
}
