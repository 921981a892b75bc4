import type { FinishRequest } from '../../source/core/finish.ts';
import type { Run, Stage } from '../../source/core/run.ts';

export const STARTED_AT_MS = 1_767_225_600_000;
export const STARTED_AT = '2026-01-01T00:00:00.000Z';
export const RUN_ID = '6f1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01';

/** The clock of the core's callers: Unix milliseconds to ISO 8601. */
export const toIso = (ms: number) => new Date(ms).toISOString();

export function stageOf(name: string, more: Partial<Stage> = {}): Stage {
	return { name, status: 'success', durationMs: 0, attempts: 1, ...more };
}

export function runOf(more: Partial<Run> = {}): Run {
	return {
		runId: RUN_ID,
		slug: 'user-auth',
		type: 'feature',
		status: 'running',
		startedAtMs: STARTED_AT_MS,
		feedbackWithheld: false,
		stages: [],
		...more,
	};
}

export function requestOf(more: Partial<FinishRequest> = {}): FinishRequest {
	return { status: 'success', feedbackWithheld: false, ...more };
}
