import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineUpdate } from '../../../source/ui/ink/line-update.ts';
import { createTheme } from '../../../source/ui/theme/themes.ts';
import { TOKENS } from '../../../source/ui/theme/tokens.ts';
import { ansiLine } from '../../../source/ui/widgets/line/ansi.ts';
import { span } from '../../../source/ui/widgets/line/spans.ts';

const COLUMNS = 24;
const theme = createTheme('dark', false);

/** What a terminal shows after all of it: each cell, and how it looks. */
async function cellsAfter(output: string): Promise<readonly string[]> {
	const terminal = new Terminal({ cols: COLUMNS, rows: 1, allowProposedApi: true });
	await new Promise<void>((resolve) => terminal.write(`\u001B[?7l${output}`, resolve));
	const line = terminal.buffer.active.getLine(0);
	const cells = Array.from({ length: COLUMNS }, (_, x) => {
		const cell = line?.getCell(x);
		const look = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold(), cell?.isDim(), cell?.isInverse()];
		return `${cell?.getChars() || ' '} ${look.join(' ')}`;
	});
	terminal.dispose();
	return cells;
}

/** Pieces that begin alike, in few looks, so that lines have much in common. */
const anyPiece = fc.tuple(
	fc.constantFrom('run 1', 'run 12', 'ru', '│ ', '日本', '日', 'e', 'e\u0301', '\u0301', '✓ ', ''),
	fc.constantFrom(undefined, ...TOKENS.slice(0, 4)),
);
const anyLine = fc.array(anyPiece, { maxLength: 4 }).map((pieces) =>
	ansiLine(
		pieces.map(([text, token]) => span(text, token)),
		theme,
	),
);

test('one line becomes the other, whatever they have in common', async () => {
	await fc.assert(
		fc.asyncProperty(anyLine, anyLine, async (previous, next) => {
			const updated = `${previous}\r${lineUpdate(previous, next, COLUMNS)}`;
			expect(await cellsAfter(updated)).toEqual(await cellsAfter(next));
		}),
		{ numRuns: 400 },
	);
});

test('of a long line in which little has changed little is written', () => {
	const line = (end: string) => ansiLine([span(`│ ${'x'.repeat(80)} `, 'quiet'), span(end, 'good')], theme);
	expect(lineUpdate(line('1 s'), line('2 s'), 100).length).toBeLessThan(40);
	expect(lineUpdate(line('1 s'), line('2 s'), undefined)).toContain('x'.repeat(80));
});
