import { describe, expect, test } from 'vitest';
import type { Artifact, Identity } from '../../../source/core/payload/envelope.ts';
import { toFlat } from '../../../source/core/payload/flat.ts';
import type { Audience } from '../../../source/core/privacy/audience.ts';
import type { Run } from '../../../source/core/run.ts';
import { RUN_ID } from '../sample-run.ts';
import { artifactOf, eventOf, FINISHED, IDENTITY } from './sample-event.ts';

interface Options {
	readonly audience?: Audience;
	readonly identity?: Identity;
	readonly artifacts?: Artifact[];
	readonly remoteParentId?: string;
}

/** The body as a receiver reads it. */
function flatOf(run: Run, { remoteParentId, ...event }: Options = {}): Record<string, unknown> {
	const { projected, texts } = eventOf(run, event);
	return JSON.parse(JSON.stringify(toFlat(projected, texts, remoteParentId)));
}

const FILES = [
	artifactOf('FEATURE_SPEC.md', 'Sign in', 3),
	artifactOf('story-login.md', 'As a user', 2),
	artifactOf('story-story-x.md.md', '', 1),
];

test('the keys of the run stand at the top, under the names that receivers read', () => {
	const { projected } = eventOf(FINISHED, { audience: 'on' });
	expect(flatOf(FINISHED, { audience: 'on' })).toStrictEqual({
		runId: RUN_ID,
		...JSON.parse(JSON.stringify(projected.value.run)),
		featureSlug: 'user-auth',
		durationMs: 90_000,
	});
});

test.each([
	['success', 'success'],
	['failed', 'failed'],
	['paused', 'paused'],
	['aborted', 'failed'],
	['running', 'failed'],
] as const)('status %s is told as %s', (status, expected) => {
	expect(flatOf({ ...FINISHED, status })).toMatchObject({ status: expected });
});

test('a run without stages has an empty object of them', () => {
	expect(flatOf({ ...FINISHED, stages: [] })['stages']).toEqual({});
});

describe('parentRunId', () => {
	const refinement: Run = { ...FINISHED, type: 'refinement', parentRunId: RUN_ID };
	test.each<[string, Run, string | undefined, string | undefined]>([
		['the id that the endpoint gave', refinement, 'run_1', 'run_1'],
		['absent without one: ours would be answered with 500', refinement, undefined, undefined],
		['absent where there is no parent', FINISHED, 'run_1', undefined],
	])('%s', (_what, run, remoteParentId, expected) => {
		const body = flatOf(run, remoteParentId === undefined ? {} : { remoteParentId });
		expect(body['parentRunId']).toBe(expected);
		expect('parentRunId' in body).toBe(expected !== undefined);
	});
});

describe('artifacts', () => {
	test('are shown as texts, the spec and each story by its title', () => {
		expect(flatOf(FINISHED, { artifacts: FILES })).toMatchObject({
			artifacts: { 'FEATURE_SPEC.md': 'zzz', 'story-login.md': 'zz' },
			featureSpec: 'Sign in',
			stories: [
				{ title: 'login', content: 'As a user' },
				{ title: 'story-x.md', content: '' },
			],
		});
	});

	test('an empty spec is a spec', () => {
		expect(flatOf(FINISHED, { artifacts: [artifactOf('FEATURE_SPEC.md', '')] })['featureSpec']).toBe('');
	});

	test('without artifacts there is no trace of them', () => {
		expect(Object.keys(flatOf(FINISHED)).filter((key) => /spec|stor|artifact/i.test(key))).toEqual([]);
	});

	test('a text whose artifact was not projected is not shown', () => {
		const { projected } = eventOf(FINISHED);
		const body = toFlat(projected, new Map(FILES.map(({ name, text }) => [name, text])), undefined);
		expect(JSON.stringify(body)).not.toMatch(/Sign in|As a user/);
	});
});

describe('identity', () => {
	test.each<
		[string, { readonly [Key in keyof Identity]?: string | undefined }, string | undefined, string | undefined]
	>([
		['user and repository', {}, 'Ada', 'app'],
		['the e-mail where there is no user', { gitUser: undefined }, 'ada@example.com', 'app'],
		['the e-mail where the user is blank', { gitUser: ' ' }, 'ada@example.com', 'app'],
		['blank ones are left out, or the whole event would be refused', { gitUser: '', gitEmail: ' ' }, undefined, 'app'],
		['a blank repository', { repoName: '\t' }, 'Ada', undefined],
	])('%s', (_what, changes, gitHubUser, repoName) => {
		const identity = JSON.parse(JSON.stringify({ ...IDENTITY, ...changes }));
		const body = flatOf(FINISHED, { audience: 'on', identity });
		expect([body['gitHubUser'], body['repoName']]).toEqual([gitHubUser, repoName]);
	});

	test('stays home under user-only', () => {
		const written = JSON.stringify(flatOf(FINISHED, { identity: IDENTITY }));
		expect(written).not.toMatch(/gitHubUser|repoName|identity|Ada|builder|c0ffee/);
	});
});
