/**
 * CI systems, each with a variable that is set in all of its jobs and nowhere else. In the order in which they are looked
 * for: `CI` alone is the last resort. What else they say of a job is in `job-parts.ts`, which hot commands do not load.
 */
export const CI_SYSTEMS = [
	{ name: 'github', sign: 'GITHUB_ACTIONS' },
	{ name: 'gitlab', sign: 'GITLAB_CI' },
	{ name: 'jenkins', sign: 'JENKINS_URL' },
	{ name: 'azure', sign: 'TF_BUILD' },
	{ name: 'circleci', sign: 'CIRCLECI' },
	{ name: 'buildkite', sign: 'BUILDKITE' },
	{ name: 'bitbucket', sign: 'BITBUCKET_BUILD_NUMBER' },
	{ name: 'teamcity', sign: 'TEAMCITY_VERSION' },
	{ name: 'ci', sign: 'CI' },
] as const;

export type CiSystem = (typeof CI_SYSTEMS)[number]['name'];
