import type { CiJob } from '../core/ci/job.ts';
import { detectCi, type Environment } from './environment.ts';

/** What the CI system says of this job. Its table is loaded where there is one, and nowhere else. */
export async function loadCiJob(environment: Environment): Promise<CiJob | undefined> {
	const system = detectCi(environment);
	if (system === undefined) return undefined;
	const { readCiJob } = await import('../core/ci/read-job.ts');
	return readCiJob(system, environment);
}
