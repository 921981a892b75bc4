import { byteSet, DIGIT, invert, isTextAt, LETTER, skip, WORD } from '../byte-set.ts';
import type { View } from '../scan/view.ts';

export const CLOSERS = byteSet('\\"\'`]*)}');
export const SPACES = byteSet(' \t');
export const MOST_SPACES = 40;
const GAP = byteSet(' \t,;:"\'\\');
const TO_COMMA = invert(byteSet(',\n'));
const DASHES = byteSet('-');
export const QUOTES = byteSet('"\'`');

/** `│`, `┃`, `║` between the cells of a table. */
export function isBorder(view: View, at: number): boolean {
	if (view.at(at) !== 0xe2) return false;
	const last = view.at(at + 2);
	return view.at(at + 1) === 0x94 ? last === 0x82 || last === 0x83 : view.at(at + 1) === 0x95 && last === 0x91;
}

/** What values are called beside their names; the second by CloudFormation. */
const VALUE_WORDS = ['value', 'parametervalue'];
const VALUE_STARTS = byteSet('vVpP');

/** Behind such a word at `at`; -1 where there is none. */
export function valueWordEnd(view: View, at: number): number {
	if (VALUE_STARTS[view.at(at)] !== 1) return -1;
	const word = VALUE_WORDS.find((text) => isTextAt(view.bytes, text, at, view.to));
	return word === undefined ? -1 : at + word.length;
}

/** What Azure puts between the name of a setting and its value. */
export const isSlotSetting = (view: View, at: number): boolean => isTextAt(view.bytes, 'slotsetting', at, view.to);

/** `--name DB_PASSWORD --value …`, as programs take the name of a secret and what it is. */
const VALUE_FLAGS = ['--value', '--data', '--body', '--secret-string', '--string-value'];
const FLAG_SIGN = byteSet(' =');

/** Where the value behind such a flag at `at` begins; -1 where there is none. */
export function behindValueFlag(view: View, at: number): number {
	if (view.at(at) !== 0x2d || view.at(at + 1) !== 0x2d) return -1;
	const flag = VALUE_FLAGS.find((text) => isTextAt(view.bytes, text, at, view.to));
	if (flag === undefined) return -1;
	const end = at + flag.length;
	return FLAG_SIGN[view.at(end)] === 1 ? skip(view.bytes, FLAG_SIGN, end, view.to, 4) : -1;
}

/** `"value": `, `value=` behind a name that is itself a value: `{"name": "DB_PASSWORD", "value": "…"}` */
export function behindValueWord(view: View, at: number): number {
	let index = skip(view.bytes, GAP, at, view.to, 8);
	if (isSlotSetting(view, index)) {
		index = skip(view.bytes, GAP, skip(view.bytes, TO_COMMA, index, view.to, 32), view.to, 8);
	}
	const word = valueWordEnd(view, index);
	if (word < 0) return -1;
	index = skip(view.bytes, CLOSERS, word, view.to, 3);
	index = skip(view.bytes, SPACES, index, view.to, 4);
	const sign = view.at(index);
	if (sign !== 0x3a && sign !== 0x3d) return -1;
	return skip(view.bytes, SPACES, index + 1, view.to, 4);
}

/** `: string = `, ` string = `: a type between name and value */
export function behindType(view: View, at: number): number {
	const word = skip(view.bytes, SPACES, at, view.to, 4);
	const end = skip(view.bytes, WORD, word, view.to, 16);
	if (end === word || LETTER[view.at(word)] !== 1) return -1;
	const equals = skip(view.bytes, SPACES, end, view.to, 4);
	const isAssigned = equals > end && view.at(equals) === 0x3d && SPACES[view.at(equals + 1)] === 1;
	return isAssigned ? skip(view.bytes, SPACES, equals + 1, view.to, 4) : -1;
}

const ALTERNATIVES = ['||', '??', '?:', 'or '];
const ALTERNATIVE_STARTS = byteSet('|?oO');
/** Kotlin's pairs: `mapOf("token" to "…")` */
const PAIR = 'to ';

function connectiveAt(view: View, at: number, isQuotedName: boolean): string | undefined {
	if (isQuotedName && isTextAt(view.bytes, PAIR, at, view.to)) return PAIR;
	if (ALTERNATIVE_STARTS[view.at(at)] !== 1) return undefined;
	return ALTERNATIVES.find((text) => isTextAt(view.bytes, text, at, view.to));
}

/** The quoted value behind what connects it to a name in code: `process.env.X_TOKEN || "…"`. */
export function behindConnective(view: View, at: number, isQuotedName: boolean): number {
	const sign = connectiveAt(view, at, isQuotedName);
	if (sign === undefined) return -1;
	const value = skip(view.bytes, SPACES, at + sign.length, view.to, 4);
	return QUOTES[view.at(value)] === 1 ? value : -1;
}

/** `[]` or `[255]` behind a name, as C declares an array. */
export function behindBrackets(view: View, at: number): number {
	if (view.at(at) !== 0x5b) return at;
	const end = skip(view.bytes, DIGIT, at + 1, view.to, 6);
	return view.at(end) === 0x5d ? end + 1 : at;
}

/** `;s:12:` between a key and its value, as PHP writes both. */
export function behindSerialised(view: View, at: number): number {
	if (!isTextAt(view.bytes, ';s:', at, view.to)) return -1;
	const end = skip(view.bytes, DIGIT, at + 3, view.to, 6);
	return end > at + 3 && view.at(end) === 0x3a ? end + 1 : -1;
}

/** `->`, `-`, `----` or `–` with space around it. */
export function behindLeader(view: View, first: number): number {
	const byte = view.at(first);
	if (SPACES[view.at(first - 1)] !== 1 || (byte !== 0x2d && byte !== 0xe2)) return -1;
	const dashes = byte === 0xe2 ? first + 3 : skip(view.bytes, DASHES, first, view.to, MOST_SPACES);
	if (byte === 0xe2 && view.at(first + 1) !== 0x80) return -1;
	const end = view.at(dashes) === 0x3e ? dashes + 1 : dashes;
	const value = skip(view.bytes, SPACES, end, view.to, MOST_SPACES);
	return value > end ? value : -1;
}

/** Quotes that were written out for a URL, a page or a script. */
const WRITTEN_QUOTES = ['%22', '&quot;', '&#34;', '&#39;', '&#x27;', '\\u0022', '\\u0027'];

/** The length of a quote at `at` that is written out; 0 where there is none. */
export function writtenQuote(view: View, at: number): number {
	const byte = view.at(at);
	if (byte !== 0x25 && byte !== 0x26 && byte !== 0x5c) return 0;
	return WRITTEN_QUOTES.find((quote) => isTextAt(view.bytes, quote, at, view.to))?.length ?? 0;
}
