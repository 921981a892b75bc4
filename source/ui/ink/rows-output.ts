import { lineWidth } from './line-width.ts';

interface WriteOptions {
	/** What elements do to each line of a text, the inner one first. */
	readonly transformers: readonly ((line: string, index: number) => string)[];
}

/** What Ink draws a frame with: texts are written at their places, and then all of it is asked for. */
export interface FrameOutput {
	readonly height: number;
	readonly width: number;
	write(x: number, y: number, text: string, options: WriteOptions): void;
	clip(clip: unknown): void;
	unclip(): void;
	get(): { readonly output: string; readonly height: number };
}

export interface OutputSize {
	readonly width: number;
	readonly height: number;
}

type OutputClass = new (size: OutputSize) => FrameOutput;

interface Piece {
	readonly x: number;
	readonly text: string;
}

/** The pieces of a row one behind the other; undefined where two are in one place, or one is not on the screen. */
function joinPieces(pieces: readonly Piece[], width: number): string | undefined {
	let row = '';
	let end = 0;
	for (const { x, text } of pieces.toSorted((one, other) => one.x - other.x)) {
		if (x < end) return undefined;
		row += ' '.repeat(x - end) + text;
		end = x + lineWidth(text);
	}
	return end <= width ? row.trimEnd() : undefined;
}

/**
 * Ink takes every text apart into cells, lays these on a grid and makes a text of it again: in each frame two thirds of
 * the time of a screen whose lines are complete already, as all of ours are. Here they are put side by side; a frame in
 * which that would not be the same (texts one over the other, of several lines, or clipped) is Ink's own.
 */
export function rowsOutput(Original: OutputClass): OutputClass {
	return class RowsOutput implements FrameOutput {
		readonly width: number;
		readonly height: number;
		readonly #size: OutputSize;
		readonly #calls: ((output: FrameOutput) => void)[] = [];
		readonly #rows = new Map<number, Piece[]>();
		#isPlain = true;

		constructor(size: OutputSize) {
			this.#size = size;
			this.width = size.width;
			this.height = size.height;
		}

		write(x: number, y: number, text: string, options: WriteOptions): void {
			if (text === '') return;
			this.#calls.push((output) => output.write(x, y, text, options));
			if (text.includes('\n')) this.#isPlain = false;
			const piece = { x, text: options.transformers.reduce((line, transform) => transform(line, 0), text) };
			const row = this.#rows.get(y);
			if (row) row.push(piece);
			else this.#rows.set(y, [piece]);
		}

		clip(clip: unknown): void {
			this.#isPlain = false;
			this.#calls.push((output) => output.clip(clip));
		}

		unclip(): void {
			this.#calls.push((output) => output.unclip());
		}

		get(): { readonly output: string; readonly height: number } {
			const rows: string[] = [];
			for (let y = 0; y < this.height && this.#isPlain; y++) {
				const row = joinPieces(this.#rows.get(y) ?? [], this.width);
				if (row === undefined) this.#isPlain = false;
				else rows.push(row);
			}
			if (this.#isPlain) return { output: rows.join('\n'), height: this.height };
			const original = new Original(this.#size);
			for (const call of this.#calls) call(original);
			return original.get();
		}
	};
}
