import type { Frame } from './trace.ts';

const ZERO = 48;
const NINE = 57;
const COLON = 58;

/** The beginning of the digits that end at `end`; `end` where there are none. */
function digitsBefore(text: string, end: number): number {
	let index = end;
	while (index > 0 && text.charCodeAt(index - 1) >= ZERO && text.charCodeAt(index - 1) <= NINE) index--;
	return index;
}

/**
 * `file:line:column` or `file:line`, read from its end: paths hold colons themselves.
 * @returns undefined where no line number stands
 */
export function readPlace(text: string): Frame | undefined {
	const last = digitsBefore(text, text.length);
	if (last === text.length || last < 2 || text.charCodeAt(last - 1) !== COLON) return undefined;
	const before = digitsBefore(text, last - 1);
	const number = Number(text.slice(last));
	if (before === last - 1 || before < 2 || text.charCodeAt(before - 1) !== COLON) {
		return { file: text.slice(0, last - 1), line: number };
	}
	return { file: text.slice(0, before - 1), line: Number(text.slice(before, last - 1)), column: number };
}

/** Whether a text can be the name of a file: a path, a URL, or a name with an ending. */
export function isFileLike(text: string): boolean {
	if (text.length === 0 || text.length > 1024) return false;
	const path = text.includes('?') ? text.slice(0, text.indexOf('?')) : text;
	if (/[/\\]/.test(path)) return !/["'`{};=]|, |\s\s|: /.test(path);
	return /^[\w.@$+~()[\]-]+\.[A-Za-z]\w{0,9}(?:\?.*)?$/.test(text);
}
