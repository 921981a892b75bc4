import { describe, expect, test } from 'vitest';
import { runCiJob, runCiJobs } from '../support/ci-job.ts';
import { startPortal } from '../support/portal.ts';
import { RUNTIMES } from '../support/runtimes.ts';

describe.each(RUNTIMES)('jobs of a hosted runner on $name', (runtime) => {
	test('what a job records is delivered before everything it left is killed, once', async () => {
		const portal = await startPortal();
		portal.delayMs = 300;
		// The longest wait there is: this is about what is delivered; how fast is the bench's (bench/ci.ts).
		const env = {
			MURMUR8_TELEMETRY_URL: portal.url,
			MURMUR8_TELEMETRY_KEY: portal.key,
			MURMUR8_TELEMETRY_CI_WAIT_MS: '10000',
		};
		const results = await runCiJobs(12, 4, (index) => runCiJob(runtime.command, `job-${index}`, env));
		expect(results.map(({ exitCode }) => exitCode)).toEqual(Array(12).fill(0));
		const slugs = portal.accepted().map(({ body }) => body.slug as string);
		expect(slugs.toSorted()).toEqual(Array.from({ length: 12 }, (_, index) => `job-${index}`).toSorted());
	});
});
