import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type Baseline,
	churnScope,
	compareRuns,
	isComparable,
	type Observation,
} from '../../../source/core/live/churn.ts';
import type { FailureCount } from '../../../source/core/metrics/snapshot.ts';
import { RUN_STATUSES } from '../../../source/core/run.ts';
import { SEEDED } from '../property.ts';

const failure = (fingerprint: string, stage: string): FailureCount => ({
	fingerprint,
	stage,
	severity: 'error',
	count: 1,
});
const observation = (stages: readonly string[], ...found: readonly string[]): Observation => ({
	stages,
	failures: found.map((text) => failure(text.split('@')[0] ?? '', text.split('@')[1] ?? '')),
});
const baselineOf = (...known: readonly string[]): Baseline =>
	new Map(known.map((text) => [text.split('@')[0] ?? '', text.split('@')[1] ?? '']));

const ALL = ['alex', 'cass'];
const NONE = { new: [], resolved: [], unchanged: [] };

test('the first run of a scope is compared with nothing', () => {
	expect(compareRuns(undefined, observation(ALL, 'a@alex'))).toEqual({
		churn: undefined,
		baseline: baselineOf('a@alex'),
		hasChanged: true,
	});
	expect(compareRuns(undefined, observation(ALL))).toMatchObject({ churn: undefined, hasChanged: false });
});

test.each([
	['nothing before, nothing now', baselineOf(), observation(ALL), NONE, baselineOf(), false],
	['a new one', baselineOf(), observation(ALL, 'a@alex'), { ...NONE, new: ['a'] }, baselineOf('a@alex'), true],
	[
		'one as before',
		baselineOf('a@alex'),
		observation(ALL, 'a@alex'),
		{ ...NONE, unchanged: ['a'] },
		baselineOf('a@alex'),
		false,
	],
	['one that is gone', baselineOf('a@alex'), observation(ALL), { ...NONE, resolved: ['a'] }, baselineOf(), true],
	['one whose stage did not run', baselineOf('a@cass'), observation(['alex']), NONE, baselineOf('a@cass'), false],
	[
		'one in another stage now',
		baselineOf('a@cass'),
		observation(ALL, 'a@alex'),
		{ ...NONE, unchanged: ['a'] },
		baselineOf('a@alex'),
		false,
	],
	[
		'one for the other',
		baselineOf('a@alex', 'b@cass'),
		observation(['alex'], 'c@alex'),
		{ new: ['c'], resolved: ['a'], unchanged: [] },
		baselineOf('b@cass', 'c@alex'),
		true,
	],
])('%s', (_what, before, now, churn, baseline, hasChanged) => {
	expect(compareRuns(before, now)).toEqual({ churn, baseline, hasChanged });
});

describe('of any runs', () => {
	const fingerprints = fc.uniqueArray(
		fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom(...ALL, 'x')),
		{
			selector: ([fingerprint]) => fingerprint,
		},
	);
	const stages = fc.subarray([...ALL, 'x']);

	test('every failure is new or unchanged, none is resolved that was not looked for, and nothing else is forgotten', () => {
		fc.assert(
			fc.property(fingerprints, fingerprints, stages, (before, now, looked) => {
				const baseline = new Map(before);
				const failures = now.map(([fingerprint, stage]) => failure(fingerprint, stage));
				const { churn = NONE, baseline: after } = compareRuns(baseline, { stages: looked, failures });
				const found = now.map(([fingerprint]) => fingerprint);
				expect([...churn.new, ...churn.unchanged].toSorted()).toEqual(found.toSorted());
				for (const fingerprint of churn.resolved as typeof found) expect(looked).toContain(baseline.get(fingerprint));
				const expected = [...baseline.keys(), ...found].filter(
					(each) => !(churn.resolved as readonly string[]).includes(each),
				);
				expect(new Set(after.keys())).toEqual(new Set(expected));
				if (looked.length === 3) {
					expect(churn.unchanged.length + churn.resolved.length).toBe(before.length);
				}
			}),
			SEEDED,
		);
	});
});

test('scopes: a feature by its id, else by its name, each type of run for itself', () => {
	const scopes = [
		churnScope({ featureId: 'f', slug: 'a', type: 'feature' }),
		churnScope({ featureId: 'f', slug: 'a', type: 'refinement' }),
		churnScope({ slug: 'f', type: 'feature' }),
		churnScope({ slug: 'a', type: 'feature' }),
		churnScope({}),
	];
	expect(new Set(scopes).size).toBe(scopes.length);
	expect(churnScope({ featureId: 'f', slug: 'renamed', type: 'feature' })).toBe(scopes[0]);
});

test('runs that were given up or paused are compared with nothing', () => {
	expect(RUN_STATUSES.filter(isComparable)).toEqual(['success', 'failed']);
	expect(isComparable('made up')).toBe(false);
});
