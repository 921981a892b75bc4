import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detailsAt, detailsOfEntry, detailsOfRun } from '../../source/core/run-details.ts';
import { dashboard } from '../../source/core/watch/dashboard.ts';
import { dashboardJson, detailsJson, eventJson } from '../../source/core/watch/json.ts';
import { renderRunDetails, timelineBar } from '../../source/render/run-details.ts';
import { parseTime, someEntry } from './history/entries.ts';
import { SEEDED } from './property.ts';
import { RUN_ID, runOf, STARTED_AT, STARTED_AT_MS, stageOf, toIso } from './sample-run.ts';
import { factsOf, lineOf, NOW_MS, pastOf, someFacts, someRun } from './watch/facts.ts';

const NOTHING = { deliveries: [], failures: [], preview: { kind: 'nothing', reason: 'audience is off' } } as const;

test('a run of ours: bars from its start, what still runs ends now', () => {
	const run = runOf({
		stages: [
			stageOf('alex', {
				startedAtMs: STARTED_AT_MS + 1_000,
				completedAtMs: STARTED_AT_MS + 9_000,
				durationMs: 6_000,
				attempts: 2,
			}),
			stageOf('cass', {
				status: 'running',
				startedAtMs: STARTED_AT_MS + 10_000,
				attemptStartedAtMs: STARTED_AT_MS + 10_000,
				cost: 5n,
			}),
			stageOf('nigel-spec', { status: 'skipped', completedAtMs: STARTED_AT_MS }),
		],
	});
	const details = detailsOfRun(run, NOTHING, STARTED_AT_MS + 30_000);
	expect(details).toMatchObject({ key: `run:${RUN_ID}`, durationMs: 30_000, cost: 5n, status: 'running' });
	expect(details.stages.map(({ fromMs, toMs, durationMs }) => [fromMs, toMs, durationMs])).toEqual([
		[1_000, 9_000, 6_000],
		[10_000, 30_000, 20_000],
		[undefined, 0, undefined],
	]);
});

test('a run in progress goes on while its details are shown; a finished one does not', () => {
	fc.assert(
		fc.property(someRun, fc.nat(100_000), (run, laterMs) => {
			const details = detailsOfRun(run, NOTHING, NOW_MS);
			const later = detailsAt(details, NOW_MS + laterMs);
			// A clock that went back counts no time until it has caught up.
			if (run.startedAtMs <= NOW_MS && run.stages.every(({ attemptStartedAtMs: ms = 0 }) => ms <= NOW_MS)) {
				expect(later.durationMs).toBe(detailsOfRun(run, NOTHING, NOW_MS + laterMs).durationMs);
			}
			expect(detailsAt(details, NOW_MS - 1)).toBe(details);
			const ended = { ...details, status: 'success' };
			expect(detailsAt(ended, NOW_MS + laterMs)).toBe(ended);
		}),
		SEEDED,
	);
});

test('an entry of another program: what can be read of it', () => {
	const entry = {
		slug: 'theirs',
		status: 'failed',
		startedAt: STARTED_AT,
		failedStage: 'cass',
		stages: {
			alex: {
				startedAt: '2026-01-01T00:00:05.000Z',
				completedAt: '2026-01-01T00:00:08.000Z',
				durationMs: 3_000,
				status: 'success',
				feedback: { rating: 4, issues: [], rec: 'proceed' },
			},
			cass: { startedAt: 'yesterday', feedback: { rating: 9 } },
		},
	};
	const details = detailsOfEntry('at:x', entry, NOTHING, parseTime);
	expect(details).toMatchObject({ slug: 'theirs', stoppedAt: 'cass', startedAtMs: STARTED_AT_MS });
	expect(details.stages).toMatchObject([
		{ fromMs: 5_000, toMs: 8_000, feedback: { rating: 4, recommendation: 'proceed' } },
		{ fromMs: undefined, status: 'unknown', feedback: undefined },
	]);
});

test.each([
	[0, 100, '████████'],
	[0, 0, '█·······'],
	[50, 100, '····████'],
	[100, 100, '·······█'],
	[90, 300, '·······█'],
	[undefined, 100, ''],
])('the bar from %s to %s', (fromMs, toMs, expected) => {
	expect(timelineBar({ name: 'alex', status: 'success', fromMs, toMs }, 100, 8)).toBe(expected);
});

const isPrintable = (text: string) => !/(?!\n)[\p{Cc}\u202E]/u.test(text);

test('any run and any entry make printable details', () => {
	fc.assert(
		fc.property(someRun, someEntry, fc.string(), (run, entry, identity) => {
			for (const details of [detailsOfRun(run, NOTHING, NOW_MS), detailsOfEntry(identity, entry, NOTHING, parseTime)]) {
				expect(isPrintable(renderRunDetails(details, NOW_MS))).toBe(true);
				expect(() => JSON.stringify(detailsJson(details, toIso))).not.toThrow();
			}
		}),
		SEEDED,
	);
});

test('as JSON moments are ISO 8601, lengths of time milliseconds, money dollars', () => {
	const facts = factsOf({
		history: [pastOf('a', { durationMs: 41_000, cost: 60_000_000_000n, status: 'failed', failedStage: 'cass' })],
		delivery: { ...factsOf().delivery, lines: [lineOf(1)] },
	});
	expect(dashboardJson(dashboard({ facts }, '7d', NOW_MS), toIso)).toMatchObject({
		at: toIso(NOW_MS),
		header: { updatedAt: toIso(NOW_MS) },
		runs: {
			figures: { medianMs: 41_000, averageCost: 0.06, trendMs: [41_000] },
			rows: [{ key: 'a', at: toIso(NOW_MS - 1_000), durationMs: 41_000, cost: 0.06 }],
		},
		failures: { groups: [{ newestAt: toIso(NOW_MS - 1_000) }] },
		delivery: { last: { at: toIso(NOW_MS), durationMs: 184 } },
	});
	const { position: _position, ...line } = lineOf(1, { atMs: NOW_MS - 5 });
	expect(eventJson({ type: 'delivery', ...line }, NOW_MS, toIso)).toMatchObject({
		type: 'delivery',
		at: toIso(NOW_MS),
		happenedAt: toIso(NOW_MS - 5),
	});
});

test('any facts become JSON', () => {
	fc.assert(
		fc.property(someFacts, (facts) => {
			const json = dashboardJson(dashboard({ facts }, 'all', NOW_MS), toIso);
			expect(JSON.parse(JSON.stringify(json))).toHaveProperty('now.rows.length');
		}),
		SEEDED,
	);
});
