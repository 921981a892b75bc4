import { expect, test } from 'vitest';
import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import { rankGroups } from '../../../source/failures/groups/group.ts';
import { rollUp } from '../../../source/failures/groups/rollup.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { occurrencesOf } from '../../support/traces/occurrences.ts';
import { FAILING_RUNS, hasTool, runFailing } from '../../support/traces/runs.ts';

const tools = new Map(FAILING_RUNS.flatMap(({ tool }) => (tool ? [[tool.join(' '), tool] as const] : [])));
const missing = new Set([...tools].filter(([, tool]) => !hasTool(tool)).map(([name]) => name));
/** No package of the project brings them, and nothing installs them: where all else must run, they are left out. */
const areRequired = process.env['REQUIRE_TOOLS'] === '1';

for (const run of FAILING_RUNS) {
	const isMissing = run.tool !== undefined && missing.has(run.tool.join(' '));
	if (isMissing && areRequired) continue;
	test.skipIf(isMissing)(`${run.name}: each failure is named, grouped once, its call found`, () => {
		const { log, status } = runFailing(run);
		expect(status, log).not.toBe(0);
		const found = extractTraces(log).map((trace) => {
			const { className, frames } = canonicalTrace(trace);
			return { ...(trace.test === undefined ? {} : { test: trace.test }), className, at: frames[0] };
		});
		const order = (failures: readonly object[]) => failures.map((failure) => JSON.stringify(failure)).toSorted();
		expect(order(found), log).toEqual(order(run.failures));
		const groups = rankGroups(rollUp(occurrencesOf(log)), 0);
		expect(groups.map(({ count }) => count)).toEqual(run.failures.map(() => 1));
	});
}
