import { byteSet, LETTER, skip, skipBack } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import { textOf } from '../text-of.ts';

const TRAILING = byteSet(' \t\r"\'`,;)]}\\');
const BASE64 = byteSet('a-zA-Z0-9+/=');
/** Indents, quotes and times: what stands before a line's content in code and in logs. */
const LAYOUT = byteSet(' \t"\'`|>+*#/:.,([]0-9TZ-');
const FULL_LINE = 40;
const MOST_LINES = 2_000;
const MOST_HEADERS = 8;

/** Names of lines that may stand between BEGIN and the key. */
const HEADER =
	/^(?:proc-type|dek-info|version|comment|charset|hash|subject|x-[a-z-]+|key-id|issuer|bag attributes|friendlyname|localkeyid|messageid)\s*:/i;
const END = /-----?\s?END [A-Z0-9 ]{0,64}-{4,5}/;

/** What a line is to the block before it. `end` is where the block's part of the line ends. */
export type KeyLine =
	| { readonly kind: 'body'; readonly end: number }
	| { readonly kind: 'end'; readonly end: number }
	| { readonly kind: 'outside' };

/** How much of a line's end is looked at for END. */
const JUDGED = 400;
const DASH = 0x2d;
const NEW_LINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Every fourth byte shows whether four hyphens stand anywhere. */
function mayHoldMarker(bytes: Uint8Array, from: number, to: number): boolean {
	for (let at = from + 3; at < to; at += 4) if (bytes[at] === DASH) return true;
	return false;
}

function isHeader(text: string, length: number): boolean {
	const content = text.trim();
	if (length <= 0 || content === '') return true;
	return (
		/(?:^|\s)\S+\s*:/.test(content) &&
		content.split(/\s+/).some((_, index, all) => HEADER.test(all.slice(index, index + 2).join(' ')))
	);
}

const OUTSIDE: KeyLine = { kind: 'outside' };

/**
 * Follows a key from line to line. A line belongs to it only if it looks like one, whatever prefix (time, name of a
 * container, indent) stands before: a block that was cut off ends by itself, and what follows is not swallowed.
 */
export class KeyLines {
	/** How much stood before BEGIN in its line: a time, the name of a container. */
	readonly #prefix: number;
	#lines = 0;
	#wasHeader = true;
	#length = 0;
	#isLast = false;

	constructor(prefix: number) {
		this.#prefix = prefix;
	}

	/** Whether what stands before the key's part of a line is layout, or as long as what stood before BEGIN. */
	#isPrefix(bytes: Uint8Array, from: number, start: number): boolean {
		if (skip(bytes, LAYOUT, from, start) === start) return true;
		return this.#prefix >= 6 && Math.abs(start - from - this.#prefix) <= 4;
	}

	/**
	 * The end of the line that begins at `from`, if it is nothing but a full line of the key, which most are; -1 for
	 * any other: `next` is to judge it.
	 */
	fullLine(bytes: Uint8Array, from: number, to: number): number {
		const end = skip(bytes, BASE64, from, to);
		const stop = bytes[end] === CARRIAGE_RETURN ? end + 1 : end;
		if (end - from < FULL_LINE || stop >= to || bytes[stop] !== NEW_LINE || this.#lines >= MOST_LINES) return -1;
		this.#lines++;
		this.#body(stop, end - from);
		return stop;
	}

	next(bytes: Uint8Array, from: number, to: number): KeyLine {
		if (++this.#lines > MOST_LINES) return OUTSIDE;
		let end = skipBack(bytes, TRAILING, from, to);
		// A plus sign that joins strings is no letter of the key.
		if (bytes[end - 1] === 0x2b && TRAILING[bytes[end - 2] ?? 0] === 1) end = skipBack(bytes, TRAILING, from, end - 1);
		// A line end that is written out: `…\n" +`
		if (end < to && bytes[end] === 0x5c) end = skipBack(bytes, TRAILING, from, end);
		if (bytes[end - 1] === 0x6e && bytes[end - 2] === 0x5c) end -= 2;
		const start = skipBack(bytes, BASE64, from, end);
		const isAlone = this.#isPrefix(bytes, from, start);
		if (end - start >= FULL_LINE && isAlone) return this.#body(to, end - start);
		const judged = Math.max(from, to - JUDGED);
		const marker = mayHoldMarker(bytes, judged, to) ? END.exec(textOf(bytes, judged, to)) : null;
		if (marker) return { kind: 'end', end: judged + marker.index + marker[0].length };
		if (isAlone && this.#isShort(bytes, from, start, end)) return this.#body(to, end - start);
		if (!this.#wasHeader || this.#lines > MOST_HEADERS) return OUTSIDE;
		return isHeader(textOf(bytes, judged, to), end - from) ? { kind: 'body', end: to } : OUTSIDE;
	}

	#body(to: number, length: number): KeyLine {
		this.#isLast = this.#length > 0 && length < this.#length;
		this.#length = Math.max(this.#length, length);
		this.#wasHeader = false;
		return { kind: 'body', end: to };
	}

	/** The last line of a key, and the checksum of PGP's form. */
	#isShort(bytes: Uint8Array, from: number, start: number, end: number): boolean {
		const length = end - start;
		if (length < 2) return false;
		if (bytes[start] === 0x3d && length === 5) return this.#length > 0;
		if (this.#isLast) return false;
		const isPadded = bytes[end - 1] === 0x3d;
		const hasSign = skip(bytes, LETTER, start, end) < end;
		// Before any full line only something long is taken for one.
		if (this.#length === 0) return length >= 16 && hasSign && randomness(bytes, start, end) > 0 && start - from < 64;
		return isPadded || (hasSign && randomness(bytes, start, end) > 0) || randomness(bytes, start, end) > 4;
	}
}
