import { isPlainText } from '../../core/plain-text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: a look begins with one
const SGR = /\u001B\[[\d;]*m/g;
const toColumn = (column: number) => `\u001B[${column + 1}G`;
const ERASE_REST = '\u001B[K';

/** How much of two lines is the same from the beginning on, in UTF-16 units; no look is cut in two. */
function commonLength(one: string, other: string): number {
	let length = 0;
	while (length < one.length && length < other.length && one[length] === other[length]) length++;
	const look = other.lastIndexOf('\u001B', length - 1);
	return look >= 0 && other.indexOf('m', look) >= length ? look : length;
}

/** What a line shows where it goes on: its first character, whatever looks come before that. */
const nextCharacter = (line: string, from: number) => line.slice(from).replace(SGR, '').slice(0, 1);

/**
 * What makes of a line of the screen the next one: all of it, or what is behind their common beginning, if every
 * character of that takes one column and none that follows could join it. Ink's own takes both apart into graphemes.
 * @param columns of the terminal
 */
export function lineUpdate(previous: string, next: string, columns: number | undefined): string {
	const whole = toColumn(0) + ERASE_REST + next;
	const common = commonLength(previous, next);
	const beginning = next.slice(0, common);
	const text = beginning.replace(SGR, '');
	const seam = nextCharacter(previous, common) + nextCharacter(next, common);
	// A cursor behind the last column stands on it.
	if (!isPlainText(text + seam) || columns === undefined || !(text.length < columns)) return whole;
	const looks = beginning.match(SGR)?.join('') ?? '';
	const rest = toColumn(text.length) + ERASE_REST + looks + next.slice(common);
	return rest.length < whole.length ? rest : whole;
}
