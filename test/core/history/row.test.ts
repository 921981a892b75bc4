import { describe, expect, test } from 'vitest';
import { readHistoryRow, rowName, rowTimeMs } from '../../../source/core/history/row.ts';
import { parseTime } from './entries.ts';

const read = (entry: unknown) => readHistoryRow(entry, parseTime);
const DOLLAR = 10n ** 12n;

test('an entry as it should be', () => {
	const entry = {
		slug: 'user-auth',
		status: 'failed',
		startedAt: '2026-01-01T00:00:00.000Z',
		completedAt: '2026-01-01T00:10:00.000Z',
		totalDurationMs: 600_000,
		runId: 'r1',
		featureId: 'f1',
		type: 'feature',
		commitHash: 'abc',
		totalCost: 0.25,
		failedStage: 'cass',
		stages: { alex: { durationMs: 41_000, status: 'success', tokens: { input: 10, output: 5, total: 15 }, cost: 0.1 } },
	};
	expect(read(entry)).toEqual({
		kind: 'run',
		slug: 'user-auth',
		status: 'failed',
		startedAt: entry.startedAt,
		completedAt: entry.completedAt,
		startedAtMs: Date.UTC(2026, 0, 1),
		completedAtMs: Date.UTC(2026, 0, 1, 0, 10),
		durationMs: 600_000,
		runId: 'r1',
		featureId: 'f1',
		type: 'feature',
		commitHash: 'abc',
		cost: DOLLAR / 4n,
		failedStage: 'cass',
		pausedAfter: undefined,
		tokens: { input: 10, output: 5 },
		featureCount: undefined,
		stages: [
			{
				name: 'alex',
				status: 'success',
				durationMs: 41_000,
				tokens: { input: 10, output: 5 },
				cost: DOLLAR / 10n,
			},
		],
	});
});

test.each([[null], ['text'], [7], [true], [[]], [[{ slug: 'a' }]]])('%j is no object: unreadable', (entry) => {
	expect(read(entry)).toEqual({ kind: 'unreadable', stages: [] });
});

test.each([
	[0.12, (DOLLAR * 12n) / 100n],
	['0.12', (DOLLAR * 12n) / 100n],
	['$0.12', (DOLLAR * 12n) / 100n],
	[' $ 3 ', 3n * DOLLAR],
	['0.1234567890123', 123_456_789_012n],
	[0, 0n],
	['', undefined],
	['free', undefined],
	['1e3', undefined],
	[-1, undefined],
	['-1', undefined],
	[null, undefined],
	[{}, undefined],
	[1e300, undefined],
	[Number.NaN, undefined],
])('a cost of %j', (totalCost, cost) => {
	expect(read({ totalCost }).cost).toBe(cost);
});

test('without a total the cost and the tokens are those of the stages, or unknown', () => {
	const stages = {
		alex: { cost: '$0.10', tokens: { input: '7' } },
		cass: { cost: 0.2, tokens: { output: 2 } },
		x: 'y',
	};
	expect(read({ stages, totalCost: 'n/a' })).toMatchObject({
		cost: (DOLLAR * 3n) / 10n,
		tokens: { input: 7, output: 2 },
	});
	expect(read({ stages, totalCost: 1, totalTokens: { input: 1, output: 1 } })).toMatchObject({
		cost: DOLLAR,
		tokens: { input: 1, output: 1 },
	});
	expect(read({ stages: { alex: { durationMs: 1 } } })).toMatchObject({ cost: undefined, tokens: undefined });
});

test.each([
	[{ totalDurationMs: 5 }, 5],
	[{ totalDurationMs: '5' }, 5],
	[{ totalDurationMs: -5 }, undefined],
	[{ totalDurationMs: 'long' }, undefined],
	[{ totalDurationMs: 1e300 }, undefined],
	[{ startedAt: '2026-01-01T00:00:00Z', completedAt: '2026-01-01T00:00:02Z' }, 2_000],
	[{ startedAt: '2026-01-01T00:00:02Z', completedAt: '2026-01-01T00:00:00Z' }, undefined],
	[{ startedAt: 1_000, completedAt: 4_000 }, 3_000],
	[{ startedAt: '2026-01-01T00:00:00Z' }, undefined],
])('the duration of %j', (entry, durationMs) => {
	expect(read(entry).durationMs).toBe(durationMs);
});

test.each([
	[{ startedAt: 1_000, completedAt: 4_000 }, 4_000],
	[{ startedAt: '1970-01-01T00:00:01Z', completedAt: 'soon' }, 1_000],
	[{ startedAt: {}, completedAt: 9e15 }, undefined],
])('the time of %j', (entry, timeMs) => {
	expect(rowTimeMs(read(entry))).toBe(timeMs);
});

describe('stages', () => {
	test.each([
		['a list that names them', [{ name: 'alex', durationMs: 5 }, { durationMs: 6 }, null, 'cass'], ['alex']],
		['text', 'alex', []],
		['null', null, []],
		['values that are no objects', { alex: null, cass: 5, nigel: [] }, ['alex', 'cass', 'nigel']],
		[
			'a name that every object has',
			JSON.parse('{"__proto__":{"durationMs":1},"constructor":2}'),
			['__proto__', 'constructor'],
		],
	])('%s', (_name, stages, names) => {
		expect(read({ slug: 'a', stages }).stages.map(({ name }) => name)).toEqual(names);
	});
});

test.each([
	[{ slug: 'a' }, 'a'],
	[{ slug: 42 }, '42'],
	[{ slug: '  ' }, undefined],
	[{}, undefined],
	[null, undefined],
	[{ mode: 'murmuration', features: ['a', 'b', 'c'], summary: {} }, 'murmuration (3 features)'],
	[{ mode: 'murmuration', features: [{ slug: 'a' }], slug: 'x' }, 'murmuration (1 feature)'],
	[{ mode: 'murmuration', features: 'a' }, 'murmuration'],
	[{ mode: 'other', slug: 'a' }, 'a'],
])('the name of %j', (entry, name) => {
	expect(rowName(read(entry))).toBe(name);
});
