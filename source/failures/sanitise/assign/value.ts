import { byteSet, invert, isTextAt, skip, skipBack, union } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import { writtenQuote } from './between.ts';

const LONGEST = 1024;
/** Enough of a value to judge it by. */
export const JUDGED = 128;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;

const LINE_END = byteSet('\r\n');
const NOT_LINE_END = invert(LINE_END);
const STOPS = byteSet(' \t\r\n\f\v"\'`<>,;)]}|&\\');
const ENV_STOPS = byteSet(' \t\r\n\f\v"\'`');
const LOOSE = invert(STOPS);
/** What a shell's word is made of that needs no second look. */
const PLAIN_WORD = invert(union(ENV_STOPS, byteSet('\\%')));
const ESCAPED = byteSet('nrt"\\');
const PREFIXES = byteSet('bBrRuUfF@$');
const TRAILING = byteSet(',;.:)]}\\');

export interface Value {
	readonly start: number;
	readonly end: number;
	readonly isQuoted: boolean;
}

const isQuote = (byte: number): boolean => byte === 0x22 || byte === 0x27 || byte === 0x60;

/** The end of a quoted value; an escaped quote (`\"`) ends at an escaped one. -1 where the line or the limit ends it. */
function closing(view: View, from: number, quote: number, isEscaped: boolean): number {
	const limit = Math.min(view.to, from + LONGEST);
	for (let index = from; index < limit; index++) {
		const byte = view.bytes[index] as number;
		if (byte === 0x0a) return -1;
		if (byte === BACKSLASH) {
			if (isEscaped && view.at(index + 1) === quote) return index;
			index++;
		} else if (byte === quote) return index;
	}
	return -1;
}

/** Where a shell's word ends; of `A=x\nB=y` inside a string only x belongs to A. */
function wordEnd(view: View, start: number): number {
	const { bytes, to } = view;
	const limit = Math.min(to, start + LONGEST);
	let end = skip(bytes, PLAIN_WORD, start, limit);
	for (; end < limit; end = skip(bytes, PLAIN_WORD, end + 1, limit)) {
		const byte = view.at(end);
		if (byte === BACKSLASH && ESCAPED[view.at(end + 1)] === 1 && end + 1 < limit) break;
		if (byte === PERCENT ? isTextAt(bytes, '%26', end, limit) : byte !== BACKSLASH) break;
	}
	return end;
}

function loose(view: View, start: number, isWholeWord: boolean): Value {
	let end = isWholeWord ? wordEnd(view, start) : skip(view.bytes, LOOSE, start, view.to, LONGEST);
	while (end > start && TRAILING[view.at(end - 1)] === 1) end--;
	return { start, end, isQuoted: false };
}

/** What languages print around a value that may be missing. */
const WRAPPERS = ['some(', 'optional(', 'just(', 'secret('];
const WRAPPER_START = byteSet('sSoOjJ');

function insideWrapper(view: View, start: number): number {
	if (WRAPPER_START[view.at(start)] !== 1) return start;
	return start + (WRAPPERS.find((wrapper) => isTextAt(view.bytes, wrapper, start, view.to))?.length ?? 0);
}

const IN_BRACES = invert(byteSet('{}"\r\n'));
const NOT_PART = invert(byteSet('; '));

/** `Pwd={a;b c}`, as ODBC has it: braces around what would end a value. */
function inBraces(view: View, start: number): Value | undefined {
	if (view.at(start) !== 0x7b || view.at(start - 1) !== 0x3d) return undefined;
	const end = skip(view.bytes, IN_BRACES, start + 1, view.to, JUDGED);
	const isWhole = view.at(end) === 0x7d && (view.at(end + 1) === 0x3b || STOPS[view.at(end + 1)] === 1);
	const part = skip(view.bytes, NOT_PART, start + 1, end);
	const isApart = part < end && part > start + 1 && view.at(end - 1) !== 0x20;
	return isWhole && isApart ? { start: start + 1, end, isQuoted: true } : undefined;
}

const IN_ELEMENT = invert(byteSet('<\r\n'));
const SPACE = byteSet(' \t');

/** The content of an element that begins at `start`, where that is closed in the same line; else a value like any other. */
export function readElement(view: View, start: number): Value {
	const close = skip(view.bytes, IN_ELEMENT, start, view.to, LONGEST);
	if (view.at(close) !== 0x3c || view.at(close + 1) !== 0x2f) return readValue(view, start, false);
	const from = skip(view.bytes, SPACE, start, close);
	return { start: from, end: skipBack(view.bytes, SPACE, from, close), isQuoted: true };
}

/**
 * The value that begins at `start`.
 * @param isWholeWord only white space ends it, as in a shell; else what ends values in code and URLs ends it too
 */
export function readValue(view: View, start: number, isWholeWord: boolean): Value {
	let open = insideWrapper(view, start);
	const inside = open;
	if (PREFIXES[view.at(open)] === 1 && isQuote(view.at(open + 1))) open++;
	let escapes = open;
	while (view.at(escapes) === BACKSLASH && escapes - open < 4) escapes++;
	const quote = view.at(escapes);
	if (isQuote(quote)) {
		const end = closing(view, escapes + 1, quote, escapes > open);
		if (end >= 0) return { start: escapes + 1, end, isQuoted: true };
		return loose(view, escapes + 1, false);
	}
	const braced = inBraces(view, start);
	if (braced) return braced;
	const written = writtenQuote(view, open);
	if (written > 0) return { ...loose(view, open + written, false), isQuoted: true };
	return loose(view, inside, isWholeWord && inside === start);
}

const HEADER_END = union(LINE_END, byteSet('"\'`'));
const IN_HEADER = invert(HEADER_END);

/** The rest of a header: to the closing quote, an escaped line end or the end of the line. */
export function readHeader(view: View, start: number): Value {
	const open = isQuote(view.at(start)) ? start + 1 : view.at(start) === BACKSLASH ? start + 2 : start;
	const set = open > start ? IN_HEADER : view.at(start) === 0x22 ? NOT_LINE_END : IN_HEADER;
	let end = skip(view.bytes, set, open, view.to, 4 * LONGEST);
	for (let index = open; index < end - 1; index++) {
		if (view.bytes[index] === BACKSLASH && 'nr"'.includes(String.fromCharCode(view.at(index + 1)))) end = index;
	}
	while (end > open && (TRAILING[view.at(end - 1)] === 1 || view.at(end - 1) === 0x20)) end--;
	return { start: open, end, isQuoted: open > start };
}
