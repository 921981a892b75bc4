import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LiveQuery, WINDOWS } from '../../source/core/live/query.ts';
import { currentSnapshot, MAX_SNAPSHOTS, selectSnapshots } from '../../source/core/live/state.ts';
import { buildSnapshot } from '../../source/core/metrics/build-snapshot.ts';
import { SEVERITIES } from '../../source/core/metrics/labels.ts';
import type { Snapshot } from '../../source/core/metrics/snapshot.ts';
import { AUDIENCES } from '../../source/core/privacy/audience.ts';
import { project } from '../../source/core/privacy/project.ts';
import { RUN_STATUSES } from '../../source/core/run.ts';
import { CANONICAL_STAGES } from '../../source/core/stages.ts';
import { inTransaction } from '../../source/store/database.ts';
import { putSnapshot, readLiveState, seedLive } from '../../source/store/live.ts';
import { NOW_MS, temporaryDatabase } from '../support/store.ts';

const SEEDED = { seed: 20_260_411, numRuns: 25 };

/** Times that lie on and beside the edges of windows, in the future, and many at one moment. */
const age = fc.oneof(
	fc.constantFrom(...Object.values(WINDOWS).filter(Number.isFinite)).chain((ms) => fc.constantFrom(ms - 1, ms, ms + 1)),
	fc.integer({ min: -5, max: 5 }),
	fc.nat({ max: 40 * 86_400_000 }),
);

const failure = fc.record({
	fingerprint: fc.uuid(),
	stage: fc.constantFrom(...CANONICAL_STAGES, 'made-up'),
	severity: fc.constantFrom(...SEVERITIES),
	count: fc.constant(1),
});

const snapshot = fc
	.record({
		runId: fc.uuid(),
		slug: fc.constantFrom('a', 'b'),
		featureId: fc.constantFrom('id-1', 'id-2', undefined),
		status: fc.constantFrom(...RUN_STATUSES),
		ageMs: age,
		stages: fc
			.subarray([...CANONICAL_STAGES, 'made-up'])
			.map((names) => names.map((name) => ({ name, durationMs: 1 }))),
		failures: fc.array(failure, { maxLength: 3 }),
	})
	.map(({ ageMs, failures, ...run }) =>
		buildSnapshot({ run: { ...run, completedAtMs: NOW_MS - ageMs }, failures, recorder: 'r' }),
	);

const query: fc.Arbitrary<LiveQuery> = fc
	.record(
		{
			window: fc.constantFrom(...(Object.keys(WINDOWS) as (keyof typeof WINDOWS)[])),
			stage: fc.constantFrom(...CANONICAL_STAGES, 'other'),
			severity: fc.constantFrom(...SEVERITIES),
			metric: fc.constantFrom('murmur8.run.total', 'murmur8.stage.*', '*', 'murmur8.', 'nothing*'),
			feature: fc.constantFrom('a', 'id-1', 'nobody'),
			status: fc.constantFrom(...RUN_STATUSES),
		},
		{ requiredKeys: ['window'] },
	)
	.map((given) => given as LiveQuery);

/** What has to be kept, said without an index: sorted by time with ties in order of arrival, and the last thousand. */
function model(
	arrived: readonly Snapshot[],
	limit: number,
): { kept: readonly Snapshot[]; evicted: readonly Snapshot[] } {
	let kept: readonly Snapshot[] = [];
	const evicted: Snapshot[] = [];
	for (const one of arrived) {
		const at = kept.findIndex((other) => other.timestampMs > one.timestampMs);
		kept = kept.toSpliced(at < 0 ? kept.length : at, 0, one);
		if (kept.length > limit) {
			evicted.push(kept[0] as Snapshot);
			kept = kept.slice(1);
		}
	}
	return { kept, evicted };
}

const put = (database: ReturnType<typeof temporaryDatabase>, snapshots: readonly Snapshot[]) =>
	inTransaction(database, () => {
		for (const one of snapshots) putSnapshot(database, { snapshot: one });
	});

test('windows and dimensions are what a search by hand finds, for every audience', () => {
	fc.assert(
		fc.property(fc.array(snapshot, { maxLength: 30 }), query, fc.constantFrom(...AUDIENCES), (arrived, asked, by) => {
			const database = temporaryDatabase();
			put(database, arrived);
			const answer = selectSnapshots(readLiveState(database), asked, by, NOW_MS);
			database.close();
			const seen = model(arrived, MAX_SNAPSHOTS)
				.kept.filter((one) => NOW_MS - one.timestampMs <= WINDOWS[asked.window])
				.map((one) => project(one, by, 'snapshot')?.value)
				.filter((value) => value !== undefined)
				.filter(({ user }) => asked.feature === undefined || [user?.slug, user?.featureId].includes(asked.feature))
				.filter(({ user }) => asked.status === undefined || user?.status === asked.status)
				.flatMap((value) => {
					const points = (value.points ?? [])
						.filter(({ labels }) => asked.stage === undefined || labels['stage'] === asked.stage)
						.filter(
							({ labels, value: count }) =>
								asked.severity === undefined || (labels['severity'] === asked.severity && count > 0),
						)
						.filter(({ name }) => {
							const { metric } = asked;
							if (metric === undefined) return true;
							return metric.endsWith('*') ? name.startsWith(metric.slice(0, -1)) : name === metric;
						});
					const isAsked = asked.stage ?? asked.severity ?? asked.metric;
					return isAsked === undefined ? [value] : points.length === 0 ? [] : [{ ...value, points }];
				});
			expect(answer.snapshots.map(({ value }) => value)).toEqual(seen);
			expect(answer.source).toBe(by === 'off' || arrived.length === 0 ? 'empty' : 'live');
			expect(answer).not.toHaveProperty('truncated');
		}),
		{ ...SEEDED, numRuns: 60 },
	);
});

test('a thousand are kept: late, equal and out of order, the newest is current, and what was cut says so', () => {
	const many = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.uuid()), {
		minLength: MAX_SNAPSHOTS - 5,
		maxLength: MAX_SNAPSHOTS + 60,
	});
	fc.assert(
		fc.property(many, (arrivals) => {
			const database = temporaryDatabase();
			const arrived = arrivals.map(([second, runId]) =>
				buildSnapshot({ run: { runId, status: 'success', completedAtMs: NOW_MS - second * 1_000, stages: [] } }),
			);
			put(database, arrived);
			const state = readLiveState(database);
			database.close();
			const { kept, evicted } = model(arrived, MAX_SNAPSHOTS);
			expect(state.snapshots.map(({ runId }) => runId)).toEqual(kept.map(({ runId }) => runId));
			expect(currentSnapshot(state, 'on')?.value.runId).toBe(kept.at(-1)?.runId);
			const newestEvicted = Math.max(...evicted.map(({ timestampMs }) => timestampMs));
			for (const window of ['1h', 'all'] as const) {
				const answer = selectSnapshots(state, { window }, 'on', NOW_MS);
				const isCut = evicted.length > 0 && newestEvicted >= NOW_MS - WINDOWS[window];
				expect(answer.truncated === true, window).toBe(isCut);
				expect(answer.oldest).toBe(isCut ? kept[0]?.timestampMs : undefined);
			}
		}),
		{ ...SEEDED, numRuns: 5 },
	);
});

test('empty, seeded, live: the first live snapshot takes every seeded one away, the current one too', () => {
	const database = temporaryDatabase();
	const at = (runId: string, timestampMs: number) =>
		buildSnapshot({ run: { runId, status: 'success', completedAtMs: timestampMs, stages: [] } });
	expect(readLiveState(database)).toEqual({ source: 'empty', snapshots: [], evictedUntilMs: undefined });
	expect(seedLive(database, [at('seed-1', NOW_MS), at('seed-2', NOW_MS + 9_999)])).toBe(true);
	expect(readLiveState(database)).toMatchObject({
		source: 'seeded',
		snapshots: [{ runId: 'seed-1' }, { runId: 'seed-2' }],
	});
	expect(seedLive(database, [at('seed-3', NOW_MS)])).toBe(false);
	put(database, [at('live', NOW_MS - 60_000)]);
	expect(readLiveState(database)).toMatchObject({ source: 'live', snapshots: [{ runId: 'live' }] });
	expect(seedLive(database, [at('seed-3', NOW_MS)])).toBe(false);
	// A run has one snapshot, whoever speaks of it again.
	inTransaction(database, () => putSnapshot(database, { snapshot: at('live', NOW_MS), isForeign: true }));
	expect(readLiveState(database).snapshots).toMatchObject([{ timestampMs: NOW_MS - 60_000 }]);
});
