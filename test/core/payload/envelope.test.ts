import { describe, expect, test } from 'vitest';
import { buildEnvelope, buildRunFacts, LONGEST_DURATION_MS } from '../../../source/core/payload/envelope.ts';
import type { Run, Stage } from '../../../source/core/run.ts';
import { RUN_ID, runOf, STARTED_AT, STARTED_AT_MS, stageOf, toIso } from '../sample-run.ts';
import { artifactOf, FINISHED, IDENTITY } from './sample-event.ts';

const factsOf = (more: Partial<Run> = {}) => buildRunFacts({ ...FINISHED, ...more }, toIso);
const stageFactsOf = (more: Partial<Stage>) => factsOf({ stages: [stageOf('alex', more)] }).stages['alex'];
const feedback = { rating: 4, issues: ['no index'], recommendation: 'proceed' } as const;

describe('the facts of a run', () => {
	test('everything that is known', () => {
		expect(factsOf()).toStrictEqual({
			featureId: FINISHED.featureId,
			slug: 'user-auth',
			status: 'success',
			startedAt: STARTED_AT,
			completedAt: '2026-01-01T00:01:30.000Z',
			totalDurationMs: 90_000,
			type: 'feature',
			commitHash: 'c0ffee',
			totalCost: 0.0045,
			stages: {
				alex: {
					name: 'alex',
					status: 'success',
					durationMs: 41_000,
					startedAt: STARTED_AT,
					completedAt: '2026-01-01T00:00:41.000Z',
					tokens: { input: 1_000, output: 100, total: 1_100 },
					cost: 0.0045,
					feedback,
					feedbackRating: 4,
				},
				cass: { name: 'cass', status: 'success', durationMs: 49_000 },
			},
			feedback: { alex: feedback },
		});
	});

	test('what is unknown is absent: neither null nor 0', () => {
		expect(buildRunFacts(runOf({ status: 'failed', completedAtMs: STARTED_AT_MS }), toIso)).toStrictEqual({
			slug: 'user-auth',
			status: 'failed',
			startedAt: STARTED_AT,
			completedAt: STARTED_AT,
			totalDurationMs: 0,
			type: 'feature',
			stages: {},
		});
	});

	test('a cost and tokens of zero are known', () => {
		expect(stageFactsOf({ cost: 0n, tokens: { input: 0, output: 0 } })).toMatchObject({
			cost: 0,
			tokens: { input: 0, output: 0, total: 0 },
		});
		expect(factsOf({ stages: [stageOf('alex', { cost: 0n })] }).totalCost).toBe(0);
	});

	test('only executed stages appear', () => {
		const stages = [stageOf('alex'), stageOf('cass', { status: 'skipped' }), stageOf('codey', { status: 'failed' })];
		expect(Object.keys(factsOf({ stages }).stages)).toEqual(['alex', 'codey']);
	});

	test.each([
		[0, undefined],
		[1, undefined],
		[2, 2],
	])('%d attempts are told as %s', (attempts, expected) => {
		expect(stageFactsOf({ attempts })?.attempts).toBe(expected);
	});

	test('withheld feedback leaves no trace, the rating included', () => {
		expect(JSON.stringify(factsOf({ feedbackWithheld: true }))).not.toMatch(/feedback|rating|no index/i);
	});

	test('a failed and a paused run name their stage, a refinement its parent', () => {
		const more = { failedStage: 'codey', pausedAfter: 'cass', type: 'refinement', parentRunId: 'parent' } as const;
		expect(factsOf(more)).toMatchObject(more);
	});
});

describe('figures that no receiver could store', () => {
	test.each([
		[90_000, 90_000],
		[0.4, 0],
		[1.5, 2],
		[-1, 0],
		[2 ** 31 - 1, 2 ** 31 - 1],
		[2 ** 31, LONGEST_DURATION_MS],
		[1e300, LONGEST_DURATION_MS],
		[Number.POSITIVE_INFINITY, LONGEST_DURATION_MS],
	])('a duration of %d ms is told as %d', (durationMs, expected) => {
		expect(stageFactsOf({ durationMs })?.durationMs).toBe(expected);
		expect(factsOf({ completedAtMs: STARTED_AT_MS + durationMs }).totalDurationMs).toBe(
			// Beside the start of a real run a double has no room for parts of milliseconds.
			Math.min(Math.max(0, Math.round(STARTED_AT_MS + durationMs - STARTED_AT_MS)), 2 ** 31 - 1),
		);
	});

	test.each([
		[-1, '1970-01-01T00:00:00.000Z'],
		[0.9, '1970-01-01T00:00:00.000Z'],
		[1e300, '+275760-09-13T00:00:00.000Z'],
		[Number.POSITIVE_INFINITY, '+275760-09-13T00:00:00.000Z'],
		[Number.NEGATIVE_INFINITY, '1970-01-01T00:00:00.000Z'],
	])('a time of %d is told as %s', (ms, expected) => {
		expect(factsOf({ startedAtMs: ms, completedAtMs: ms })).toMatchObject({
			startedAt: expected,
			completedAt: expected,
		});
		expect(stageFactsOf({ startedAtMs: ms, completedAtMs: ms })).toMatchObject({ startedAt: expected });
	});
});

test('no text keeps NUL or half a surrogate pair, wherever it stands', () => {
	const bad = 'a\0b\uD800';
	const stage = stageOf(bad, { feedback: { ...feedback, issues: [bad] } });
	const texts = { slug: bad, featureId: bad, parentRunId: bad, commitHash: bad, failedStage: bad, pausedAfter: bad };
	const built = buildEnvelope(
		{
			run: { ...FINISHED, ...texts, stages: [stage] },
			identity: { gitUser: bad, gitEmail: bad, repoUrl: bad, repoName: bad, host: bad, ci: bad, recorder: bad },
			artifacts: [artifactOf(bad, bad)],
			droppedArtifacts: [bad],
		},
		toIso,
	);
	const good = 'a\uFFFDb\uFFFD';
	const written = JSON.stringify(built.envelope);
	expect(written).not.toMatch(/\\u0000|\\ud800/i);
	// Six of the run; stage key, name and issue, feedback key and issue; seven of the identity; two files.
	expect(written.split(good)).toHaveLength(1 + 6 + 5 + 7 + 2);
	expect([...built.texts]).toEqual([[good, good]]);
});

describe('the envelope', () => {
	test('has what there is and nothing else', () => {
		const { envelope, texts } = buildEnvelope({ run: FINISHED, artifacts: [] }, toIso);
		expect(envelope).toStrictEqual({ runId: RUN_ID, run: factsOf() });
		expect(texts.size).toBe(0);
	});

	test('has identity, artifacts and the names of those left out', () => {
		const artifacts = [artifactOf('FEATURE_SPEC.md', 'Sign in', 3), artifactOf('story-login.md', 'As a user', 2)];
		const parts = { run: FINISHED, identity: IDENTITY, artifacts, droppedArtifacts: ['story-huge.md'] };
		const { envelope, texts } = buildEnvelope(parts, toIso);
		expect(envelope).toMatchObject({
			identity: IDENTITY,
			artifacts: { 'FEATURE_SPEC.md': 'zzz', 'story-login.md': 'zz' },
			droppedArtifacts: ['story-huge.md'],
		});
		expect(Object.fromEntries(texts)).toEqual({ 'FEATURE_SPEC.md': 'Sign in', 'story-login.md': 'As a user' });
		// The texts are for the flat wire; the envelope has each file once.
		expect(JSON.stringify(envelope)).not.toContain('As a user');
	});
});
