import { expect, test } from 'vitest';
import type { FailureCount, Snapshot } from '../../../source/core/metrics/snapshot.ts';
import { AUDIENCES, type Audience } from '../../../source/core/privacy/audience.ts';
import { project } from '../../../source/core/privacy/project.ts';
import { runFailures } from '../../../source/core/served/run-failures.ts';
import { toIso } from '../sample-run.ts';

const failure = (fingerprint: string, more: Partial<FailureCount> = {}): FailureCount => ({
	fingerprint,
	stage: 'alex',
	severity: 'warning',
	count: 1,
	...more,
});

const snapshot = (runId: string, timestampMs: number, failures: readonly FailureCount[]): Snapshot => ({
	runId,
	timestampMs,
	points: [],
	user: { status: 'failed', failures },
});

const seen = (snapshots: readonly Snapshot[], audience: Audience = 'user-only') =>
	snapshots.flatMap((one) => project(one, audience, 'snapshot') ?? []);

test('failures of runs are put together by fingerprint', () => {
	const snapshots = seen([
		snapshot('one', 1_000, [failure('a', { count: 2 }), failure('b')]),
		snapshot('two', 3_000, [failure('a', { stage: 'cass', severity: 'error' })]),
	]);
	expect(runFailures(snapshots, toIso)).toEqual([
		{
			fingerprint: 'a',
			bucket: 'error',
			count: 3,
			runs: 2,
			stages: ['alex', 'cass'],
			firstSeen: toIso(1_000),
			lastSeen: toIso(3_000),
		},
		expect.objectContaining({ fingerprint: 'b', bucket: 'warning', count: 1, runs: 1 }),
	]);
});

test('the worst come first, then the most frequent, then the latest, then by name', () => {
	const snapshots = seen([
		snapshot('one', 1_000, [
			failure('z'),
			failure('old'),
			failure('many', { count: 9 }),
			failure('info', { severity: 'info' }),
		]),
		snapshot('two', 2_000, [failure('y'), failure('x'), failure('worst', { severity: 'error' })]),
	]);
	const names = runFailures(snapshots, toIso).map(({ fingerprint }) => fingerprint);
	expect(names).toEqual(['worst', 'many', 'x', 'y', 'old', 'z', 'info']);
});

test.each(AUDIENCES)('at %s of what is seen only', (audience) => {
	const found = runFailures(seen([snapshot('one', 1_000, [failure('a')])], audience), toIso);
	expect(found).toHaveLength(audience === 'on' || audience === 'user-only' ? 1 : 0);
});
