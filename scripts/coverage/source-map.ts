/** A place in a script and the place of a source that it was made from; lines and columns count from 0. */
export interface Mapping {
	readonly generatedLine: number;
	readonly generatedColumn: number;
	readonly source: string;
	readonly line: number;
	readonly column: number;
}

interface SourceMap {
	readonly sources: readonly string[];
	readonly mappings: string;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The numbers of one segment: base 64 digits of five bits, lowest first, and the sign in the lowest bit of all. */
function decode(segment: string): readonly number[] {
	const numbers: number[] = [];
	let value = 0;
	let shift = 0;
	for (const character of segment) {
		const digit = DIGITS.indexOf(character);
		value += (digit & 31) << shift;
		shift += 5;
		if (digit >= 32) continue;
		numbers.push(value & 1 ? -(value >> 1) : value >> 1);
		value = 0;
		shift = 0;
	}
	return numbers;
}

/** Every mapping of a source map in version 3 (ECMA-426). */
export function* mappingsOf({ sources, mappings }: SourceMap): Generator<Mapping> {
	let [source, line, column] = [0, 0, 0];
	for (const [generatedLine, text] of mappings.split(';').entries()) {
		let generatedColumn = 0;
		for (const segment of text.split(',')) {
			const [columnDelta = 0, sourceDelta, lineDelta = 0, sourceColumnDelta = 0] = decode(segment);
			generatedColumn += columnDelta;
			// Without a source it is text that the bundler added.
			if (sourceDelta === undefined) continue;
			source += sourceDelta;
			line += lineDelta;
			column += sourceColumnDelta;
			yield { generatedLine, generatedColumn, source: sources[source] ?? '', line, column };
		}
	}
}
