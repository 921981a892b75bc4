import { isUuid, isWorthHiding } from '../assign/worth.ts';
import { byteSet, invert, skip, skipBack } from '../byte-set.ts';
import type { Engine, Scanner } from '../scan/scanner.ts';
import type { Mark, View } from '../scan/view.ts';
import { KeyLines } from './key-lines.ts';

const NEW_LINE = 0x0a;
const IN_LINE = invert(byteSet('\n'));
/** Most lines end within so many bytes, where a call costs more than looking. */
const NEAR = 256;
const LEADING = byteSet(' \t"\'`');
const TRAILING = byteSet(' \t\r"\'`,;');
const NAME = byteSet('a-zA-Z_');
const IN_VALUE = invert(byteSet(' \t\r\n"\'`<>'));

/** What of earlier lines goes on in the next one. */
export type Continuation =
	| { readonly kind: 'key'; readonly lines: KeyLines }
	| { readonly kind: 'value'; readonly mark: Extract<Mark, { kind: 'value' }> };

const continuationOf = (mark: Mark): Continuation =>
	mark.kind === 'key' ? { kind: 'key', lines: new KeyLines(mark.prefix) } : { kind: 'value', mark };

function lineEnd(bytes: Uint8Array, from: number, to: number): number {
	const near = skip(bytes, IN_LINE, from, to, NEAR);
	if (near < from + NEAR) return near;
	const found = bytes.subarray(near, to).indexOf(NEW_LINE);
	return found < 0 ? to : near + found;
}

/** How far the key's lines go from the line that begins at `from`. */
export interface KeyExtent {
	/** Behind the last byte that belongs to the key; `from - 1` where no line does. */
	readonly end: number;
	/** Whether the text ended first. */
	readonly isOpen: boolean;
}

export function followKey(lines: KeyLines, bytes: Uint8Array, from: number, to: number): KeyExtent {
	let end = from - 1;
	for (let at = from; at < to; ) {
		const stop = lineEnd(bytes, at, to);
		const line = lines.next(bytes, at, stop);
		if (line.kind === 'outside') return { end, isOpen: false };
		end = line.end;
		if (line.kind === 'end') return { end, isOpen: false };
		at = stop + 1;
	}
	return { end, isOpen: true };
}

/** The value of a name that ended the line before: alone in its line, or behind `value:`. */
function valueInLine(
	view: View,
	{ strength, needsName }: Extract<Mark, { kind: 'value' }>,
	from: number,
): readonly [start: number, end: number] | undefined {
	const stop = lineEnd(view.bytes, from, view.to);
	let start = skip(view.bytes, LEADING, from, stop);
	if (needsName) {
		const name = skip(view.bytes, NAME, start, stop, 12);
		if (view.at(name) !== 0x3a && view.at(name + 1) !== 0x3a) return undefined;
		if (name - start !== 5) return undefined;
		start = skip(view.bytes, LEADING, name + (view.at(name) === 0x3a ? 1 : 2), stop);
	}
	const end = skip(view.bytes, IN_VALUE, start, stop, 1024);
	const rest = skip(view.bytes, TRAILING, end, stop);
	// Only the tag that closes may follow.
	if (rest < stop && (view.at(rest) !== 0x3c || view.at(rest + 1) !== 0x2f)) return undefined;
	const value = { start, end: skipBack(view.bytes, TRAILING, start, end), isQuoted: true };
	const separator = { valueStart: start, sign: 'equals', hasSpaces: false } as const;
	if (strength !== 'none' && isUuid(view, value)) return [value.start, value.end];
	return isWorthHiding(view, strength, value, separator) ? [value.start, value.end] : undefined;
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
	const first = before?.kind === 'value' ? valueInLine(view, before.mark, from) : undefined;
	if (first) spans.add(first[0], first[1], valueRule);
	let done = from;
	for (const mark of view.marks) {
		if (mark.from < done) continue;
		const next = lineEnd(bytes, mark.from, to) + 1;
		const continuation = continuationOf(mark);
		const isLast = next >= to;
		if (mark.kind === 'value') {
			const value = isLast ? undefined : valueInLine(view, mark, next);
			if (value) spans.add(value[0], value[1], valueRule);
			if (isLast && bytes[to - 1] === NEW_LINE) open = continuation;
			continue;
		}
		if (continuation.kind !== 'key') continue;
		const { end, isOpen } = isLast ? { end: mark.from, isOpen: true } : followKey(continuation.lines, bytes, next, to);
		spans.add(mark.start, Math.max(end, mark.from), keyRule);
		done = end;
		if (isOpen && bytes[to - 1] === NEW_LINE) open = continuation;
	}
	return open;
}
