import { describe, expect, test } from 'vitest';
import { canonicalTrace } from '../../../source/failures/canonical/canonical-trace.ts';
import { rankGroups } from '../../../source/failures/groups/group.ts';
import { rollUp } from '../../../source/failures/groups/rollup.ts';
import { extractTraces } from '../../../source/failures/traces/extractor.ts';
import { fingerprintsOf } from '../../support/traces/fingerprints.ts';
import { occurrencesOf } from '../../support/traces/occurrences.ts';
import { FAILING_RUNS, type FailingRun, hasTool, runFailing } from '../../support/traces/runs.ts';

const tools = new Map(FAILING_RUNS.flatMap(({ tool }) => (tool ? [[tool.join(' '), tool] as const] : [])));
const missing = new Set([...tools].filter(([, tool]) => !hasTool(tool)).map(([name]) => name));
/** Of what `scripts/install-test-tools.sh` installs nothing may lack there. */
const areRequired = process.env['REQUIRE_TOOLS'] === '1';
const isTried = ({ tool }: FailingRun): boolean => areRequired || tool === undefined || !missing.has(tool.join(' '));

const logs = new Map<FailingRun, ReturnType<typeof runFailing>>();

/** Each program runs once. */
function logOf(run: FailingRun): ReturnType<typeof runFailing> {
	const log = logs.get(run) ?? runFailing(run);
	logs.set(run, log);
	return log;
}

const eachLine = (log: string, change: (line: string, index: number) => string): string =>
	log.split('\n').map(change).join('\n');
const prefixed: Readonly<Record<string, (line: string, index: number) => string>> = {
	'CI times': (line, index) => `2026-01-02T03:${String(10 + (index % 50))}:05.1234567Z ${line}`,
	'docker compose': (line) => `test-1  | ${line}`,
	BuildKit: (line, index) => `#12 ${index}.234 ${line}`,
	'a job and its step': (line) => `build\tRun tests\t2026-01-02T03:04:05.1234567Z ${line}`,
	'Windows line ends': (line) => `${line}\r`,
	"Docker's log file": (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-01-02T03:04:05Z' }),
};

/** A build tool that starts on a busy machine takes its time. */
const PATIENT = { timeout: 240_000 };

describe.each(FAILING_RUNS.map((run) => [run.name, run] as const))('%s', (_name, run) => {
	test.skipIf(!isTried(run))('each failure is named, grouped once, its call found', PATIENT, () => {
		const { log, status, folder } = logOf(run);
		expect(status, log).not.toBe(0);
		const found = extractTraces(log).map((trace) => {
			const { className, frames } = canonicalTrace(trace);
			const failed = trace.test?.replace(`${folder}/`, '');
			return { ...(failed === undefined ? {} : { test: failed }), className, at: frames[0] };
		});
		const order = (failures: readonly object[]) => failures.map((failure) => JSON.stringify(failure)).toSorted();
		expect(order(found), log).toEqual(order(run.failures));
		const groups = rankGroups(rollUp(occurrencesOf(log)), 0);
		expect(groups.map(({ count }) => count)).toEqual(run.failures.map(() => 1));
	});

	test.skipIf(!isTried(run))('the same failures behind what CI puts in front', () => {
		const { log } = logOf(run);
		const expected = fingerprintsOf(log).toSorted();
		for (const [name, change] of Object.entries(prefixed)) {
			expect(fingerprintsOf(eachLine(log, change)).toSorted(), `${name}\n${log}`).toEqual(expected);
		}
	});
});

const families = Map.groupBy(
	FAILING_RUNS.filter((run) => run.family !== undefined && isTried(run)),
	({ family }) => family,
);

test.each([...families])('%s: one failure has one fingerprint, whoever reports it', (_family, runs) => {
	const prints = runs.map((run) => [run.name, fingerprintsOf(logOf(run).log).toSorted()] as const);
	const [first] = prints;
	for (const [name, found] of prints) expect(found, name).toEqual(first?.[1]);
});
