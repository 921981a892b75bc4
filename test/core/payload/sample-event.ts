import type { FailureCount } from '../../../source/core/metrics/snapshot.ts';
import { type Artifact, buildEnvelope, type Envelope, type Identity } from '../../../source/core/payload/envelope.ts';
import type { FlatTexts } from '../../../source/core/payload/flat.ts';
import type { Audience } from '../../../source/core/privacy/audience.ts';
import { type Projected, project } from '../../../source/core/privacy/project.ts';
import type { Run } from '../../../source/core/run.ts';
import { runOf, STARTED_AT_MS, stageOf, toIso } from '../sample-run.ts';

export const IDENTITY: Identity = {
	gitUser: 'Ada',
	gitEmail: 'ada@example.com',
	repoUrl: 'https://example.com/team/app.git',
	repoName: 'app',
	host: 'builder',
	recorder: 'murmur8-cli/0.0.0',
};

export function artifactOf(name: string, text: string, compressedLength = text.length): Artifact {
	return { name, text, gzipBase64: 'z'.repeat(compressedLength) };
}

export const FINISHED: Run = runOf({
	status: 'success',
	completedAtMs: STARTED_AT_MS + 90_000,
	featureId: '0b8f5f0e-6a39-4a9e-8f0e-0d6a53a5a1c2',
	commitHash: 'c0ffee',
	stages: [
		stageOf('alex', {
			durationMs: 41_000,
			startedAtMs: STARTED_AT_MS,
			completedAtMs: STARTED_AT_MS + 41_000,
			tokens: { input: 1_000, output: 100 },
			cost: 4_500_000_000n,
			feedback: { rating: 4, issues: ['no index'], recommendation: 'proceed' },
		}),
		stageOf('cass', { durationMs: 49_000 }),
	],
});

export interface SampleEvent {
	readonly projected: Projected<Envelope>;
	readonly texts: FlatTexts;
}

/** An event as the lifecycle builds it, projected. */
export function eventOf(
	run: Run,
	{
		audience = 'user-only' as Audience,
		identity = undefined as Identity | undefined,
		artifacts = [] as Artifact[],
		failures = [] as readonly FailureCount[],
	} = {},
): SampleEvent {
	const { envelope, texts } = buildEnvelope({ run, failures, identity, artifacts }, toIso);
	const projected = project(envelope, audience);
	if (!projected) throw new Error(`nothing is left of the event under ${audience}`);
	return { projected, texts };
}
