import { ALNUM, BEYOND_ASCII, byteSet, HEX, invert, isTextAt, skip, union } from '../byte-set.ts';
import { randomness, varietyIn, varietyOf } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import type { Strength } from './key-name.ts';
import { isCode, isPlaceholder } from './no-value.ts';
import { isOfCode } from './reference.ts';
import type { Separator } from './separator.ts';
import { areOnly, haveAny, SIGNS, signsIn } from './signs.ts';
import { JUDGED, type Value } from './value.ts';

const REST = byteSet(' \t\r"\'`,;)}]\\');
/** So long is what a program made of all signs, and so many different ones hold; source code has fewer in one string. */
const LEAST_OF_ALL = 32;
const LEAST_SIGNS = 10;
const SIGN = invert(union(ALNUM, byteSet(' \t'), BEYOND_ASCII));
const SHORTEST = 3;
const HASH = 0x23;

/** One run of letters that reads as a word. */
const isWordLike = (view: View, { start, end }: Value, signs: number): boolean =>
	areOnly(signs, SIGNS.word) && randomness(view.bytes, start, end) <= 0;

/** `q7(Z>e%1Wx 4(;u2|8$hR+T|.D&nV~5` of a password manager, space and all: letters, digits and most of all signs. */
function isOfAllSigns(view: View, start: number, end: number, signs: number): boolean {
	if (end - start < LEAST_OF_ALL || !haveAny(signs, SIGNS.digit)) return false;
	const judged = Math.min(end, start + JUDGED);
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
	if (end - start >= 16 && skip(view.bytes, HEX, start, judged) === judged) {
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

function isTokenLike(view: View, value: Value, signs: number): boolean {
	const { start, end } = value;
	const length = end - start;
	if (length < 8) return false;
	const judged = Math.min(end, start + JUDGED);
	const first = judged < end ? signsIn(start, judged) : signs;
	if (areOnly(first, SIGNS.digit)) return length >= 14;
	// Prose and paths have spaces and words; a token is one piece.
	if (haveAny(first, SIGNS.space)) return false;
	if (looksDrawn(view, value, 8, 3)) return true;
	if (length < 16 || areOnly(first, SIGNS.undigited)) return false;
	// abc…, 123…: what people put where a token goes; words are far below.
	return randomness(view.bytes, start, judged) >= -length / (areOnly(signs, SIGNS.alnum) ? 2 : 4);
}

/** `abc123`, `hunter2`: letters and digits in one piece. */
function isMixed(view: View, { start, end }: Value, signs: number): boolean {
	// #d8dee9 is a colour.
	if (end - start < 6 || view.at(start) === HASH || !areOnly(signs, SIGNS.piece)) return false;
	return haveAny(signs, SIGNS.digit) && haveAny(signs, SIGNS.letter);
}

/** What a value has to look like: `told` is a token of which the place leaves no doubt, so letters and digits are enough. */
export type Needed = Strength | 'told';

function isAsNeeded(view: View, needed: Needed, value: Value, separator: Separator, signs: number): boolean {
	const { start, end, isQuoted } = value;
	if (isPlaceholder(view, value, signs) || isCode(view, value, signs)) return false;
	if (needed === 'weak') return !isUuid(view, value) && looksDrawn(view, value, 12, 8);
	if (needed === 'token') return isTokenLike(view, value, signs);
	if (needed === 'told') return isTokenLike(view, value, signs) || isMixed(view, value, signs);
	const isNamed = isQuoted || separator.sign !== 'colon';
	if (needed === 'secret' && (end - start < 6 || !(isNamed || isLastOfLine(view, end))))
		return isTokenLike(view, value, signs);
	// Code: `password = userPassword;`
	if (separator.hasSpaces && !isQuoted) {
		const isVariable = isOfCode(view, start, end, signs);
		// password = conf.db.password
		if (isVariable && haveAny(signs, SIGNS.dot)) return false;
		const next = view.at(end);
		const goesOn = next === 0x3b || next === 0x29 || next === 0x2c || !isLastOfLine(view, end);
		if (goesOn && (isVariable || isWordLike(view, value, signs))) return false;
	}
	if (isNamed) return true;
	return (!areOnly(signs, SIGNS.letter) && ALNUM[view.at(start)] === 1) || isLastOfLine(view, end);
}

/** Whether a value is worth hiding, given how surely its name and its place say so. */
export function isWorthHiding(view: View, needed: Needed, value: Value, separator: Separator): boolean {
	const { start, end, isQuoted } = value;
	if (end - start < SHORTEST) return false;
	const signs = signsIn(start, end);
	return isAsNeeded(view, needed, value, separator, signs) || (isQuoted && isOfAllSigns(view, start, end, signs));
}
