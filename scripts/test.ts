import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { hasSharedData, SHARED_DATA } from '../test/support/shared-data.ts';
import { reportCoverage } from './coverage/report.ts';

/**
 * Everything that must hold, one step after the other, and at the end one line with what the test runner counted.
 * A step that fails does not keep the later ones from running: one run shows all that is wrong.
 */
const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const node = (...args: string[]) => [process.execPath, ...args] as const;

const CHECKS: readonly (readonly [name: string, command: readonly string[]])[] = [
	['types', node(bin('tsc'), '-p', '.')],
	['lint and dependency rules', node(bin('biome'), 'check', '.')],
	['unused code and dependencies', node(bin('knip'))],
	['build', node('scripts/build.ts')],
	['binaries', node('scripts/binary.ts', '--all')],
	// Not where somebody works beside it: ratios of processor time against the committed ones, with nothing else running.
	...(process.env['CHECK_SPEED'] === '1' ? [['speed', node('bench/run.ts', '--quick')] as const] : []),
];

function run([file = '', ...args]: readonly string[], variables: Readonly<Record<string, string>> = {}): boolean {
	const env = { ...process.env, ...variables };
	return spawnSync(file, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

interface VitestReport {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: readonly {
		readonly status: string;
		readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
	}[];
}

interface TestRun {
	readonly report: VitestReport | undefined;
	readonly isGreen: boolean;
	readonly isCovered: boolean;
}

function readReport(file: string): VitestReport | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
	} catch {
		return undefined;
	}
}

function isCoverageEnough(folder: string): boolean {
	try {
		return reportCoverage(folder);
	} catch (error) {
		console.log(`no coverage: ${error}`);
		return false;
	}
}

function runTests(): TestRun {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-results-'));
	const file = join(folder, 'report.json');
	const children = join(folder, 'children');
	mkdirSync(children);
	try {
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
		const command = node(bin('vitest'), 'run', '--coverage', ...reporters);
		const isGreen = run(command, { CHILD_COVERAGE_FOLDER: children });
		console.log('\n=== coverage');
		return { report: readReport(file), isGreen, isCovered: isCoverageEnough(children) };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** How many tests of a suite were skipped. */
function countSkipped(report: VitestReport | undefined, suite: string): number {
	const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
	return tests.filter(
		({ status, ancestorTitles }) => status !== 'passed' && status !== 'failed' && ancestorTitles.includes(suite),
	).length;
}

const failedChecks = CHECKS.filter(([name, command]) => {
	console.log(`\n=== ${name}`);
	return !run(command);
}).map(([name]) => name);
console.log('\n=== tests');
const { report, isGreen, isCovered } = runTests();
if (!isCovered) failedChecks.push('coverage');

for (const name of failedChecks) console.log(`failed: ${name}`);
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
// What lies beside a project can't be installed as a tool can.
const excused = hasSharedData() ? 0 : countSkipped(report, SHARED_DATA);
if (excused > 0) console.log(`skipped: ${excused} tests need ../${SHARED_DATA.replace(' ', '/')}, which is not there`);
const mustNotSkip = process.env['REQUIRE_TOOLS'] === '1' && skipped > excused;
if (mustNotSkip) console.log(`failed: ${skipped - excused} tests were skipped, but REQUIRE_TOOLS=1 demands all`);
// A file that could not even be loaded has no tests to count; it is one failure.
const unloaded = report?.testResults.filter(
	({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const counted = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
const failed = counted + failedChecks.length + (mustNotSkip ? 1 : 0) + ((!isGreen || !report) && counted === 0 ? 1 : 0);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`\n${report?.numPassedTests ?? 0} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
