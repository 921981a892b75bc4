import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorkplace } from '../../source/adapters/job-workplace.ts';
import { createGit } from '../support/git.ts';
import { temporaryFolder } from '../support/sandbox.ts';

function repository(branch: string, defaultBranch?: string): string {
	const top = createGit().init(realpathSync(temporaryFolder()), 'top', `--initial-branch=${branch}`);
	if (defaultBranch !== undefined) {
		const folder = join(top, '.git', 'refs', 'remotes', 'origin');
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'HEAD'), `ref: refs/remotes/origin/${defaultBranch}\n`);
	}
	return top;
}

describe('the main branch', () => {
	test.each([
		['main', undefined, {}, true],
		['master', undefined, {}, true],
		['topic', undefined, {}, false],
		['main', 'develop', {}, false],
		['develop', 'develop', {}, true],
		// CI checks a commit out, no branch.
		['topic', undefined, { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main' }, true],
		['main', undefined, { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'topic' }, false],
		[
			'topic',
			undefined,
			{ GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: 'x' },
			false,
		],
		['topic', undefined, { GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'main' }, false],
		['x', undefined, { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'trunk', CI_DEFAULT_BRANCH: 'trunk' }, true],
		['x', undefined, { GITLAB_CI: 'true', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'trunk' }, false],
		['x', undefined, { JENKINS_URL: 'https://jenkins.example.com/', BRANCH_NAME: 'main' }, true],
		// Whatever a variable of this name is for outside of CI.
		['x', undefined, { BRANCH_NAME: 'main' }, false],
		['x', undefined, { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/topic/main' }, false],
		// What it is called where it came from.
		['main', undefined, { GITHUB_ACTIONS: 'true', GITHUB_REF: 'refs/pull/1/merge', GITHUB_HEAD_REF: 'main' }, false],
	] as const)('%s, default %s, %j: %s', (branch, defaultBranch, environment, isMain) => {
		expect(readWorkplace(repository(branch, defaultBranch), environment).isMain).toBe(isMain);
	});

	test('is none without a repository', () => {
		expect(readWorkplace(realpathSync(temporaryFolder()), {})).toEqual({ jobId: undefined, isMain: false });
	});
});

test.each([
	[{ GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '1234567' }, '1234567'],
	[{ GITLAB_CI: 'true', CI_JOB_ID: '7', CI_PIPELINE_ID: '9' }, '7'],
	[{ GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: 'ada@example.com' }, undefined],
	[{ JENKINS_URL: 'https://jenkins.example.com/', BUILD_NUMBER: '' }, undefined],
	[{ BUILD_NUMBER: '9' }, undefined],
	[{}, undefined],
])('the id of a job is a plain number: %j', (environment, jobId) => {
	expect(readWorkplace(realpathSync(temporaryFolder()), environment).jobId).toBe(jobId);
});
