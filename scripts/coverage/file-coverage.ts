import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');
const dataPath = join(root, 'coverage', 'coverage-final.json');

/** Lines count from 1, columns from 0. */
export interface Position {
	readonly line: number;
	/** Null at the end of a line, and where a branch has no text: an absent `else`. */
	readonly column: number | null;
}

export interface Range {
	readonly start: Partial<Position>;
	readonly end: Partial<Position>;
}

/** Istanbul's format of one file, as far as it is read here: what there is, and how often each was executed. */
export interface FileCoverage {
	readonly path: string;
	readonly statementMap: Readonly<Record<string, Range>>;
	readonly fnMap: Readonly<Record<string, { readonly loc: Range }>>;
	readonly branchMap: Readonly<Record<string, { readonly loc: Range; readonly locations: readonly Range[] }>>;
	readonly s: Record<string, number>;
	readonly f: Record<string, number>;
	readonly b: Record<string, number[]>;
}

/** By path relative to the project, with slashes. */
export type Coverage = ReadonlyMap<string, FileCoverage>;

export const toProjectPath = (path: string): string => relative(root, path).split(sep).join('/');

/** What the test runner measured, or what was stored behind it. */
export function readCoverage(): Coverage {
	const files = JSON.parse(readFileSync(dataPath, 'utf8')) as Record<string, FileCoverage>;
	const byPath = Object.values(files).map((file) => [toProjectPath(file.path), file] as const);
	return new Map(byPath.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function writeCoverage(coverage: Coverage): void {
	writeFileSync(dataPath, JSON.stringify(Object.fromEntries([...coverage.values()].map((file) => [file.path, file]))));
}

/** Whether each line on which a statement begins was executed. */
export function coveredLines({ statementMap, s }: FileCoverage): ReadonlyMap<number, boolean> {
	const lines = new Map<number, boolean>();
	for (const [id, { start }] of Object.entries(statementMap)) {
		const line = start.line ?? 0;
		lines.set(line, lines.get(line) === true || (s[id] ?? 0) > 0);
	}
	return lines;
}
