import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../../source/render/width.ts';
import { isCleanLine } from '../../../source/ui/ink/clean-line.ts';
import { lineWidth } from '../../../source/ui/ink/line-width.ts';
import { type FrameOutput, type OutputSize, rowsOutput } from '../../../source/ui/ink/rows-output.ts';
import { createTheme } from '../../../source/ui/theme/themes.ts';
import { TOKENS } from '../../../source/ui/theme/tokens.ts';
import { ansiLine } from '../../../source/ui/widgets/line/ansi.ts';
import { span } from '../../../source/ui/widgets/line/spans.ts';

const ink = dirname(createRequire(import.meta.url).resolve('ink'));
const { default: Original } = (await import(pathToFileURL(join(ink, 'output.js')).href)) as {
	readonly default: new (size: OutputSize) => FrameOutput;
};
const theme = createTheme('dark', false);
const SIZE = { width: 30, height: 4 };

interface Piece {
	readonly x: number;
	readonly y: number;
	readonly text: string;
}

type Change = (output: FrameOutput) => void;

const write =
	({ x, y, text }: Piece): Change =>
	(output) =>
		output.write(x, y, text, { transformers: [(line) => line] });

function drawnBy(Output: new (size: OutputSize) => FrameOutput, changes: readonly Change[]) {
	const output = new Output(SIZE);
	for (const change of changes) change(output);
	return output.get();
}

/** What a terminal shows: each cell, and how it looks. */
async function cellsOf(frame: string): Promise<readonly string[]> {
	const terminal = new Terminal({ cols: SIZE.width, rows: SIZE.height, allowProposedApi: true });
	await new Promise<void>((resolve) => terminal.write(frame.replaceAll('\n', '\r\n'), resolve));
	const cells: string[] = [];
	for (let y = 0; y < SIZE.height; y++) {
		for (let x = 0; x < SIZE.width; x++) {
			const cell = terminal.buffer.active.getLine(y)?.getCell(x);
			const look = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold(), cell?.isDim(), cell?.isInverse()];
			cells.push(`${cell?.getChars() || ' '} ${look.join(' ')}`);
		}
	}
	terminal.dispose();
	return cells;
}

const texts = fc
	.array(fc.tuple(fc.stringMatching(/^[a-z ─▸日é]{0,5}$/), fc.constantFrom(undefined, ...TOKENS)), { maxLength: 4 })
	.map((pieces) =>
		ansiLine(
			pieces.map(([text, token]) => span(text, token)),
			theme,
		),
	);
const pieces = fc.array(
	fc.record({ x: fc.integer({ min: 0, max: 20 }), y: fc.integer({ min: 0, max: 4 }), text: texts }),
	{ maxLength: 8 },
);

describe('a frame put together from rows', () => {
	test('shows what Ink would have drawn, whatever is written where', async () => {
		await fc.assert(
			fc.asyncProperty(pieces, async (written) => {
				const changes = written.map(write);
				const [ours, original] = [rowsOutput(Original), Original].map((Output) => drawnBy(Output, changes));
				expect(ours?.height).toBe(original?.height);
				expect(await cellsOf(ours?.output ?? '')).toEqual(await cellsOf(original?.output ?? ''));
			}),
			{ numRuns: 300 },
		);
	});

	const cases: readonly (readonly [string, readonly Change[], string])[] = [
		['rows side by side', [write({ x: 3, y: 1, text: 'b' }), write({ x: 0, y: 1, text: 'aaa' })], '\naaab\n\n'],
		['a gap', [write({ x: 0, y: 0, text: 'a' }), write({ x: 4, y: 0, text: 'b' })], 'a   b\n\n\n'],
		['a row below the screen', [write({ x: 0, y: 4, text: 'a' })], '\n\n\n'],
		['one over the other', [write({ x: 0, y: 0, text: 'aaaa' }), write({ x: 1, y: 0, text: 'b' })], 'abaa\n\n\n'],
		['two lines in one text', [write({ x: 2, y: 0, text: 'a\nb' })], '  a\n  b\n\n'],
		[
			'clipped',
			[
				(output) => output.clip({ x1: 0, x2: 2, y1: 0, y2: 4 }),
				write({ x: 0, y: 0, text: 'abcd' }),
				(output) => output.unclip(),
			],
			'ab\n\n\n',
		],
		[
			'changed by its element',
			[(output) => output.write(0, 0, 'ab', { transformers: [(line) => line.toUpperCase(), (line) => `${line}!`] })],
			'AB!\n\n\n',
		],
	];
	test.each(cases)('%s', (_, changes, output) => {
		expect(drawnBy(Original, changes).output).toBe(output);
		expect(drawnBy(rowsOutput(Original), changes).output).toBe(output);
	});
});

describe('what is asked of a line in each frame', () => {
	test('its width is that of what it shows', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom(...TOKENS))), (spans) => {
				const line = ansiLine(
					spans.map(([text, token]) => span(text.replaceAll(/\p{Cc}/gu, ''), token)),
					theme,
				);
				const shown = spans.map(([text]) => text.replaceAll(/\p{Cc}/gu, '')).join('');
				expect(lineWidth(line)).toBe(displayWidth(shown));
				expect(lineWidth(line)).toBe(displayWidth(shown));
			}),
		);
	});

	test.each([
		['plain', 'a line ─ 日本', true],
		['with looks', '\u001B[31ma\u001B[39m \u001B[1;4mb\u001B[22m', true],
		['a cursor is moved', 'a\u001B[2Jb', false],
		['a title is set', '\u001B]0;x\u0007', false],
		['a C1 control', 'a\u009B31m', false],
		['a tab', 'a\tb', false],
		['a mark behind a look', 'e\u001B[31m\u0301', false],
		['an escape alone', 'a\u001B', false],
	])('clean or not: %s', (_, line, isClean) => {
		expect(isCleanLine(line)).toBe(isClean);
	});
});
