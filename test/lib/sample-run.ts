import type { RunData } from '../../source/lib/payload.ts';

/** A run that every receiver takes. */
export const sampleRunData = (more: Readonly<Record<string, unknown>> = {}): RunData => ({
	runId: '6f1f6a52-0c53-4a4b-9a0e-6f2f2b7a1c11',
	featureId: '0f6f0b1e-93f7-4f9c-8d56-6f6b7c1f2a10',
	slug: 'user-auth',
	status: 'success',
	startedAt: '2026-01-02T10:00:00Z',
	completedAt: '2026-01-02T10:05:00.000Z',
	totalDurationMs: 300_000,
	type: 'feature',
	stages: { alex: { name: 'alex', status: 'success', durationMs: 120_000, cost: 0.25 } },
	...more,
});
