import { byteSet, invert, skip, skipBack } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';
import type { Name } from './name.ts';
import type { Value } from './value.ts';

const IN_WORD = invert(byteSet(' \t\r\n'));
const UPPER = byteSet('A-Z_');
const DASH = 0x2d;
const SPACE = 0x20;
const COMMA = 0x2c;
const JOINING = new WordSet('and or');
const LONGEST_WORD = 64;

/** Where the word begins that ends before the space at `at`; -1 where there is none. */
function wordBefore(view: View, at: number): number {
	if (view.at(at) !== SPACE) return -1;
	const start = skipBack(view.bytes, IN_WORD, view.from, at, LONGEST_WORD);
	return start < at ? start : -1;
}

/**
 * `--user me --password word -x`: beside other flags a word is a value, not a sentence's next. In a synopsis values are
 * written in capitals.
 */
export function isAmongFlags(view: View, { start, known: { text } }: Name, value: Value): boolean {
	if (!text.startsWith('-') || skip(view.bytes, UPPER, value.start, value.end) === value.end) return false;
	if (view.at(value.end) === SPACE && view.at(value.end + 1) === DASH) return true;
	const last = wordBefore(view, start - 1);
	// -p, --password
	if (last < 0 || view.at(start - 2) === COMMA || JOINING.has(view.bytes, last, start - 1)) return false;
	if (view.at(last) === DASH) return true;
	const flag = wordBefore(view, last - 1);
	return flag >= 0 && view.at(flag) === DASH;
}
