import type { CiJob } from '../ci/job.ts';
import type { FieldGroup } from './field.ts';

const operatorText = (meaning: string) => ({ class: 'operator', type: 'string', meaning }) as const;

/** Where a run was recorded, as its CI system tells it: the place and the person, so operator data. */
export const CI_JOB_FIELDS: FieldGroup<CiJob> = {
	fields: {
		repository: operatorText('repository that the job is of, as the CI system names it'),
		workflow: operatorText('name of the workflow or pipeline'),
		job: operatorText('name of the job'),
		attempt: { class: 'operator', type: 'integer', meaning: 'which attempt it is, 1 for the first' },
		runId: operatorText('id of the run of the workflow'),
		jobId: operatorText('id of the job'),
		runUrl: operatorText('page of the run, without credentials'),
		branch: operatorText('branch that it is for'),
		pullRequest: operatorText('number of the pull or merge request that it is for'),
		commit: operatorText('commit that it is for'),
		actor: operatorText('who started it'),
	},
};
