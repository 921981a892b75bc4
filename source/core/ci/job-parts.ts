import type { CiJob } from './job.ts';
import type { CiSystem } from './systems.ts';

/**
 * Where a part stands: a text with `{VARIABLE}` in it, which says nothing unless all of its variables are set, and what
 * of that text is meant, its first group.
 */
export type PartSource = string | readonly [template: string, pattern: RegExp];

export type CiPart = keyof CiJob;

/** The first source that says something holds. */
export type JobParts = { readonly [Part in CiPart]?: readonly PartSource[] };

/** `owner/name` of a remote URL, which may begin with a password. */
const REPOSITORY_PATH = /[:/]([^:/@?#]{1,200}\/[^:/@?#]{1,200}?)(?:\.git)?\/?$/;
const BRANCH_REF = /^refs\/heads\/(.+)$/;
const NUMBER = /^(\d+)$/;

/** What each system says of a job. No variable that holds a token is named here. */
export const JOB_PARTS: Readonly<Record<CiSystem, JobParts>> = {
	github: {
		repository: ['{GITHUB_REPOSITORY}'],
		workflow: ['{GITHUB_WORKFLOW}'],
		job: ['{GITHUB_JOB}'],
		attempt: ['{GITHUB_RUN_ATTEMPT}'],
		runId: ['{GITHUB_RUN_ID}'],
		runUrl: ['{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}'],
		// Of a pull request GITHUB_REF_NAME is `12/merge`, of a tag its name.
		branch: ['{GITHUB_HEAD_REF}', ['{GITHUB_REF_TYPE}/{GITHUB_REF_NAME}', /^branch\/((?!\d+\/merge$).+)$/]],
		pullRequest: [['{GITHUB_REF}', /^refs\/pull\/(\d+)\//]],
		commit: ['{GITHUB_SHA}'],
		actor: ['{GITHUB_ACTOR}'],
	},
	gitlab: {
		repository: ['{CI_PROJECT_PATH}'],
		workflow: ['{CI_PIPELINE_NAME}', '{CI_PIPELINE_SOURCE}'],
		job: ['{CI_JOB_NAME}'],
		runId: ['{CI_PIPELINE_ID}'],
		jobId: ['{CI_JOB_ID}'],
		runUrl: ['{CI_JOB_URL}', '{CI_PIPELINE_URL}'],
		branch: ['{CI_MERGE_REQUEST_SOURCE_BRANCH_NAME}', '{CI_COMMIT_BRANCH}'],
		pullRequest: ['{CI_MERGE_REQUEST_IID}'],
		commit: ['{CI_COMMIT_SHA}'],
		actor: ['{GITLAB_USER_LOGIN}'],
	},
	jenkins: {
		repository: [['{GIT_URL}', REPOSITORY_PATH]],
		workflow: ['{JOB_NAME}'],
		job: ['{STAGE_NAME}'],
		runId: ['{BUILD_NUMBER}'],
		runUrl: ['{BUILD_URL}'],
		branch: ['{CHANGE_BRANCH}', '{BRANCH_NAME}', ['{GIT_BRANCH}', /^(?:origin\/)?(.+)$/]],
		pullRequest: ['{CHANGE_ID}'],
		commit: ['{GIT_COMMIT}'],
		actor: ['{BUILD_USER_ID}', '{CHANGE_AUTHOR}'],
	},
	azure: {
		repository: ['{BUILD_REPOSITORY_NAME}'],
		workflow: ['{BUILD_DEFINITIONNAME}'],
		job: ['{SYSTEM_JOBNAME}', '{AGENT_JOBNAME}'],
		attempt: ['{SYSTEM_JOBATTEMPT}'],
		runId: ['{BUILD_BUILDID}'],
		runUrl: ['{SYSTEM_COLLECTIONURI}{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}'],
		branch: [
			['{SYSTEM_PULLREQUEST_SOURCEBRANCH}', /^(?:refs\/heads\/)?(.+)$/],
			['{BUILD_SOURCEBRANCH}', BRANCH_REF],
		],
		pullRequest: ['{SYSTEM_PULLREQUEST_PULLREQUESTNUMBER}', '{SYSTEM_PULLREQUEST_PULLREQUESTID}'],
		commit: ['{BUILD_SOURCEVERSION}'],
		actor: ['{BUILD_REQUESTEDFOR}'],
	},
	circleci: {
		repository: ['{CIRCLE_PROJECT_USERNAME}/{CIRCLE_PROJECT_REPONAME}'],
		job: ['{CIRCLE_JOB}'],
		runId: ['{CIRCLE_WORKFLOW_ID}'],
		jobId: ['{CIRCLE_BUILD_NUM}'],
		runUrl: ['{CIRCLE_BUILD_URL}'],
		branch: ['{CIRCLE_BRANCH}'],
		pullRequest: ['{CIRCLE_PR_NUMBER}', ['{CIRCLE_PULL_REQUEST}', /\/(\d+)$/]],
		commit: ['{CIRCLE_SHA1}'],
		actor: ['{CIRCLE_USERNAME}'],
	},
	buildkite: {
		repository: [['{BUILDKITE_REPO}', REPOSITORY_PATH]],
		workflow: ['{BUILDKITE_PIPELINE_SLUG}'],
		job: ['{BUILDKITE_STEP_KEY}', '{BUILDKITE_LABEL}'],
		attempt: ['{BUILDKITE_RETRY_COUNT}'],
		runId: ['{BUILDKITE_BUILD_NUMBER}'],
		jobId: ['{BUILDKITE_JOB_ID}'],
		runUrl: ['{BUILDKITE_BUILD_URL}'],
		branch: ['{BUILDKITE_BRANCH}'],
		// It says `false` where there is none.
		pullRequest: [['{BUILDKITE_PULL_REQUEST}', NUMBER]],
		commit: ['{BUILDKITE_COMMIT}'],
		actor: ['{BUILDKITE_BUILD_CREATOR}'],
	},
	bitbucket: {
		repository: ['{BITBUCKET_REPO_FULL_NAME}'],
		attempt: ['{BITBUCKET_STEP_RUN_NUMBER}'],
		runId: ['{BITBUCKET_BUILD_NUMBER}'],
		jobId: ['{BITBUCKET_STEP_UUID}'],
		runUrl: ['{BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/{BITBUCKET_BUILD_NUMBER}'],
		branch: ['{BITBUCKET_BRANCH}'],
		pullRequest: ['{BITBUCKET_PR_ID}'],
		commit: ['{BITBUCKET_COMMIT}'],
		actor: ['{BITBUCKET_STEP_TRIGGERER_UUID}'],
	},
	teamcity: {
		workflow: ['{TEAMCITY_PROJECT_NAME}'],
		job: ['{TEAMCITY_BUILDCONF_NAME}'],
		runId: ['{BUILD_NUMBER}'],
		runUrl: ['{BUILD_URL}'],
		commit: ['{BUILD_VCS_NUMBER}'],
	},
	ci: {},
};

/** Systems that count retries, not attempts. */
export const COUNTS_RETRIES: ReadonlySet<CiSystem> = new Set(['buildkite']);
