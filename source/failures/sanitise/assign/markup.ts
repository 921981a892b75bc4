import { byteSet, invert, isTextAt, skip } from '../byte-set.ts';
import type { View } from '../scan/view.ts';

const IN_TAG = invert(byteSet('<>\r\n'));
const BLANK = byteSet(' \t');
const LONGEST_TAG = 160;
const MOST_TAGS = 3;
/** Elements that hold a name, of which the next one holds the value. */
const NAMING = ['<key>', '<name>'];
const OPEN = 0x3c;
const CLOSE = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/** Behind the tag that begins at `at`; -1 where none does, or one without content. */
export function tagEnd(view: View, at: number): number {
	if (view.at(at) !== OPEN) return -1;
	const end = skip(view.bytes, IN_TAG, at + 1, view.to, LONGEST_TAG);
	return view.at(end) === CLOSE && view.at(end - 1) !== SLASH ? end + 1 : -1;
}

/** Behind the tags at `from`, and the space around them. */
function behindTags(view: View, from: number): number {
	let at = skip(view.bytes, BLANK, from, view.to, LONGEST_TAG);
	for (let count = 0; count < MOST_TAGS; count++) {
		const end = view.at(at + 1) === SLASH ? -1 : tagEnd(view, at);
		if (end < 0) break;
		at = skip(view.bytes, BLANK, end, view.to, LONGEST_TAG);
	}
	return at;
}

/** Where a tag ends that was open at `end`, as that of an attribute's value, or the next one if it closes an element. */
function behindNamingTag(view: View, nameStart: number, end: number): number {
	if (view.at(end) === OPEN) {
		const isNaming = NAMING.some((tag) => isTextAt(view.bytes, tag, nameStart - tag.length, nameStart));
		return isNaming && view.at(end + 1) === SLASH ? tagEnd(view, end) : -1;
	}
	const quote = view.at(end);
	if ((quote !== 0x22 && quote !== 0x27) || view.at(nameStart - 1) !== quote || view.at(nameStart - 2) !== EQUALS) {
		return -1;
	}
	const close = skip(view.bytes, IN_TAG, end + 1, view.to, LONGEST_TAG);
	return view.at(close) === CLOSE && view.at(close - 1) !== SLASH ? close + 1 : -1;
}

/**
 * Where the content begins that belongs to a name in markup: `<entry key="db.password">…`, `<key>token</key><string>…`;
 * at a line end where it stands in the next line. -1 where the name names none.
 */
export function behindMarkup(view: View, nameStart: number, end: number): number {
	const behind = behindNamingTag(view, nameStart, end);
	if (behind < 0) return -1;
	const content = behindTags(view, behind);
	// Behind a closed element the next one holds the value.
	if (view.at(end) === OPEN && content === behind && view.at(content) !== 0x0a && view.at(content) !== 0x0d) return -1;
	return view.at(content) === OPEN ? -1 : content;
}
