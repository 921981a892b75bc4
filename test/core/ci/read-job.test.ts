import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOB_PARTS } from '../../../source/core/ci/job-parts.ts';
import { readCiJob } from '../../../source/core/ci/read-job.ts';
import { CI_SYSTEMS, type CiSystem } from '../../../source/core/ci/systems.ts';
import { CI_JOB_FIELDS } from '../../../source/core/privacy/ci-job-fields.ts';
import { CI_SURROUNDINGS, CI_TOKENS } from '../../support/ci-surroundings.ts';
import { oddText, SEEDED } from '../property.ts';

/** Variables that the table names. */
const namedBy = (system: CiSystem): readonly string[] => [
	...JSON.stringify(JOB_PARTS[system])
		.matchAll(/\{(\w+)\}/g)
		.map(([, name = '']) => name),
];

describe.each(CI_SYSTEMS)('a job of $name', ({ name }) => {
	const { variables, job } = CI_SURROUNDINGS[name] ?? { variables: {}, job: undefined };

	test('is told as its system describes it', () => {
		expect(readCiJob(name, variables)).toEqual(job);
	});

	test('is not told where its variables are empty', () => {
		expect(readCiJob(name, Object.fromEntries(namedBy(name).map((variable) => [variable, ' '])))).toBeUndefined();
		expect(readCiJob(name, {})).toBeUndefined();
	});

	test('is told without control sequences, in bounded lines, whatever the variables hold', () => {
		const hostile = fc.oneof(
			oddText,
			fc.constantFrom('x'.repeat(10_000), '\u001B[2J\u001B]0;title\u0007evil', 'two\nlines\r\n::error::', '\u202Eback'),
			fc.constantFrom('https://user:password@host/a/b', 'javascript:alert(1)', '-1', '0', '1e3', '99999', 'NaN'),
		);
		const everything = fc.record(Object.fromEntries(namedBy(name).map((variable) => [variable, hostile])));
		fc.assert(
			fc.property(everything, (surroundings) => {
				for (const [part, value] of Object.entries(readCiJob(name, surroundings) ?? {})) {
					expect(Object.keys(CI_JOB_FIELDS.fields)).toContain(part);
					if (part === 'attempt') expect(value).toSatisfy(Number.isInteger);
					else expect(value).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]{1,2000}$/u);
					expect(String(value)).not.toContain('password');
				}
			}),
			SEEDED,
		);
	});

	test('names no variable that holds a token', () => {
		expect(namedBy(name).filter((variable) => /token|secret|password|cookie|key$/i.test(variable))).toEqual([
			...(name === 'buildkite' ? ['BUILDKITE_STEP_KEY'] : []),
		]);
		expect(namedBy(name)).not.toEqual(expect.arrayContaining([expect.toBeOneOf([...CI_TOKENS])]));
	});
});

const told = (system: CiSystem, more: Readonly<Record<string, string>>) =>
	readCiJob(system, { ...CI_SURROUNDINGS[system]?.variables, ...more });

describe('of a pull request', () => {
	test.each([
		[
			'github',
			{ GITHUB_REF: 'refs/pull/12/merge', GITHUB_REF_NAME: '12/merge', GITHUB_HEAD_REF: 'fix/a' },
			{ branch: 'fix/a', pullRequest: '12' },
		],
		[
			'gitlab',
			{ CI_COMMIT_BRANCH: '', CI_MERGE_REQUEST_IID: '12', CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'fix/a' },
			{ branch: 'fix/a', pullRequest: '12' },
		],
		[
			'jenkins',
			{ BRANCH_NAME: 'PR-12', CHANGE_ID: '12', CHANGE_BRANCH: 'fix/a' },
			{ branch: 'fix/a', pullRequest: '12' },
		],
		[
			'azure',
			{
				BUILD_SOURCEBRANCH: 'refs/pull/12/merge',
				SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/fix/a',
				SYSTEM_PULLREQUEST_PULLREQUESTID: '12',
			},
			{ branch: 'fix/a', pullRequest: '12' },
		],
		['circleci', { CIRCLE_PULL_REQUEST: 'https://git.example.com/acme/notes/pull/12' }, { pullRequest: '12' }],
		['buildkite', { BUILDKITE_PULL_REQUEST: '12' }, { pullRequest: '12' }],
		['bitbucket', { BITBUCKET_PR_ID: '12' }, { pullRequest: '12' }],
	] as const)('%s', (system, more, parts) => {
		expect(told(system, more)).toMatchObject(parts);
	});
});

describe('a part that is not what it should be is left out', () => {
	test.each([
		['github', { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' }, 'branch'],
		['github', { GITHUB_RUN_ATTEMPT: '0' }, 'attempt'],
		['github', { GITHUB_RUN_ATTEMPT: '1.5' }, 'attempt'],
		['github', { GITHUB_SHA: 'HEAD' }, 'commit'],
		['github', { GITHUB_RUN_ID: '1 2' }, 'runId'],
		['github', { GITHUB_SERVER_URL: 'file:///srv' }, 'runUrl'],
		['buildkite', { BUILDKITE_COMMIT: 'HEAD' }, 'commit'],
		['jenkins', { BUILD_URL: 'javascript:alert(1)' }, 'runUrl'],
		['jenkins', { GIT_URL: 'notes' }, 'repository'],
		['azure', { BUILD_SOURCEBRANCH: 'refs/tags/v1' }, 'branch'],
	] as const)('%s, %j: %s', (system, more, part) => {
		expect(told(system, more)).not.toHaveProperty(part);
	});
});

test.each([
	['https://ada:pass@git.example.com/acme/notes.git', 'acme/notes'],
	['ssh://git@git.example.com/acme/notes', 'acme/notes'],
	['git@git.example.com:acme/notes.git', 'acme/notes'],
])('the repository of %s', (remote, repository) => {
	expect(told('jenkins', { GIT_URL: remote })).toMatchObject({ repository });
});

test('who may open the page of a run stays out of its address', () => {
	expect(told('jenkins', { BUILD_URL: 'https://ada:pass@jenkins.example.com/job/a%20b/1/' })).toMatchObject({
		runUrl: 'https://jenkins.example.com/job/a%20b/1/',
	});
});

test('Buildkite counts retries, not attempts', () => {
	expect(told('buildkite', { BUILDKITE_RETRY_COUNT: '2' })).toMatchObject({ attempt: 3 });
});
