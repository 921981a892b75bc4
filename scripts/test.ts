import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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
	['binary', node('scripts/binary.ts')],
];

function run([file = '', ...args]: readonly string[]): boolean {
	return spawnSync(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

interface VitestReport {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

function runTests(): { readonly report: VitestReport | undefined; readonly isGreen: boolean } {
	const folder = mkdtempSync(join(tmpdir(), 'murmur8-results-'));
	const file = join(folder, 'report.json');
	try {
		const isGreen = run(
			node(bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`),
		);
		return { report: JSON.parse(readFileSync(file, 'utf8')) as VitestReport, isGreen };
	} catch {
		return { report: undefined, isGreen: false };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const failedChecks = CHECKS.filter(([name, command]) => {
	console.log(`\n=== ${name}`);
	return !run(command);
}).map(([name]) => name);
console.log('\n=== tests');
const { report, isGreen } = runTests();

for (const name of failedChecks) console.log(`failed: ${name}`);
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
const mustNotSkip = process.env['REQUIRE_TOOLS'] === '1' && skipped > 0;
if (mustNotSkip) console.log(`failed: ${skipped} tests were skipped, but REQUIRE_TOOLS=1 demands all`);
// A file that could not even be loaded has no tests to count; it is one failure.
const unloaded = report?.testResults.filter(
	({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
);
const counted = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
const failed = counted + failedChecks.length + (mustNotSkip ? 1 : 0) + (!isGreen && counted === 0 ? 1 : 0);
console.log(`\n${report?.numPassedTests ?? 0} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
