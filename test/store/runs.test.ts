import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RECOMMENDATIONS } from '../../source/core/feedback.ts';
import { RUN_STATUSES, RUN_TYPES, type Run, type Stage } from '../../source/core/run.ts';
import { insertRun, putStage, readRun, setFeatureId, updateRun } from '../../source/store/runs.ts';
import { SEEDED } from '../support/seed.ts';
import { sampleRun, sampleStage, temporaryDatabase } from '../support/store.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const time = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
const count = fc.nat(Number.MAX_SAFE_INTEGER);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const stage: fc.Arbitrary<Stage> = fc.record({
	name: text,
	status: fc.constantFrom('running', 'skipped', ...RUN_STATUSES),
	startedAtMs: optional(time),
	attemptStartedAtMs: optional(time),
	completedAtMs: optional(time),
	durationMs: count,
	attempts: fc.nat(1_000),
	tokens: optional(fc.record({ input: count, output: count })),
	cost: optional(fc.bigInt(0n, 2n ** 63n - 1n)),
	feedback: optional(
		fc.record({
			rating: fc.integer({ min: 1, max: 5 }),
			issues: fc.array(text),
			recommendation: fc.constantFrom(...RECOMMENDATIONS),
		}),
	),
});

const run: fc.Arbitrary<Run> = fc.record({
	runId: fc.uuid(),
	slug: text,
	type: fc.constantFrom(...RUN_TYPES),
	status: fc.constantFrom('running', ...RUN_STATUSES),
	startedAtMs: time,
	completedAtMs: optional(time),
	featureId: optional(text),
	parentRunId: optional(text),
	commitHash: optional(text),
	failedStage: optional(text),
	pausedAfter: optional(text),
	feedbackWithheld: fc.boolean(),
	stages: fc.uniqueArray(stage, { selector: ({ name }) => name, maxLength: 8 }),
});

const byValue = (value: unknown) =>
	JSON.parse(JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}` : item)));

test('a run and its stages come back exactly as they were written', () => {
	const database = temporaryDatabase();
	fc.assert(
		fc.property(run, (given) => {
			insertRun(database, given, '/w');
			updateRun(database, given);
			for (const item of given.stages) putStage(database, given.runId, item);
			expect(byValue(readRun(database, given.runId))).toEqual(byValue(given));
		}),
		{ ...SEEDED, numRuns: 60 },
	);
});

test.each([0n, 1n, 2n ** 53n - 1n, 2n ** 53n + 1n, 9_999_999_999_999_999_999n / 2n])(
	'a cost of %s keeps every digit',
	(cost) => {
		const database = temporaryDatabase();
		const { runId } = sampleRun();
		insertRun(database, sampleRun({ runId }), '/w');
		putStage(database, runId, sampleStage('alex', { cost }));
		expect(readRun(database, runId)?.stages[0]?.cost).toBe(cost);
	},
);

test('what was not given is undefined, not null and not 0', () => {
	const database = temporaryDatabase();
	const given = sampleRun({ stages: [{ name: 'alex', status: 'running', durationMs: 0, attempts: 0 }] });
	insertRun(database, given, '/w');
	for (const item of given.stages) putStage(database, given.runId, item);
	expect(readRun(database, given.runId)).toEqual(given);
	expect(Object.values(readRun(database, given.runId) ?? {})).not.toContain(null);
});

describe('stages', () => {
	test('stay in the order in which they were first put, whatever is put again', () => {
		const database = temporaryDatabase();
		const { runId } = sampleRun();
		insertRun(database, sampleRun({ runId }), '/w');
		for (const name of ['zoe', 'alex', 'mid', 'zoe', 'alex']) putStage(database, runId, sampleStage(name));
		putStage(database, runId, sampleStage('zoe', { status: 'failed', attempts: 2 }));
		const stages = readRun(database, runId)?.stages ?? [];
		expect(stages.map(({ name }) => name)).toEqual(['zoe', 'alex', 'mid']);
		expect(stages[0]).toEqual(sampleStage('zoe', { status: 'failed', attempts: 2 }));
	});

	test('belong to one run each', () => {
		const database = temporaryDatabase();
		const [one, other] = [sampleRun(), sampleRun()];
		for (const item of [one, other]) insertRun(database, item, '/w');
		putStage(database, one.runId, sampleStage('alex', { durationMs: 1 }));
		putStage(database, other.runId, sampleStage('alex', { durationMs: 2 }));
		expect(readRun(database, one.runId)?.stages.map(({ durationMs }) => durationMs)).toEqual([1]);
		expect(() => putStage(database, 'no such run', sampleStage('alex'))).toThrow(/FOREIGN KEY/);
	});
});

test('the feature id of a run is set on its own', () => {
	const database = temporaryDatabase();
	const given = sampleRun({ commitHash: 'kept' });
	insertRun(database, given, '/w');
	updateRun(database, given);
	setFeatureId(database, given.runId, 'feature');
	expect(readRun(database, given.runId)).toEqual({ ...given, featureId: 'feature' });
	expect(readRun(database, 'unknown')).toBeUndefined();
});
