import { execFileSync } from 'node:child_process';
import { coveredLines, readCoverage } from './coverage/file-coverage.ts';
import { LEAST_OF_CHANGED } from './coverage/rules.ts';
import { percentOf, showPercent } from './coverage/summary.ts';

/**
 * How much of the lines that changed since a commit is covered, by the last whole test run:
 * `node scripts/coverage-changed.ts <ref> [--check]`, the latter with exit code 1 where it is too little.
 */
const [ref, option] = process.argv.slice(2);
if (ref === undefined || ref.startsWith('-')) throw new Error('usage: coverage-changed.ts <ref> [--check]');

/** The lines that are new or other than where this branch left the commit, by file; files that git does not know yet have none. */
function changedLines(base: string): ReadonlyMap<string, readonly number[]> {
	const args = ['diff', '--merge-base', '--unified=0', '--no-color', '--no-ext-diff', '--no-renames', base];
	const prefixes = ['--src-prefix=a/', '--dst-prefix=b/'];
	const text = execFileSync('git', [...args, ...prefixes, '--', 'source'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
	const files = new Map<string, number[]>();
	let path = '';
	for (const line of text.split('\n')) {
		path = /^\+\+\+ b\/(.+)$/.exec(line)?.[1] ?? path;
		const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
		if (start === undefined) continue;
		const lines = Array.from({ length: Number(count) }, (_, index) => Number(start) + index);
		files.set(path, [...(files.get(path) ?? []), ...lines]);
	}
	return files;
}

const coverage = readCoverage();
let [covered, total] = [0, 0];
for (const [path, lines] of changedLines(ref)) {
	const file = coverage.get(path);
	const known = file ? coveredLines(file) : new Map<number, boolean>();
	const missing = lines.filter((line) => known.get(line) === false);
	covered += lines.filter((line) => known.get(line) === true).length;
	total += lines.filter((line) => known.has(line)).length;
	if (missing.length > 0) console.log(`${path}: not covered: ${missing.join(', ')}`);
}
const ratio = { covered, total };
console.log(`${showPercent(ratio)} of ${total} changed lines are covered (at least ${LEAST_OF_CHANGED} %)`);
process.exitCode = option === '--check' && percentOf(ratio) < LEAST_OF_CHANGED ? 1 : 0;
