import { displayWidth } from '../../render/width.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: a look begins with one
const SGR = /\u001B\[[\d;:]*m/g;
/** Texts of some screens; what is kept is forgotten all at once, which costs one frame. */
const MOST_KEPT = 4_096;

const known = new Map<string, number>();

/** Columns of a line whose only control sequences are looks (`ansiLine` makes no others). Asked for again in every frame. */
export function lineWidth(line: string): number {
	const kept = known.get(line);
	if (kept !== undefined) return kept;
	if (known.size >= MOST_KEPT) known.clear();
	const width = displayWidth(line.includes('\u001B') ? line.replaceAll(SGR, '') : line);
	known.set(line, width);
	return width;
}
