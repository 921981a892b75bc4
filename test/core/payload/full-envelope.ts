import type { CiJob } from '../../../source/core/ci/job.ts';
import type { FailureCount } from '../../../source/core/metrics/snapshot.ts';
import { buildEnvelope, type Envelope, type Identity } from '../../../source/core/payload/envelope.ts';
import type { Run, Stage } from '../../../source/core/run.ts';
import { STARTED_AT_MS, toIso } from '../sample-run.ts';
import { artifactOf } from './sample-event.ts';

/** `Required` sees to it that what is added to these types is added here. */
const CI_JOB: Required<CiJob> = {
	repository: 'team/app',
	workflow: 'Pipeline',
	job: 'feature',
	attempt: 2,
	runId: '1658821493',
	jobId: '50123',
	runUrl: 'https://github.example.com/team/app/actions/runs/1658821493',
	branch: 'topic',
	pullRequest: '12',
	commit: '0f1e2d3c4b5a69788796a5b4c3d2e1f001122334',
	actor: 'ada',
};

const IDENTITY: Required<Identity> = {
	gitUser: 'Ada',
	gitEmail: 'ada@example.com',
	repoUrl: 'https://example.com/team/app.git',
	repoName: 'app',
	host: 'builder',
	ci: 'github',
	ciJob: CI_JOB,
	recorder: 'murmur8-cli/0.0.0',
};

const STAGE: Required<Stage> = {
	name: 'alex',
	status: 'failed',
	startedAtMs: STARTED_AT_MS,
	completedAtMs: STARTED_AT_MS + 41_000,
	durationMs: 41_000,
	attempts: 2,
	attemptStartedAtMs: STARTED_AT_MS + 20_000,
	tokens: { input: 1_000, output: 100 },
	cost: 4_500_000_000n,
	feedback: { rating: 4, issues: ['no index'], recommendation: 'proceed' },
};

const RUN: Required<Run> = {
	runId: '6f1c3a52-7a0e-4c55-9d1b-2f6f1d1f9a01',
	slug: 'user-auth',
	type: 'refinement',
	status: 'failed',
	startedAtMs: STARTED_AT_MS,
	completedAtMs: STARTED_AT_MS + 90_000,
	featureId: '0b8f5f0e-6a39-4a9e-8f0e-0d6a53a5a1c2',
	parentRunId: '3b8f5f0e-6a39-4a9e-8f0e-0d6a53a5a1c3',
	commitHash: 'c0ffee',
	failedStage: 'alex',
	pausedAfter: 'alex',
	feedbackWithheld: false,
	stages: [STAGE],
};

const FAILURE: FailureCount = {
	fingerprint: `sha256-${'a'.repeat(64)}`,
	stage: 'alex',
	severity: 'warning',
	count: 3,
};

/** An event with everything in it that an event can hold. */
export function fullEnvelope(): Envelope {
	const artifacts = [artifactOf('FEATURE_SPEC.md', 'spec')];
	const parts = {
		run: RUN,
		failures: [FAILURE],
		identity: IDENTITY,
		artifacts,
		droppedArtifacts: ['story-login.md'],
	};
	return buildEnvelope(parts, toIso).envelope;
}
