import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mapPathOf } from '../build-files.ts';
import type { Executed } from './executed.ts';
import { toProjectPath } from './file-coverage.ts';
import { type Mapping, mappingsOf } from './source-map.ts';

/** A place of a source file, and whether a process came by. Lines count from 1. */
export interface Point {
	readonly line: number;
	readonly column: number;
	isExecuted: boolean;
}

const offsetsOfLines = (text: string): readonly number[] => [
	0,
	...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

/** Places of a built script, by its source map; of a source that Node ran itself, every one: stripping keeps places. */
function* mappings(path: string, text: string): Generator<Mapping> {
	if (existsSync(mapPathOf(path))) {
		yield* mappingsOf(JSON.parse(readFileSync(mapPathOf(path), 'utf8')) as Parameters<typeof mappingsOf>[0]);
	} else if (toProjectPath(path).startsWith('source/')) {
		for (const [line, { length }] of text.split('\n').entries()) {
			for (let column = 0; column < length; column++) {
				yield { generatedLine: line, generatedColumn: column, source: path, line, column };
			}
		}
	}
}

const before = (one: Point, other: Point) => one.line - other.line || one.column - other.column;

/** The places of every source file that the executed scripts tell something about, in the order of the text. */
export function pointsOf(executed: ReadonlyMap<string, Executed>): ReadonlyMap<string, readonly Point[]> {
	const sources = new Map<string, Map<string, Point>>();
	for (const [path, characters] of executed) {
		const text = readFileSync(path, 'utf8');
		const offsets = offsetsOfLines(text);
		for (const { generatedLine, generatedColumn, source, line, column } of mappings(path, text)) {
			const name = toProjectPath(resolve(dirname(path), source));
			const points = sources.get(name) ?? new Map<string, Point>();
			sources.set(name, points);
			const isExecuted = characters[(offsets[generatedLine] ?? 0) + generatedColumn] === 1;
			const known = points.get(`${line}:${column}`);
			// The same source can be in several scripts: executed in one of them is executed.
			if (known) known.isExecuted ||= isExecuted;
			else points.set(`${line}:${column}`, { line: line + 1, column, isExecuted });
		}
	}
	return new Map([...sources].map(([name, points]) => [name, [...points.values()].sort(before)]));
}
