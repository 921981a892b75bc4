import { keepTexts } from '../../core/keep-texts.ts';
import { displayWidth } from '../../render/width.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: a look begins with one
const SGR = /\u001B\[[\d;:]*m/g;

/** Columns of a line whose only control sequences are looks (`ansiLine` makes no others). Asked for again in every frame. */
export const lineWidth = keepTexts((line: string): number =>
	displayWidth(line.includes('\u001B') ? line.replaceAll(SGR, '') : line),
);
