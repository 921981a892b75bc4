import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Artifact, Identity } from '../../../source/core/payload/envelope.ts';
import { renderWireBody } from '../../../source/core/payload/wire.ts';
import type { Run, Stage } from '../../../source/core/run.ts';
import { oddName, oddText, SEEDED } from '../property.ts';
import { eventOf } from './sample-event.ts';

type Body = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Body =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the portal refuses with 422: contracts.md section 3, read anew. */
function refused(body: unknown): readonly string[] {
	if (!isObject(body)) return ['body'];
	const isName = (value: unknown) => value === undefined || value === null || (isText(value) && value.trim() !== '');
	const { slug, status, startedAt, completedAt, totalDurationMs: ms, stages, type, featureSpec, stories } = body;
	const isStory = (story: unknown) => isObject(story) && isText(story['title']) && isText(story['content']);
	const verdicts: Readonly<Record<string, boolean>> = {
		slug: isText(slug) && slug.trim() !== '',
		status: status === 'success' || status === 'failed' || status === 'paused',
		startedAt: isText(startedAt),
		completedAt: isText(completedAt),
		totalDurationMs: typeof ms === 'number' && Number.isInteger(ms) && ms >= 0,
		stages: isObject(stages),
		type: !('type' in body) || type === 'feature' || type === 'refinement',
		gitHubUser: isName(body['gitHubUser']),
		repoName: isName(body['repoName']),
		featureSpec: featureSpec === undefined || isText(featureSpec),
		stories: stories === undefined || (Array.isArray(stories) && stories.every(isStory)),
	};
	return Object.keys(verdicts).filter((field) => !verdicts[field]);
}

/** What its database throws at, which it answers with 500. */
function broken(body: Body, issuedIds: readonly string[]): readonly string[] {
	const isStorable = (value: unknown): boolean => {
		if (isText(value)) return value.isWellFormed() && !value.includes('\0');
		if (typeof value !== 'object' || value === null) return true;
		return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
	};
	const isAbsentOr = (holds: (value: unknown) => boolean) => (value: unknown) => value === undefined || holds(value);
	const verdicts: Readonly<Record<string, boolean>> = {
		startedAt: !Number.isNaN(Date.parse(String(body['startedAt']))),
		completedAt: !Number.isNaN(Date.parse(String(body['completedAt']))),
		totalDurationMs: Number(body['totalDurationMs']) < 2 ** 31,
		text: isStorable(body),
		commitHash: isAbsentOr(isText)(body['commitHash']),
		failedStage: isAbsentOr(isText)(body['failedStage']),
		parentRunId: isAbsentOr((id) => isText(id) && issuedIds.includes(id))(body['parentRunId']),
		totalCost: isAbsentOr((cost) => typeof cost === 'number')(body['totalCost']),
	};
	return Object.keys(verdicts).filter((field) => !verdicts[field]);
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const oddNumber = fc.oneof(
	fc.integer(),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, 1e308),
);
const statuses = ['success', 'failed', 'paused', 'aborted'] as const;

const stage: fc.Arbitrary<Stage> = fc.record({
	name: oddName,
	status: fc.constantFrom(...statuses, 'running', 'skipped'),
	durationMs: oddNumber,
	attempts: fc.nat(5),
	startedAtMs: maybe(oddNumber),
	completedAtMs: maybe(oddNumber),
	tokens: maybe(fc.record({ input: fc.maxSafeNat(), output: fc.maxSafeNat() })),
	cost: maybe(fc.bigInt({ min: 0n, max: 10n ** 40n })),
	feedback: maybe(
		fc.record({
			rating: fc.integer({ min: 1, max: 5 }),
			issues: fc.array(oddText, { maxLength: 3 }),
			recommendation: fc.constantFrom('proceed', 'pause', 'revise'),
		}),
	),
});

const run: fc.Arbitrary<Run> = fc.record({
	runId: fc.uuid({ version: 4 }),
	slug: oddName,
	type: fc.constantFrom('feature', 'refinement'),
	status: fc.constantFrom(...statuses, 'running'),
	startedAtMs: oddNumber,
	completedAtMs: maybe(oddNumber),
	featureId: maybe(oddText),
	parentRunId: maybe(oddText),
	commitHash: maybe(oddText),
	failedStage: maybe(oddText),
	pausedAfter: maybe(oddText),
	feedbackWithheld: fc.boolean(),
	stages: fc.array(stage, { maxLength: 5 }),
});

const identity: fc.Arbitrary<Identity> = fc.record(
	{
		gitUser: oddText,
		gitEmail: oddText,
		repoUrl: oddText,
		repoName: oddText,
		host: oddText,
		ci: oddText,
		recorder: oddText,
	},
	{ requiredKeys: ['recorder'] },
);
const artifact: fc.Arbitrary<Artifact> = fc.record({
	name: fc.oneof(
		fc.constant('FEATURE_SPEC.md'),
		oddName.map((name) => `story-${name}.md`),
		oddName,
	),
	gzipBase64: fc.base64String({ maxLength: 40 }),
	text: oddText,
});
const surroundings = fc.record({
	audience: fc.constantFrom('user-only' as const, 'on' as const),
	identity: maybe(identity),
	artifacts: fc.array(artifact, { maxLength: 4 }),
});
const ISSUED = 'run_1';

/** Unicode that a database takes; the names of two stages may become one by it. */
const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\uFFFD');

test('no run makes the portal answer 422 or 500', () => {
	fc.assert(
		fc.property(
			run,
			surroundings,
			maybe(fc.constant(ISSUED)),
			fc.integer({ min: 1_024, max: 20_000 }),
			(ran, around, remoteParentId, maxBytes) => {
				const { projected, texts } = eventOf(ran, around);
				const rendering = renderWireBody(projected, { wire: 'flat', maxBytes, texts, remoteParentId });
				if (rendering.kind === 'unsendable') {
					expect(ran.slug.trim() === '' || / is over the limit of /.test(rendering.reason), rendering.reason).toBe(
						true,
					);
					return;
				}
				expect(rendering.body.length).toBeLessThanOrEqual(maxBytes);
				const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rendering.body));
				expect(refused(body)).toEqual([]);
				expect(broken(body, [ISSUED])).toEqual([]);
				const executed = ran.stages.filter(({ status }) => status !== 'skipped').map(({ name }) => storable(name));
				expect(Object.keys(body.stages).sort()).toEqual([...new Set(executed)].sort());
			},
		),
		{ ...SEEDED, numRuns: 1_000 },
	);
});

test('the check itself finds what it should', () => {
	expect(refused({ type: null, gitHubUser: ' ', stories: [{}] })).toHaveLength(9);
	expect(
		broken({ startedAt: 'x', completedAt: 'x', totalDurationMs: 2 ** 31, parentRunId: 'unknown' }, []),
	).toHaveLength(4);
	expect(
		broken({ startedAt: '2026', completedAt: '2026', totalDurationMs: 0, stages: { '\0': '\uD800' } }, []),
	).toEqual(['text']);
});
