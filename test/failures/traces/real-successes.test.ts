import { expect, test } from 'vitest';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { hasTool, runProject } from '../../support/traces/failing-run.ts';
import { PASSING_RUNS } from '../../support/traces/passing-runs.ts';

const areRequired = process.env['REQUIRE_TOOLS'] === '1';

/** A build tool that starts on a busy machine takes its time. */
const PATIENT = { timeout: 240_000 };

for (const run of PASSING_RUNS) {
	const isMissing = !areRequired && run.tool !== undefined && !hasTool(run.tool);
	test.skipIf(isMissing)(`${run.name}: nothing failed, no trace`, PATIENT, () => {
		const { log, status } = runProject(run);
		expect(status, log).toBe(0);
		expect(log.length).toBeGreaterThan(2);
		expect(extractTraces(log), log).toEqual([]);
	});
}
