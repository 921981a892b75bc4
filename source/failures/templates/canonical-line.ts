import { BREAK, CLASS, FLAG, isSpace, QUOTES } from './classes.ts';
import { colourEnd, hasBeyondAscii, isSingleWord, placeholderEnd } from './line-signs.ts';
import { isSpeakingKey, isValue } from './words.ts';

/** Of a longer line the beginning decides. */
const MOST_READ = 4_096;
const MOST_BYTES = 384;
/** Words and values of a line; what stands behind is not looked at. */
export const MOST_TOKENS = 48;
/** A quoted value is not longer; a quote that closes later is none. */
const LONGEST_QUOTED = 256;

const ESCAPE = 0x1b;
const LESS = 0x3c;
const GREATER = 0x3e;
const EQUALS = 0x3d;
const COLON = 0x3a;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKTICK = 0x60;

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const ENCODER = new TextEncoder();

/**
 * A line with its values replaced by `<*>`: numbers, paths, addresses, moments, quoted literals, what stands behind a
 * `=`, and the placeholders of the sanitiser. A function of the line alone: the same bytes come of it in any company,
 * which is what lets states be merged. The result is valid until the next line.
 */
export class CanonicalLine {
	/** One space in place of each run of spaces and control characters; no colours. */
	readonly bytes = new Uint8Array(4 * MOST_BYTES);
	length = 0;
	/** Words and values. */
	tokens = 0;
	#hasBeyondAscii = false;
	/** The last word, as far as a key: in `bytes`. */
	#wordStart = 0;
	#wordEnd = 0;
	/** Where a quoted text that is read like any other closes. */
	#textEnd = -1;
	readonly #searchedTo = new Int32Array(256);

	read(source: Uint8Array, from: number, lineEnd: number): void {
		const to = Math.min(lineEnd, from + MOST_READ);
		this.length = 0;
		this.tokens = 0;
		this.#hasBeyondAscii = false;
		this.#wordStart = 0;
		this.#wordEnd = 0;
		this.#textEnd = -1;
		this.#searchedTo[DOUBLE_QUOTE] = from;
		this.#searchedTo[APOSTROPHE] = from;
		this.#searchedTo[BACKTICK] = from;
		const isMarked = source[from] === 0xef && source[from + 1] === 0xbb && source[from + 2] === 0xbf;
		let at = isMarked ? Math.min(to, from + 3) : from;
		while (at < to && this.tokens < MOST_TOKENS && this.length < MOST_BYTES) {
			const byte = source[at] as number;
			// Most of a line is words and single spaces.
			if (byte === SPACE) {
				if (this.length > 0 && this.bytes[this.length - 1] !== SPACE) this.bytes[this.length++] = SPACE;
				at++;
			} else if (QUOTES[byte] === 1) at = this.#quote(source, at, to);
			else if ((CLASS[byte] as number) < BREAK) at = this.#word(source, at, to);
			else at = this.#gap(source, at, to);
		}
		if (this.length > 0 && this.bytes[this.length - 1] === SPACE) this.length--;
		if (this.#hasBeyondAscii) this.#wellForm();
	}

	/** A quoted literal; where the quote opens none, a delimiter, or an apostrophe in front of a word. */
	#quote(source: Uint8Array, from: number, to: number): number {
		const close = this.#closing(source, from, to);
		const isInText = from <= this.#textEnd && close >= this.#textEnd;
		if (close > 0 && !isInText) return this.#quoted(source, from, close, to);
		const byte = source[from] as number;
		return byte === APOSTROPHE ? this.#word(source, from, to) : this.#delimiter(byte, from);
	}

	#word(source: Uint8Array, from: number, to: number): number {
		let end = from;
		let flags = 0;
		while (end < to) {
			const kind = CLASS[source[end] as number] as number;
			if (kind >= BREAK) break;
			flags |= kind;
			end++;
		}
		// The quote that closes a literal too long to be one, the full stop of a sentence.
		let last = end;
		while (last > from && (source[last - 1] === DOT || source[last - 1] === APOSTROPHE)) last--;
		if (last === from) return this.#delimiter(source[from] as number, from);
		if (this.#isBehindKey() || isValue(source, from, last, flags)) this.#value();
		else this.#copy(source, from, last, flags);
		for (let index = last; index < end; index++) this.#delimiter(source[index] as number, index);
		return end;
	}

	/** Whether a `=` stands right before whose value is data. */
	#isBehindKey(): boolean {
		const { bytes, length } = this;
		if (length < 2 || bytes[length - 1] !== EQUALS || this.#wordEnd !== length - 1) return false;
		return !isSpeakingKey(bytes, this.#wordStart, this.#wordEnd);
	}

	/** Spaces, delimiters, colours, placeholders. */
	#gap(source: Uint8Array, at: number, to: number): number {
		const byte = source[at] as number;
		if (byte === ESCAPE) return colourEnd(source, at, to);
		if (isSpace(byte)) {
			if (this.length > 0 && this.bytes[this.length - 1] !== SPACE) this.bytes[this.length++] = SPACE;
			return at + 1;
		}
		if (byte === LESS) {
			const end = placeholderEnd(source, at, to);
			if (end > 0) {
				this.#value();
				return end;
			}
		}
		return this.#delimiter(byte, at);
	}

	#delimiter(byte: number, at: number): number {
		this.bytes[this.length++] = byte;
		return at + 1;
	}

	#copy(source: Uint8Array, from: number, to: number, flags: number): void {
		const { bytes } = this;
		let { length } = this;
		this.#wordStart = length;
		for (let index = from; index < to; index++) bytes[length++] = source[index] as number;
		this.length = length;
		this.#wordEnd = length;
		this.tokens++;
		if ((flags & FLAG.beyondAscii) !== 0) this.#hasBeyondAscii = true;
	}

	#value(): void {
		this.bytes[this.length++] = LESS;
		this.bytes[this.length++] = 0x2a;
		this.bytes[this.length++] = GREATER;
		this.tokens++;
	}

	/**
	 * Where the quote at `from` closes, 0 if it opens nothing. What was searched in vain is not searched again, so that
	 * a line of quotes costs no more than another.
	 */
	#closing(source: Uint8Array, from: number, to: number): number {
		const quote = source[from] as number;
		const before = from > 0 ? (source[from - 1] as number) : SPACE;
		if (quote !== DOUBLE_QUOTE && this.length > 0 && (CLASS[before] as number) < BREAK) return 0;
		const end = Math.min(to, from + LONGEST_QUOTED);
		let index = Math.max(from + 1, this.#searchedTo[quote] as number);
		for (; index < end; index++) {
			const byte = source[index] as number;
			if (byte === BACKSLASH) index++;
			else if (
				byte === quote &&
				(quote === DOUBLE_QUOTE || index + 1 >= to || (CLASS[source[index + 1] as number] as number) >= BREAK)
			)
				return index;
		}
		this.#searchedTo[quote] = Math.max(end, this.#searchedTo[quote] as number);
		return 0;
	}

	/** `"key":` and what a speaking key says are text; other literals are values. */
	#quoted(source: Uint8Array, from: number, close: number, to: number): number {
		const quote = source[from] as number;
		const isKey = close + 1 < to && source[close + 1] === COLON && isSingleWord(source, from + 1, close);
		if (isKey) {
			this.#delimiter(quote, from);
			this.#copy(source, from + 1, close, 0);
			this.#hasBeyondAscii ||= hasBeyondAscii(source, from + 1, close);
			this.#delimiter(quote, close);
			return close + 1;
		}
		const isText = this.#isSaid();
		this.#delimiter(quote, from);
		if (isText) {
			this.#textEnd = close;
			return from + 1;
		}
		this.#value();
		this.#delimiter(quote, close);
		return close + 1;
	}

	/** Whether the value that begins here belongs to a speaking key: `"msg":"`, `msg="`. */
	#isSaid(): boolean {
		const { bytes } = this;
		let end = this.length;
		while (end > this.#wordEnd && bytes[end - 1] === SPACE) end--;
		const sign = bytes[end - 1];
		if (sign !== COLON && sign !== EQUALS) return false;
		end--;
		if (end > this.#wordEnd && QUOTES[bytes[end - 1] as number] === 1) end--;
		return end === this.#wordEnd && isSpeakingKey(bytes, this.#wordStart, end);
	}

	/** Bytes that are no UTF-8 become U+FFFD: a template is text wherever it is kept. */
	#wellForm(): void {
		const text = DECODER.decode(this.bytes.subarray(0, this.length));
		this.length = ENCODER.encodeInto(text, this.bytes).written;
	}
}
