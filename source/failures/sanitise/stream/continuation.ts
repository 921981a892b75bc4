import { isSlotSetting, valueWordEnd } from '../assign/between.ts';
import { isUuid, isWorthHiding } from '../assign/worth.ts';
import { byteSet, DIGIT, invert, isTextAt, skip, skipBack } from '../byte-set.ts';
import { lineEnd } from '../find/key-extent.ts';
import type { KeyLines } from '../find/key-lines.ts';
import type { Engine } from '../scan/engine.ts';
import type { Scanner } from '../scan/scanner.ts';
import type { ValueMark, View } from '../scan/view.ts';

const NEW_LINE = 0x0a;
const BLANK = byteSet(' \t\r');
const LEADING = byteSet(' \t"\'`');
const TRAILING = byteSet(' \t\r"\'`,;');
const COLON = 0x3a;
const CLOSE = 0x29;
/** `string(12) "…"`, as PHP dumps one. */
const STRING = 'string(';
const TAG = 0x3c;
const TAG_END = 0x3e;
const IN_TAG = byteSet('a-zA-Z:_-');
const IN_VALUE = invert(byteSet(' \t\r\n"\'`<>'));

/** What of earlier lines goes on in the next one. */
export type Continuation =
	| { readonly kind: 'key'; readonly lines: KeyLines }
	| { readonly kind: 'value'; readonly mark: ValueMark };

/** Where the line begins in which a value has to stand, if that behind the name begins at `from`. */
function valueLine(view: View, { mayBeApart }: ValueMark, from: number): number {
	if (!mayBeApart) return from;
	const first = skip(view.bytes, LEADING, from, view.to);
	const isBetween = view.at(skip(view.bytes, BLANK, from, view.to)) === NEW_LINE || isSlotSetting(view, first);
	return isBetween ? lineEnd(view.bytes, first, view.to) + 1 : from;
}

/** The value of a name that ended the line before: alone in its line, or behind `value:`. */
function valueInLine(
	view: View,
	{ needed, needs }: ValueMark,
	from: number,
): readonly [start: number, end: number] | undefined {
	const stop = lineEnd(view.bytes, from, view.to);
	let start = skip(view.bytes, LEADING, from, stop);
	if (needs === 'name') {
		const name = valueWordEnd(view, start);
		if (name < 0) return undefined;
		const colon = view.at(name) === COLON ? name : name + 1;
		if (view.at(colon) !== COLON) return undefined;
		start = skip(view.bytes, LEADING, colon + 1, stop);
	}
	if (needs === 'length') {
		if (!isTextAt(view.bytes, STRING, start, stop)) return undefined;
		const close = skip(view.bytes, DIGIT, start + STRING.length, stop);
		if (view.at(close) !== CLOSE) return undefined;
		start = skip(view.bytes, LEADING, close + 1, stop);
	}
	if (needs === 'tag') {
		const tag = view.at(start) === TAG ? skip(view.bytes, IN_TAG, start + 1, stop, 64) : start;
		if (tag === start || view.at(tag) !== TAG_END) return undefined;
		start = tag + 1;
	}
	const end = skip(view.bytes, IN_VALUE, start, stop, 1024);
	const rest = skip(view.bytes, TRAILING, end, stop);
	// Only the tag that closes may follow.
	if (rest < stop && (view.at(rest) !== 0x3c || view.at(rest + 1) !== 0x2f)) return undefined;
	const value = { start, end: skipBack(view.bytes, TRAILING, start, end), isQuoted: true };
	const separator = { valueStart: start, sign: 'equals', hasSpaces: false } as const;
	if (needed !== 'none' && isUuid(view, value)) return [value.start, value.end];
	return isWorthHiding(view, needed, value, separator) ? [value.start, value.end] : undefined;
}

/**
 * Adds what goes on in the lines behind a find to the scanner's spans.
 * @param before what the lines before left open
 * @param from where the ordinary text begins
 * @returns what this text leaves open
 */
export function followMarks(
	{ keyRule, valueRule }: Engine,
	{ spans, view }: Scanner,
	before: Continuation | undefined,
	from: number,
	to: number,
): Continuation | undefined {
	const { bytes } = view;
	let open: Continuation | undefined = before?.kind === 'value' ? undefined : before;
	/** Looks for a value in the line at `line` or behind; what has not come yet is left open. */
	const follow = (mark: ValueMark, line: number): void => {
		const at = line < to ? valueLine(view, mark, line) : line;
		const value = at < to ? valueInLine(view, mark, at) : undefined;
		if (value) spans.add(value[0], value[1], valueRule);
		else if (at >= to && bytes[to - 1] === NEW_LINE) {
			open = { kind: 'value', mark: { ...mark, mayBeApart: mark.mayBeApart && at === line } };
		}
	};
	if (before?.kind === 'value') follow(before.mark, from);
	let done = from;
	for (const mark of view.marks) {
		if (mark.from < done) continue;
		if (mark.kind === 'key') {
			spans.add(mark.start, mark.end, keyRule);
			done = mark.end;
			if (mark.open && bytes[to - 1] === NEW_LINE) open = { kind: 'key', lines: mark.open };
			continue;
		}
		follow(mark, lineEnd(bytes, mark.from, to) + 1);
	}
	return open;
}
