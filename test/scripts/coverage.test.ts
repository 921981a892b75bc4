import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { readExecuted } from '../../scripts/coverage/executed.ts';
import { coveredLines, type FileCoverage, type Range } from '../../scripts/coverage/file-coverage.ts';
import { markReached } from '../../scripts/coverage/mark.ts';
import { mappingsOf } from '../../scripts/coverage/source-map.ts';
import { summarise } from '../../scripts/coverage/summary.ts';
import { temporaryFolder } from '../support/sandbox.ts';

describe('what processes executed', () => {
	const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
	const write = (folder: string, name: string, result: unknown) =>
		writeFileSync(join(folder, name), JSON.stringify({ result }));

	test('is all that one of them executed; files that are cut off or about others count for nothing', () => {
		const folder = temporaryFolder();
		const path = join(folder, 'script.mjs');
		const { href: url } = pathToFileURL(path);
		const inner = { ranges: [range(2, 6, 0)] };
		write(folder, '1.json', [{ url, functions: [{ ranges: [range(0, 8, 1), range(6, 7, 0)] }, inner] }]);
		write(folder, '2.json', [
			{ url, functions: [{ ranges: [range(0, 8, 1)] }, { ranges: [range(2, 6, 3), range(3, 5, 0)] }] },
		]);
		write(folder, '3.json', [
			{ url: 'node:fs', functions: [{ ranges: [range(0, 8, 1)] }] },
			{ url: 'file:///elsewhere.mjs', functions: [{ ranges: [range(0, 8, 1)] }] },
		]);
		writeFileSync(join(folder, '4.json'), `{"result":[{"url":"${url}","functions":[{"ra`);
		const executed = readExecuted(folder, (each) => each === path);
		expect([...executed.keys()]).toEqual([path]);
		expect([...(executed.get(path) ?? [])].join('')).toBe('11100111');
	});
});

test('mappings of a minified script lead to the same words of the source', async () => {
	const contents = [
		'export function choose(first: boolean) {',
		'\tif (first) return alpha();',
		'\treturn beta();',
		'}',
	];
	const { outputFiles } = await build({
		stdin: { contents: contents.join('\n'), loader: 'ts', sourcefile: 'choose.ts' },
		...{ minifySyntax: true, minifyWhitespace: true, format: 'esm', sourcemap: 'external', write: false, outdir: '.' },
	});
	const [map, script] = outputFiles.map(({ text }) => text);
	const generated = (script ?? '').split('\n');
	const words = [...mappingsOf(JSON.parse(map ?? ''))].flatMap((mapping) => {
		const from = /^\w+/.exec(contents[mapping.line]?.slice(mapping.column) ?? '')?.[0];
		const to = /^\w+/.exec(generated[mapping.generatedLine]?.slice(mapping.generatedColumn) ?? '')?.[0];
		return from === undefined ? [] : [[from, to, mapping.source]];
	});
	for (const word of ['choose', 'first', 'alpha', 'beta']) expect(words).toContainEqual([word, word, 'choose.ts']);
});

const at = (line: number, column: number, endLine: number, endColumn: number | null): Range => ({
	start: { line, column },
	end: { line: endLine, column: endColumn },
});

/** `a ? b : c;` on line 1, a function on lines 2 to 4 with a statement in it. */
const fileOf = (path: string): FileCoverage => ({
	path,
	statementMap: { 0: at(1, 0, 1, null), 1: at(3, 1, 3, 9) },
	fnMap: { 0: { loc: at(2, 13, 4, 1) } },
	branchMap: { 0: { loc: at(1, 0, 1, 9), locations: [at(1, 4, 1, 5), at(1, 8, 1, 9), { start: {}, end: {} }] } },
	s: { 0: 0, 1: 0 },
	f: { 0: 0 },
	b: { 0: [0, 0, 0] },
});

const pointOf = (line: number, column: number, isExecuted: boolean) => ({ line, column, isExecuted });

test.each([
	['nothing is known', [], [0, 0], 0, [0, 0, 0]],
	['the first place in a range counts', [pointOf(1, 0, true), pointOf(1, 8, true)], [1, 0], 0, [0, 1, 0]],
	['what begins behind a range does not', [pointOf(1, 5, true), pointOf(4, 2, true)], [1, 0], 0, [0, 0, 0]],
	[
		'nor what is not executed',
		[pointOf(1, 0, true), pointOf(2, 14, false), pointOf(3, 1, false)],
		[1, 0],
		0,
		[0, 0, 0],
	],
	['a function that was called', [pointOf(2, 13, true), pointOf(3, 1, true)], [0, 1], 1, [0, 0, 0]],
] as const)('%s', (_what, points, statements, called, branches) => {
	const file = fileOf('x.ts');
	markReached(file, points);
	expect([Object.values(file.s), file.f[0], file.b[0]]).toEqual([[...statements], called, [...branches]]);
	expect([...coveredLines(file).values()]).toEqual(statements.map((count) => count > 0));
});

describe('the summary', () => {
	const covered = (path: string) => ({ ...fileOf(path), s: { 0: 1, 1: 2 }, f: { 0: 1 }, b: { 0: [1, 1, 1] } });
	const settings = 'source/core/settings/x.ts';

	test.each([
		['all covered', [covered('source/x.ts'), covered(settings)], true],
		['a branch of settings is not', [covered('source/x.ts'), { ...covered(settings), b: { 0: [1, 0, 1] } }], false],
		['a function of settings is not', [covered('source/x.ts'), { ...covered(settings), f: { 0: 0 } }], false],
		['too little of the whole', [{ ...covered('source/x.ts'), s: { 0: 1, 1: 0 } }, covered(settings)], false],
	])('%s', (_what, files, isEnough) => {
		const summary = summarise(new Map(files.map((file) => [file.path, file])));
		expect(summary.isEnough).toBe(isEnough);
		expect(summary.text.includes(`  ${settings}: `)).toBe(files.some(({ b, f }) => b[0]?.[1] === 0 || f[0] === 0));
	});
});
