import { ALNUM, byteSet, DIGIT, HEX, LETTER, skip } from '../byte-set.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import { WordSet } from '../word-set.ts';
import type { Strength } from './key-name.ts';
import type { Separator } from './separator.ts';
import type { Value } from './value.ts';

/** Enough of a value to judge it by. */
const JUDGED = 128;

/** Words that say that there is no value, or what became of it. */
const NO_VALUES = new WordSet(
	`null none nil undefined true false yes no on off empty required optional missing invalid incorrect redacted masked
	hidden removed filtered unset unknown default disabled enabled n/a na failed ok error string str int bool boolean object
	any void bearer basic provided expired granted denied accepted rejected must should cannot is was are not the
	for and or to from in of with wrong mismatch changed updated created deleted found set given here todo tbd omitted
	sensitive protected encrypted secured anonymous guest static dynamic generated`,
);

/** What source code looks values up in. */
const CODE_WORDS = new WordSet(
	'process os env config secrets vars this self options settings props args req request ctx var local data',
);

const FILLER = byteSet('xX*#.');
const SIGN_START = byteSet('<$*{%[(');
const CODE_START = byteSet('(');
const STARS = byteSet('*');
const WORDLIKE = byteSet('a-zA-Z_-');
const REST = byteSet(' \t\r"\'`,;)}]\\');
const NO_DIGIT = byteSet('a-zA-Z_.:/+=~-');
const NAME = byteSet('a-zA-Z0-9_.$');
const LOWER = byteSet('a-z');

/** Whether most bytes are the letter that stands for any other: `glpat-XXXXXXXX`. */
function isFilled(view: View, start: number, end: number): boolean {
	// Of most values the first bytes tell already.
	let others = end - start - Math.ceil(0.6 * (end - start));
	for (let index = start; index < end; index++) {
		if (FILLER[view.bytes[index] as number] === 0 && --others < 0) return false;
	}
	return true;
}

/** `${X}`, `<…>`, `****`, `xxxx`, `null`, `[REDACTED]`: nothing to hide. */
function isPlaceholder(view: View, { start, end }: Value): boolean {
	const first = view.at(start);
	if (SIGN_START[first] === 1) {
		// A password may begin with such a sign too; `$word`, `%word%` and `{{…}}` are references to one.
		if (first === 0x3c || first === 0x7b || first === 0x5b || first === 0x28) return true;
		if (first === 0x2a) return skip(view.bytes, STARS, start, end) === end;
		const next = view.at(start + 1);
		return next === 0x7b || next === 0x28 || skip(view.bytes, NAME, start + 1, end) >= end - 1;
	}
	const judged = Math.min(end, start + JUDGED);
	const variety = varietyOf(view.bytes, start, judged, 3);
	if (variety === 1 || (end - start > 6 && variety <= 2)) return true;
	if (end - start >= 8 && isFilled(view, start, judged)) return true;
	return end - start <= 12 && NO_VALUES.has(view.bytes, start, end);
}

/** `getToken()`, `process.env.X`, `config.password`: source code, not a value. */
function isCode(view: View, { start, end, isQuoted }: Value): boolean {
	if (isQuoted) return false;
	const name = skip(view.bytes, NAME, start, view.to, JUDGED);
	if (name > start && (CODE_START[view.at(name)] === 1 || view.at(name) === 0x5b)) return true;
	if (name < end) return false;
	const dot = skip(view.bytes, LOWER, start, end, 16);
	return dot < end && view.at(dot) === 0x2e && CODE_WORDS.has(view.bytes, start, dot);
}

/** One run of letters that reads as a word. */
const isWordLike = (view: View, { start, end }: Value): boolean =>
	skip(view.bytes, WORDLIKE, start, end) === end && randomness(view.bytes, start, end) <= 0;

export const isUuid = (view: View, { start, end }: Value): boolean =>
	end - start === 36 && view.at(start + 8) === 0x2d && view.at(start + 23) === 0x2d;

function looksDrawn(view: View, value: Value, shortest: number, evidence: number): boolean {
	const { start, end } = value;
	if (end - start < shortest) return false;
	const judged = Math.min(end, start + JUDGED);
	if (skip(view.bytes, HEX, start, judged) === judged && end - start >= 16) {
		return varietyOf(view.bytes, start, judged, 6) >= 6;
	}
	return randomness(view.bytes, start, judged) >= evidence;
}

/** Whether the line ends behind the value, as in a settings file; in prose more words follow. */
function isLastOfLine(view: View, end: number): boolean {
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
	return length >= 16 && hasDigit && randomness(view.bytes, start, judged) >= -length / 4;
}

/** Whether a value is worth hiding, given how surely its name says so. */
export function isWorthHiding(view: View, strength: Strength, value: Value, separator: Separator): boolean {
	const { start, end, isQuoted } = value;
	const length = end - start;
	if (length < 3 || isPlaceholder(view, value) || isCode(view, value)) return false;
	if (strength === 'weak') return !isUuid(view, value) && looksDrawn(view, value, 12, 8);
	if (strength === 'token') return isTokenLike(view, value);
	const isNamed = isQuoted || separator.sign !== 'colon';
	if (strength === 'secret' && (length < 6 || !(isNamed || isLastOfLine(view, end)))) return isTokenLike(view, value);
	// Code: `password = userPassword;`
	if (separator.hasSpaces && !isQuoted && isWordLike(view, value)) {
		const next = view.at(end);
		if (next === 0x3b || next === 0x29 || next === 0x2c || !isLastOfLine(view, end)) return false;
	}
	if (isNamed) return true;
	const hasOther = skip(view.bytes, LETTER, start, end) < end;
	return (hasOther && ALNUM[view.at(start)] === 1) || isLastOfLine(view, end);
}
