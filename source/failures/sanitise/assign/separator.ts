import { byteSet, isTextAt, skip, skipBack, union } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import {
	behindBrackets,
	behindConnective,
	behindLeader,
	behindSerialised,
	behindType,
	behindValueFlag,
	behindValueWord,
	CLOSERS,
	isBorder,
	MOST_SPACES,
	QUOTES,
	SPACES,
	writtenQuote,
} from './between.ts';
import { behindMarkup, tagEnd } from './markup.ts';

const STARS = byteSet('*');
const SIGNS = byteSet(':=?>|.+~-');
/** What may stand before a value, behind its sign. */
const NOT_VALUE = union(SPACES, SIGNS, STARS);
/** What may stand right behind a name that a value follows. */
const BEGINS = union(NOT_VALUE, CLOSERS, byteSet('%&,<[(!\u00e2'));
const EQUALS = 0x3d;
const TAG = 0x3c;
const OPEN = 0x28;
const COMMA = 0x2c;
const PIPE = 0x7c;
const DOLLAR = 0x24;
const EXCLAMATION = 0x21;
const COLON = 0x3a;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
/** `password is x` */
const COPULAS = ['is now ', 'is: ', 'is ', 'was ', 'set to '];
const COPULA_STARTS = byteSet('iIwWsS');
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

function signOf(view: View, start: number, end: number): Separator['sign'] | undefined {
	let sign: Separator['sign'] | undefined;
	for (let index = start; index < end; index++) {
		const byte = view.at(index);
		if (byte === PIPE && view.at(index + 1) === PIPE) return undefined;
		if (byte === EQUALS || byte === PIPE) sign = 'equals';
		else if (byte === 0x3a) sign ??= 'colon';
		else if (byte === 0x3e) sign ??= 'tag';
	}
	return sign;
}

const separator = (valueStart: number, sign: Separator['sign'], hasSpaces = false): Separator => ({
	valueStart,
	sign,
	hasSpaces,
});

/** Behind a closed name: `"name": "X_TOKEN", "value": "…"`, and what was written out for storage. */
function behindClosed(view: View, closed: number): Separator | undefined {
	const named = behindValueWord(view, closed);
	const value = named >= 0 ? named : behindSerialised(view, closed);
	return value >= 0 ? separator(value, 'equals') : undefined;
}

/** `<db.password value="…"/>`, `<Pass encoding="base64">…` */
function insideTag(view: View, nameStart: number, end: number): Separator | undefined {
	if (view.at(nameStart - 1) !== TAG || SPACES[view.at(end)] !== 1) return undefined;
	const attribute = behindValueWord(view, end);
	if (attribute >= 0) return separator(attribute, 'equals');
	const content = tagEnd(view, nameStart - 1);
	return content >= 0 ? separator(content, 'tag') : undefined;
}

/** PHP's `define('DB_PASSWORD', '…')`: nothing but a setting is made so. */
function isDefined(view: View, quote: number): boolean {
	const call = skipBack(view.bytes, SPACES, view.from, quote, 4);
	return isTextAt(view.bytes, 'define(', call - 7, call);
}

/** A quoted name and a quoted value as arguments, `setProperty("X_TOKEN", "…")`; or a call, `password("…")`. */
function asArgument(view: View, nameStart: number, at: number, isQuotedName: boolean): Separator | undefined {
	const value = skip(view.bytes, SPACES, at + 1, view.to, MOST_SPACES);
	const isQuoted = isQuote(view.at(value));
	if (isQuotedName && isQuoted && isDefined(view, nameStart - 1)) return separator(value, 'equals');
	if (!isQuoted && !(view.at(value) === BACKSLASH && isQuote(view.at(value + 1)))) return undefined;
	return separator(value, view.at(at) === OPEN ? 'call' : 'argument');
}

/** No sign at all: a type, a verb, or space. */
function withoutSign(view: View, end: number, closed: number, first: number): Separator | undefined {
	const typed = first > closed ? behindType(view, first) : -1;
	if (typed >= 0) return separator(typed, 'equals', true);
	if (first === end) return undefined;
	const isVerb = COPULA_STARTS[view.at(first)] === 1;
	const copula = isVerb ? COPULAS.find((word) => isTextAt(view.bytes, word, first, view.to)) : undefined;
	if (copula === undefined) return separator(first, 'space', true);
	return separator(skip(view.bytes, SPACES, first + copula.length, view.to, 4), 'is', true);
}

/** Reads what stands behind a name that ends at `end`; undefined where that is no assignment. */
export function readSeparator(view: View, nameStart: number, end: number): Separator | undefined {
	const { bytes, to } = view;
	const next = view.at(end);
	if (BEGINS[next] === 0) return undefined;
	// Most have nothing between: name=value, name: value
	if (next === EQUALS && NOT_VALUE[view.at(end + 1)] === 0) return separator(end + 1, 'equals');
	if (next === COLON && view.at(end + 1) === SPACE && NOT_VALUE[view.at(end + 2)] === 0) {
		const typed = behindType(view, end + 1);
		return typed >= 0 ? separator(typed, 'equals', true) : separator(end + 2, 'colon', true);
	}
	const closed = skip(bytes, CLOSERS, end + writtenQuote(view, end), to, 5);
	// ParameterKey=DbPassword,ParameterValue=…
	const quoted = closed > end || next === COMMA ? behindClosed(view, closed) : undefined;
	if (quoted) return quoted;
	const content = behindMarkup(view, nameStart, end);
	if (content >= 0) return separator(content, 'markup');
	const tagged = insideTag(view, nameStart, end);
	if (tagged) return tagged;
	const first = skip(bytes, SPACES, behindBrackets(view, closed), to, MOST_SPACES);
	if (isTextAt(bytes, '%3d', first, to) || isTextAt(bytes, '%3a', first, to)) return separator(first + 3, 'equals');
	if (isBorder(view, first)) return separator(skip(bytes, SPACES, first + 3, to, MOST_SPACES), 'equals', true);
	const byte = view.at(first);
	const isQuotedName =
		isQuote(view.at(nameStart - 1)) && (isQuote(next) || (next === BACKSLASH && isQuote(view.at(end + 1))));
	const connected = behindConnective(view, first, isQuotedName);
	if (connected >= 0) return separator(connected, 'argument');
	const flagged = behindValueFlag(view, first);
	if (flagged >= 0) return separator(flagged, 'equals');
	if ((isQuotedName && byte === COMMA) || byte === OPEN) return asArgument(view, nameStart, first, isQuotedName);
	// What a variable holds is handed on: "$password" | Out-Null
	if (byte === PIPE && view.at(nameStart) === DOLLAR) return undefined;
	const led = behindLeader(view, first);
	if (led >= 0) return separator(led, 'leader', true);
	// if (token != "…")
	const isNegated = byte === EXCLAMATION && view.at(first + 1) === EQUALS;
	const signEnd = skip(bytes, SIGNS, isNegated ? first + 1 : first, to, 4);
	const sign = signOf(view, first, signEnd);
	if (sign === undefined) return withoutSign(view, end, closed, first);
	// `<token>…` is a tag, `a -> b` and `x > y` are not.
	if (sign === 'tag' && (view.at(nameStart - 1) !== TAG || signEnd !== first + 1)) return undefined;
	const typed = sign === 'colon' ? behindType(view, signEnd) : -1;
	if (typed >= 0) return separator(typed, 'equals', true);
	// **Password:** x
	const bold = skip(bytes, STARS, signEnd, to, 2);
	const valueStart = skip(bytes, SPACES, bold, to, MOST_SPACES);
	return separator(valueStart, sign, first > closed || valueStart > bold);
}
