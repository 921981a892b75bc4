import { byteSet, isTextAt, skip, skipBack, union } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import {
	behindBrackets,
	behindConnective,
	behindLeader,
	behindSerialised,
	behindType,
	behindValueWord,
	CLOSERS,
	isBorder,
	MOST_SPACES,
	QUOTES,
	SPACES,
} from './between.ts';
import { behindMarkup, tagEnd } from './markup.ts';

const STARS = byteSet('*');
const SIGNS = byteSet(':=?>|.+~-');
/** What may stand before a value, behind its sign. */
const NOT_VALUE = union(SPACES, SIGNS, STARS);
const EQUALS = 0x3d;
const TAG = 0x3c;
/** `password is x` */
const COPULAS = ['is now ', 'is: ', 'is ', 'was ', 'set to '];
const COPULA_STARTS = byteSet('iIwWsS');
/** Quotes that were written out for a URL, a page or a script. */
const WRITTEN_QUOTES = ['%22', '&quot;', '&#34;', '&#39;', '&#x27;', '\\u0022', '\\u0027'];

/** What stands between a name and its value. */
export interface Separator {
	/** Where the value, or its opening quote, begins. */
	readonly valueStart: number;
	/**
	 * `=` and its like, `:`, `<name>value`, the content of an element that is named so, the argument behind a name, the
	 * name called, `is`, what leads the eye (`->`, `----`), or space (`--password x`).
	 */
	readonly sign: 'equals' | 'colon' | 'tag' | 'markup' | 'argument' | 'call' | 'is' | 'leader' | 'space';
	readonly hasSpaces: boolean;
}

const isQuote = (byte: number): boolean => QUOTES[byte] === 1;

/** The length of a quote at `at` that is written out; 0 where there is none. */
export function writtenQuote(view: View, at: number): number {
	const byte = view.at(at);
	if (byte !== 0x25 && byte !== 0x26 && byte !== 0x5c) return 0;
	return WRITTEN_QUOTES.find((quote) => isTextAt(view.bytes, quote, at, view.to))?.length ?? 0;
}

function signOf(view: View, start: number, end: number): Separator['sign'] | undefined {
	let sign: Separator['sign'] | undefined;
	for (let index = start; index < end; index++) {
		const byte = view.at(index);
		if (byte === 0x7c && view.at(index + 1) === 0x7c) return undefined;
		if (byte === 0x3d || byte === 0x7c) sign = 'equals';
		else if (byte === 0x3a) sign ??= 'colon';
		else if (byte === 0x3e) sign ??= 'tag';
	}
	return sign;
}

/** PHP's `define('DB_PASSWORD', '…')`: nothing but a setting is made so. */
function isDefined(view: View, quote: number): boolean {
	const call = skipBack(view.bytes, SPACES, view.from, quote, 4);
	return isTextAt(view.bytes, 'define(', call - 7, call);
}

/** Reads what stands behind a name that ends at `end`; undefined where that is no assignment. */
export function readSeparator(view: View, nameStart: number, end: number): Separator | undefined {
	const { bytes, to } = view;
	// Most have nothing between: name=value
	if (view.at(end) === EQUALS && NOT_VALUE[view.at(end + 1)] === 0) {
		return { valueStart: end + 1, sign: 'equals', hasSpaces: false };
	}
	const closed = skip(bytes, CLOSERS, end + writtenQuote(view, end), to, 5);
	const isClosed = closed > end;
	if (isClosed) {
		const named = behindValueWord(view, closed);
		if (named >= 0) return { valueStart: named, sign: 'equals', hasSpaces: false };
		const serialised = behindSerialised(view, closed);
		if (serialised >= 0) return { valueStart: serialised, sign: 'equals', hasSpaces: false };
	}
	const content = behindMarkup(view, nameStart, end);
	if (content >= 0) return { valueStart: content, sign: 'markup', hasSpaces: false };
	if (view.at(nameStart - 1) === TAG && SPACES[view.at(end)] === 1) {
		// <db.password value="…"/>, <Pass encoding="base64">…
		const attribute = behindValueWord(view, end);
		if (attribute >= 0) return { valueStart: attribute, sign: 'equals', hasSpaces: false };
		const inside = tagEnd(view, nameStart - 1);
		if (inside >= 0) return { valueStart: inside, sign: 'tag', hasSpaces: false };
	}
	const first = skip(bytes, SPACES, behindBrackets(view, closed), to, MOST_SPACES);
	if (isTextAt(bytes, '%3d', first, to) || isTextAt(bytes, '%3a', first, to)) {
		return { valueStart: first + 3, sign: 'equals', hasSpaces: false };
	}
	const byte = view.at(first);
	if (isBorder(view, first)) {
		return { valueStart: skip(bytes, SPACES, first + 3, to, MOST_SPACES), sign: 'equals', hasSpaces: true };
	}
	// A quoted name and a quoted value as arguments: setProperty("X_TOKEN", "…"); or a call: password("…").
	const isQuotedName =
		isQuote(view.at(nameStart - 1)) && (isQuote(view.at(end)) || (view.at(end) === 0x5c && isQuote(view.at(end + 1))));
	const connected = behindConnective(view, first, isQuotedName);
	if (connected >= 0) return { valueStart: connected, sign: 'argument', hasSpaces: false };
	if ((isQuotedName && byte === 0x2c) || byte === 0x28) {
		const value = skip(bytes, SPACES, first + 1, to, MOST_SPACES);
		if (isQuotedName && isDefined(view, nameStart - 1) && isQuote(view.at(value))) {
			return { valueStart: value, sign: 'equals', hasSpaces: false };
		}
		return isQuote(view.at(value)) || (view.at(value) === 0x5c && isQuote(view.at(value + 1)))
			? { valueStart: value, sign: byte === 0x28 ? 'call' : 'argument', hasSpaces: false }
			: undefined;
	}
	// What a variable holds is handed on: "$password" | Out-Null
	if (byte === 0x7c && view.at(nameStart) === 0x24) return undefined;
	const led = behindLeader(view, first);
	if (led >= 0) return { valueStart: led, sign: 'leader', hasSpaces: true };
	// if (token != "…")
	const isNegated = byte === 0x21 && view.at(first + 1) === EQUALS;
	const signEnd = skip(bytes, SIGNS, isNegated ? first + 1 : first, to, 4);
	const sign = signOf(view, first, signEnd);
	if (sign === undefined) {
		const typed = first > closed ? behindType(view, first) : -1;
		if (typed >= 0) return { valueStart: typed, sign: 'equals', hasSpaces: true };
		if (first === end) return undefined;
		const copula = COPULA_STARTS[byte] === 1 ? COPULAS.find((word) => isTextAt(bytes, word, first, to)) : undefined;
		if (copula === undefined) return { valueStart: first, sign: 'space', hasSpaces: true };
		return { valueStart: skip(bytes, SPACES, first + copula.length, to, 4), sign: 'is', hasSpaces: true };
	}
	// `<token>…` is a tag, `a -> b` and `x > y` are not.
	if (sign === 'tag' && (view.at(nameStart - 1) !== TAG || signEnd !== first + 1)) return undefined;
	if (sign === 'colon') {
		const typed = behindType(view, signEnd);
		if (typed >= 0) return { valueStart: typed, sign: 'equals', hasSpaces: true };
	}
	// **Password:** x
	const bold = skip(bytes, STARS, signEnd, to, 2);
	const valueStart = skip(bytes, SPACES, bold, to, MOST_SPACES);
	return { valueStart, sign, hasSpaces: first > closed || valueStart > bold };
}
