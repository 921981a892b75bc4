import { BEYOND_ASCII, byteSet, HEX, invert, isTextAt, skip, skipBack } from '../byte-set.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';
import { isReference, isTag, isVariable } from './reference.ts';
import { areOnly, haveAny, MEMBERS, SIGNS } from './signs.ts';
import { JUDGED, type Value } from './value.ts';

/** Words that say that there is no value, or what became of it. */
const NO_VALUES = new WordSet(
	`null none nil undefined true false yes no on off empty required optional missing invalid incorrect redacted
	masked hidden inherit removed filtered unset unknown default disabled enabled n/a na failed ok error string str
	int bool boolean object any void bearer basic provided expired granted denied accepted rejected must should
	cannot is was are not the for and or to from in of with wrong mismatch changed updated created deleted found set
	given here todo tbd omitted sensitive protected encrypted secured anonymous guest static dynamic generated
	base64 utf8 utf-8 utf16le hex ascii latin1 binary include same-origin option options flag flags argument
	arguments parameter switch switches instead`,
);

/** What source code looks values up in. */
const CODE_WORDS = new WordSet(
	'process os window document env config secrets vars this self options settings props args req request ctx var local data',
);

const { filler: FILLER, word: WORDLIKE, name: NAME } = MEMBERS;
const SEMICOLON = 0x3b;
const SIGN_START = byteSet('<$*{%[(');
const CODE_START = byteSet('([');
const QUALIFIED = byteSet('a-zA-Z0-9_:');
const LOWER = byteSet('a-z');
const NO_BRACE = invert(byteSet('{'));
const BLANK = byteSet(' ');
const JOINT = byteSet('+.,');
const OPEN_JOINT = byteSet('+.,:[(');
/** `--secret id=npm`, `--secret=projects/x/secrets/y`, `op://vault/item/field`: where secrets are. */
const PLACES = ['id=', 'projects/', 'arn:', 'op://', 'ref+', 'vault://', '@microsoft.keyvault('];
const PLACE_START = byteSet('iIpPaAoOrRvV@');
/** Of `0x` and 32 bits. */
const LONGEST_NUMBER = 10;
/** What languages write behind a number to tell its type. */
const NUMBER_TYPE = byteSet('uUlLnN');

/** Whether most bytes are the letter that stands for any other: `glpat-XXXXXXXX`. */
function isFilled(view: View, start: number, end: number): boolean {
	// Of most values the first bytes tell already.
	let others = end - start - Math.ceil(0.6 * (end - start));
	for (let index = start; index < end; index++) {
		if (FILLER[view.bytes[index] as number] === 0 && --others < 0) return false;
	}
	return true;
}

/** One character beyond ASCII, over and over. */
const isOneSign = (view: View, start: number, end: number): boolean =>
	end - start >= 6 && skip(view.bytes, BEYOND_ASCII, start, end) === end && varietyOf(view.bytes, start, end, 4) <= 3;

/** `0xfade0b02`, `0x1FUL`; a password may begin so as well. */
function isHexNumber(view: View, start: number, end: number): boolean {
	if (end - start > LONGEST_NUMBER || !isTextAt(view.bytes, '0x', start, end)) return false;
	const digits = skip(view.bytes, HEX, start + 2, end);
	return digits > start + 2 && skip(view.bytes, NUMBER_TYPE, digits, end) === end;
}

/** Nothing but letters and what joins them. */
const isWord = (view: View, start: number, end: number): boolean =>
	end > start && skip(view.bytes, WORDLIKE, start, end) === end;

/**
 * `${X}`, `<…>`, `****`, `xxxx`, `null`, `[REDACTED]`, `#{…}`, `#name`, `&lt;…&gt;`: nothing to hide.
 * @param signs of the value
 */
export function isPlaceholder(view: View, { start, end, isQuoted }: Value, signs: number): boolean {
	const first = view.at(start);
	if (SIGN_START[first] === 1) return isReference(view, start, end);
	if (first === 0x23 && (view.at(start + 1) === 0x7b || isWord(view, start + 1, end))) return true;
	if (first === 0x26 && isTextAt(view.bytes, '&lt;', start, end)) return true;
	if (first === 0x21 && isTag(view, start + 1, end)) return true;
	// :password, of a statement that is made ready
	if (first === 0x3a && !isQuoted && isWord(view, start + 1, end)) return true;
	// A version, or a number.
	if (areOnly(signs, SIGNS.number) && haveAny(signs, SIGNS.dot)) return true;
	if (isHexNumber(view, start, end)) return true;
	const judged = Math.min(end, start + JUDGED);
	const variety = varietyOf(view.bytes, start, judged, 3);
	// ••••••••
	if (BEYOND_ASCII[first] === 1 && isOneSign(view, start, judged)) return true;
	if (variety === 1 || (end - start > 6 && variety <= 2)) return true;
	if (end - start >= 8 && haveAny(signs, SIGNS.filler) && isFilled(view, start, judged)) return true;
	// <passphrase>optional; leave empty if there is none.</passphrase>
	if (view.at(end) === SEMICOLON || haveAny(signs, SIGNS.semicolon)) {
		const word = skip(view.bytes, WORDLIKE, start, end);
		if (view.at(word) === SEMICOLON && NO_VALUES.has(view.bytes, start, word)) return true;
	}
	return (end - start <= 12 && NO_VALUES.has(view.bytes, start, end)) || isVariable(view, start, end, signs);
}

/** `"cms/sites/passwords#update"` */
function isPath(view: View, start: number, end: number, signs: number): boolean {
	if (end - start < 12 || !haveAny(signs, SIGNS.slash) || !areOnly(signs, SIGNS.path)) return false;
	return randomness(view.bytes, start, end) <= -(end - start) / 3;
}

/** ` + getPassword() + `, which stands between two strings, not in one. */
function isBetweenStrings(view: View, start: number, end: number): boolean {
	const first = skip(view.bytes, BLANK, start, end);
	const last = skipBack(view.bytes, BLANK, start, end) - 1;
	return first < last && JOINT[view.at(first)] === 1 && OPEN_JOINT[view.at(last)] === 1;
}

/** Quoted, and no value all the same: the name of a resource, a path, what a longer text begins with (`"user:" + x`). */
function isPlainText(view: View, start: number, end: number, signs: number): boolean {
	if (view.at(end - 1) === 0x3a && isWord(view, start, end - 1)) return true;
	// "prefix_{}".format(x)
	if (isTextAt(view.bytes, '.format(', end + 1, view.to) && skip(view.bytes, NO_BRACE, start, end) < end) return true;
	return isPath(view, start, end, signs) || isBetweenStrings(view, start, end);
}

/**
 * `getToken()`, `process.env.X`, `config.password`: source code, not a value.
 * @param signs of the value
 */
export function isCode(view: View, { start, end, isQuoted }: Value, signs: number): boolean {
	if (PLACE_START[view.at(start)] === 1 && haveAny(signs, SIGNS.referring)) {
		if (PLACES.some((text) => isTextAt(view.bytes, text, start, end))) return true;
	}
	if (isQuoted) return isPlainText(view, start, end, signs);
	const isName = areOnly(signs, SIGNS.name);
	if (!isName && !haveAny(signs, SIGNS.called)) return false;
	const limit = Math.min(view.to, start + JUDGED);
	const name = skip(view.bytes, NAME, isName ? Math.min(end, limit) : start, limit);
	if (name > start && CODE_START[view.at(name)] === 1) return true;
	if (view.at(name) === 0x3f && view.at(name + 1) === 0x2e) return true;
	// env::var(
	if (view.at(name) === 0x3a && view.at(name + 1) === 0x3a) {
		return CODE_START[view.at(skip(view.bytes, QUALIFIED, name, view.to, JUDGED))] === 1;
	}
	if (name < end || !haveAny(signs, SIGNS.dot)) return false;
	const dot = skip(view.bytes, LOWER, start, end, 16);
	return dot < end && view.at(dot) === 0x2e && CODE_WORDS.has(view.bytes, start, dot);
}
