import type { FileCoverage, Range } from './file-coverage.ts';
import type { Point } from './points.ts';

/** Whether a process came to the first known place of a range. */
function wasReached({ start, end }: Range, points: readonly Point[]): boolean {
	const { line = Number.NaN, column: startColumn } = start;
	const column = startColumn ?? 0;
	const first = points.find((point) => point.line > line || (point.line === line && point.column >= column));
	if (!first) return false;
	const { line: lastLine = 0, column: endColumn } = end;
	const isInside = first.line < lastLine || (first.line === lastLine && first.column < (endColumn ?? Infinity));
	return isInside && first.isExecuted;
}

/**
 * Counts what other processes executed into what the test runner measured. The runner's list of statements, branches
 * and functions stays: the bundler rewrites them (`if` becomes `&&`), so its own list would name others.
 */
export function markReached({ statementMap, fnMap, branchMap, s, f, b }: FileCoverage, points: readonly Point[]): void {
	for (const [id, range] of Object.entries(statementMap)) s[id] ||= wasReached(range, points) ? 1 : 0;
	for (const [id, { loc }] of Object.entries(fnMap)) f[id] ||= wasReached(loc, points) ? 1 : 0;
	for (const [id, { locations }] of Object.entries(branchMap)) {
		b[id] = locations.map((range, index) => b[id]?.[index] || (wasReached(range, points) ? 1 : 0));
	}
}
