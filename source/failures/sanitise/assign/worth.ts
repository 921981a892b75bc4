import { ALNUM, BEYOND_ASCII, byteSet, DIGIT, HEX, invert, isTextAt, LETTER, skip, union } from '../byte-set.ts';
import { randomness, varietyIn, varietyOf } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import type { Strength } from './key-name.ts';
import { isCode, isPlaceholder, isWord } from './no-value.ts';
import { isOfCode } from './reference.ts';
import type { Separator } from './separator.ts';
import { JUDGED, type Value } from './value.ts';

const REST = byteSet(' \t\r"\'`,;)}]\\');
const NO_DIGIT = byteSet('a-zA-Z_.:/+=~-');
const NO_DOT = invert(byteSet('.'));
const NOT_DIGIT = invert(DIGIT);
const NOT_LETTER = invert(LETTER);
/** So long is what a program made of all signs, and so many different ones hold; source code has fewer in one string. */
const LEAST_OF_ALL = 32;
const LEAST_SIGNS = 10;
const SIGN = invert(union(ALNUM, byteSet(' \t'), BEYOND_ASCII));
const HASH = 0x23;
const PIECE = byteSet('a-zA-Z0-9_.@!#$^*+=~-');

/** One run of letters that reads as a word. */
const isWordLike = (view: View, { start, end }: Value): boolean =>
	isWord(view, start, end) && randomness(view.bytes, start, end) <= 0;

/** `q7(Z>e%1Wx 4(;u2|8$hR+T|.D&nV~5` of a password manager, space and all: letters, digits and most of all signs. */
function isOfAllSigns(view: View, start: number, end: number): boolean {
	const judged = Math.min(end, start + JUDGED);
	if (end - start < LEAST_OF_ALL || skip(view.bytes, NOT_DIGIT, start, end) === end) return false;
	if (varietyIn(SIGN, view.bytes, start, judged) < LEAST_SIGNS) return false;
	// `…${x}…` is a template of source code.
	for (let index = start; index < judged; index++) if (isTextAt(view.bytes, '${', index, judged)) return false;
	return true;
}

export const isUuid = (view: View, { start, end }: Value): boolean =>
	end - start === 36 && view.at(start + 8) === 0x2d && view.at(start + 23) === 0x2d;

/** Whether so many bytes at least are drawn by chance rather than written by a person. */
export function looksDrawn(
	view: View,
	{ start, end }: Pick<Value, 'start' | 'end'>,
	shortest: number,
	evidence: number,
): boolean {
	if (end - start < shortest) return false;
	const judged = Math.min(end, start + JUDGED);
	if (skip(view.bytes, HEX, start, judged) === judged && end - start >= 16) {
		return varietyOf(view.bytes, start, judged, 6) >= 6;
	}
	return randomness(view.bytes, start, judged) >= evidence;
}

/** Whether the line ends behind the value, as in a settings file; in prose more words follow. */
export function isLastOfLine(view: View, end: number): boolean {
	const rest = skip(view.bytes, REST, end, view.to, 16);
	const byte = view.at(rest);
	return rest === view.to || byte === 0x0a || byte === 0x23;
}

function isTokenLike(view: View, value: Value): boolean {
	const { start, end } = value;
	const length = end - start;
	if (length < 8) return false;
	const judged = Math.min(end, start + JUDGED);
	const digits = skip(view.bytes, DIGIT, start, judged);
	if (digits === judged) return length >= 14;
	// Prose and paths have spaces and words; a token is one piece.
	for (let index = start; index < judged; index++) if (view.bytes[index] === 0x20) return false;
	if (looksDrawn(view, value, 8, 3)) return true;
	const hasDigit = skip(view.bytes, NO_DIGIT, start, judged) < judged;
	if (length < 16 || !hasDigit) return false;
	// abc…, 123…: what people put where a token goes; words are far below.
	const isOnePiece = skip(view.bytes, ALNUM, start, end) === end;
	return randomness(view.bytes, start, judged) >= -length / (isOnePiece ? 2 : 4);
}

/** `abc123`, `hunter2`: letters and digits in one piece. */
function isMixed(view: View, { start, end }: Value): boolean {
	// #d8dee9 is a colour.
	if (end - start < 6 || view.at(start) === HASH || skip(view.bytes, PIECE, start, end) < end) return false;
	return skip(view.bytes, NOT_DIGIT, start, end) < end && skip(view.bytes, NOT_LETTER, start, end) < end;
}

/** What a value has to look like: `told` is a token of which the place leaves no doubt, so letters and digits are enough. */
export type Needed = Strength | 'told';

function isAsNeeded(view: View, needed: Needed, value: Value, separator: Separator): boolean {
	const { start, end, isQuoted } = value;
	const length = end - start;
	if (length < 3 || isPlaceholder(view, value) || isCode(view, value)) return false;
	if (needed === 'weak') return !isUuid(view, value) && looksDrawn(view, value, 12, 8);
	if (needed === 'token') return isTokenLike(view, value);
	if (needed === 'told') return isTokenLike(view, value) || isMixed(view, value);
	const isNamed = isQuoted || separator.sign !== 'colon';
	if (needed === 'secret' && (length < 6 || !(isNamed || isLastOfLine(view, end)))) return isTokenLike(view, value);
	// Code: `password = userPassword;`
	if (separator.hasSpaces && !isQuoted) {
		const isVariable = isOfCode(view, start, end);
		// password = conf.db.password
		if (isVariable && skip(view.bytes, NO_DOT, start, end) < end) return false;
		const next = view.at(end);
		const goesOn = next === 0x3b || next === 0x29 || next === 0x2c || !isLastOfLine(view, end);
		if (goesOn && (isVariable || isWordLike(view, value))) return false;
	}
	if (isNamed) return true;
	const hasOther = skip(view.bytes, LETTER, start, end) < end;
	return (hasOther && ALNUM[view.at(start)] === 1) || isLastOfLine(view, end);
}

/** Whether a value is worth hiding, given how surely its name and its place say so. */
export const isWorthHiding = (view: View, needed: Needed, value: Value, separator: Separator): boolean =>
	isAsNeeded(view, needed, value, separator) || (value.isQuoted && isOfAllSigns(view, value.start, value.end));
