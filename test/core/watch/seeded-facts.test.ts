import { expect, test } from 'vitest';
import { toIso } from '../../../source/adapters/clock.ts';
import { seedSnapshots } from '../../../source/core/live/seed.ts';
import { dashboard } from '../../../source/core/watch/dashboard.ts';
import { seedDeliveries, seededFacts } from '../../../source/core/watch/seeded-facts.ts';

const NOW_MS = 1_767_225_600_000;
const FACTS = seededFacts({ nowMs: NOW_MS, audience: 'user-only', toIso, parseTime: Date.parse });

test('the demonstration is one view of one set of runs', () => {
	const shown = dashboard({ facts: FACTS }, '7d', NOW_MS);
	expect(shown.header).toMatchObject({ project: 'demo', state: 'demo', queued: 0 });
	expect(shown.runs.rows.map(({ runId }) => runId)).toEqual(
		seedSnapshots(NOW_MS)
			.map(({ runId }) => runId)
			.toReversed(),
	);
	expect(shown.now.rows).toMatchObject([{ slug: 'notes-search', elapsedMs: expect.any(Number) }]);
	expect(shown.failures.failedRuns).toBe(4);
});

test('every event is delivered once, oldest first, after what the snapshots say of attempts', () => {
	const lines = seedDeliveries(NOW_MS).toReversed();
	const delivered = lines.filter(({ result }) => result === 'delivered').map(({ runId }) => runId);
	expect(delivered).toEqual(seedSnapshots(NOW_MS).map(({ runId }) => runId));
	const attempts = seedSnapshots(NOW_MS)
		.flatMap(({ points }) => points)
		.filter(({ name }) => name === 'murmur8.delivery.result_total')
		.reduce((sum, { value }) => sum + value, 0);
	expect(lines).toHaveLength(attempts);
	expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1));
	const times = lines.map(({ atMs }) => atMs);
	expect(times).toEqual(times.toSorted((one, other) => one - other));
});
