import { type ByteSet, byteSet, HEX } from '../byte-set.ts';
import type { View } from '../scan/view.ts';

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
/** Letters of the escapes that strings use: `\n` before a token is a line end, not the letter n. */
const ESCAPED = byteSet('nrtbf');

/** Whether what begins at `start` is not the middle of a longer word, escapes (`\n`, `%3D`, `\u003d`) not counted. */
export function isFreeBefore(view: View, start: number, set: ByteSet): boolean {
	const before = view.at(start - 1);
	if (set[before] !== 1) return true;
	if (ESCAPED[before] === 1 && view.at(start - 2) === BACKSLASH) return true;
	if (HEX[before] !== 1 || HEX[view.at(start - 2)] !== 1) return false;
	if (view.at(start - 3) === PERCENT) return true;
	return view.at(start - 5) === 0x75 && view.at(start - 6) === BACKSLASH;
}
