import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executedStages, totalCost, totalDurationMs } from '../../source/core/run.ts';
import { isUuidV4 } from '../../source/core/uuid.ts';
import { SEEDED } from './property.ts';
import { runOf, stageOf } from './sample-run.ts';

test.each([
	['finished', { startedAtMs: 100, completedAtMs: 350 }, 999, 250],
	['running', { startedAtMs: 100 }, 130, 30],
	['the clock went back', { startedAtMs: 100, completedAtMs: 50 }, 999, 0],
	['running, the clock went back', { startedAtMs: 100 }, 50, 0],
])('totalDurationMs: %s', (_what, run, nowMs, expected) => {
	expect(totalDurationMs(run, nowMs)).toBe(expected);
});

test('skipped stages were not executed; everything else was', () => {
	const stages = (['success', 'skipped', 'failed', 'paused', 'aborted', 'running'] as const).map((status) =>
		stageOf(status, { status }),
	);
	expect(executedStages(runOf({ stages })).map(({ name }) => name)).toEqual([
		'success',
		'failed',
		'paused',
		'aborted',
		'running',
	]);
});

describe('totalCost', () => {
	test('is unknown where no stage knows its cost', () => {
		expect(totalCost(runOf({ stages: [stageOf('alex')] }))).toBeUndefined();
		expect(totalCost(runOf())).toBeUndefined();
	});

	test('is the exact sum of the known ones', () => {
		fc.assert(
			fc.property(fc.array(fc.option(fc.bigInt({ min: 0n, max: 10n ** 21n }), { nil: undefined })), (costs) => {
				const known = costs.filter((cost) => cost !== undefined);
				const expected = known.length === 0 ? undefined : known.reduce((sum, cost) => sum + cost, 0n);
				expect(totalCost(runOf({ stages: costs.map((cost) => stageOf('x', { cost })) }))).toBe(expected);
			}),
			SEEDED,
		);
	});
});

describe('isUuidV4', () => {
	test('takes version 4 in either case', () => {
		fc.assert(
			fc.property(fc.uuid({ version: 4 }), (id) => isUuidV4(id) && isUuidV4(id.toUpperCase())),
			SEEDED,
		);
	});

	test.each([
		'',
		'6f1c3a52-7a0e-1c55-9d1b-2f6f1d1f9a01',
		'6f1c3a52-7a0e-4c55-7d1b-2f6f1d1f9a01',
		'6f1c3a527a0e4c559d1b2f6f1d1f9a01',
		' 6f1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01',
		'6f1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01\n',
		'gf1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01',
	])('refuses %j', (text) => {
		expect(isUuidV4(text)).toBe(false);
	});
});
