import { expect, test } from 'vitest';
import { liveADay } from '../support/day.ts';
import { RUNTIMES } from '../support/runtimes.ts';
import { temporaryFolder } from '../support/sandbox.ts';

/**
 * The smaller part of `bench/day.ts`, which lives through 200 runs and measures time and memory: here only what must
 * hold however slow the machine is.
 */
const RUNS = 5;
const STAGES = 4;
const CHANGES_A_SECOND = 50;
/** What a look may hold open for a moment. A descriptor lost for each change would be hundreds. */
const IN_PASSING = 8;
/** SQLite folds its log back at 1,000 pages; a transaction that is being written comes on top. */
const MOST_LOG_BYTES = 8_000_000;

const node = RUNTIMES.find(({ name }) => name === 'Node 26');

test('a day of use with an endpoint that fails half of the time', async () => {
	const day = await liveADay({
		folder: temporaryFolder(),
		command: node?.command ?? [],
		runs: RUNS,
		stagesOfRun: STAGES,
		changesASecond: CHANGES_A_SECOND,
	});
	expect(day.finished).toHaveLength(RUNS);
	expect(Object.fromEntries(day.accepted)).toEqual(Object.fromEntries(day.finished.map((runId) => [runId, 1])));
	expect(day.changes).toBeGreaterThan(0);
	expect(day.refused).toBeGreaterThanOrEqual(Math.floor(day.requests / 2));
	expect(day.screen).toContain('user-auth');
	const descriptors = day.watch.map(({ descriptors }) => descriptors);
	expect(Math.min(...descriptors.slice(-2))).toBeLessThanOrEqual(Math.max(...descriptors.slice(0, 2)) + IN_PASSING);
	expect(day.largestFiles.get('murmur8.db-wal') ?? 0).toBeLessThan(MOST_LOG_BYTES);
	const known =
		/^(?:murmur8\.db(?:-wal|-shm)?|pipeline-history\.json|telemetry-failed\.json|cost-config\.json|feedback-config\.json)$/;
	expect(day.leftFiles.filter((name) => !known.test(name))).toEqual([]);
});
