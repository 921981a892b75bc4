import { BREAK, CLASS, FLAG, isSpace, QUOTES } from './classes.ts';
import { colourEnd, hasBeyondAscii, isSingleWord, placeholderEnd } from './line-signs.ts';
import { LineText } from './line-text.ts';
import { QuoteSearch } from './quotes.ts';
import { isValue } from './words.ts';

/** Of a longer line the beginning decides. */
const MOST_READ = 4_096;
const MOST_BYTES = 384;
/** Words and values of a line; what stands behind is not looked at. */
export const MOST_TOKENS = 48;

const ESCAPE = 0x1b;
const LESS = 0x3c;
const COLON = 0x3a;
const DOT = 0x2e;
const SPACE = 0x20;
const APOSTROPHE = 0x27;

/**
 * A line with its values replaced by `<*>`: numbers, paths, addresses, moments, quoted literals, what stands behind a
 * `=`, and the placeholders of the sanitiser. A function of the line alone: the same bytes come of it in any company,
 * which is what lets states be merged. The result is valid until the next line.
 */
export class CanonicalLine {
	readonly #text = new LineText(4 * MOST_BYTES);
	readonly #quotes = new QuoteSearch();
	/** Where a quoted text that is read like any other closes. */
	#textEnd = -1;

	/** One space in place of each run of spaces and control characters; no colours. */
	get bytes(): Uint8Array {
		return this.#text.bytes;
	}

	get length(): number {
		return this.#text.length;
	}

	/** Words and values. */
	get tokens(): number {
		return this.#text.tokens;
	}

	read(source: Uint8Array, from: number, lineEnd: number): void {
		const text = this.#text;
		const to = Math.min(lineEnd, from + MOST_READ);
		text.clear();
		this.#textEnd = -1;
		this.#quotes.begin(from);
		const isMarked = source[from] === 0xef && source[from + 1] === 0xbb && source[from + 2] === 0xbf;
		let at = isMarked ? Math.min(to, from + 3) : from;
		while (at < to && text.tokens < MOST_TOKENS && text.length < MOST_BYTES) {
			const byte = source[at] as number;
			// Most of a line is words and single spaces.
			if (byte === SPACE) {
				text.space();
				at++;
			} else if (QUOTES[byte] === 1) at = this.#quote(source, at, to);
			else if ((CLASS[byte] as number) < BREAK) at = this.#word(source, at, to);
			else at = this.#gap(source, at, to);
		}
		text.finish();
	}

	/** A quoted literal; where the quote opens none, a delimiter, or an apostrophe in front of a word. */
	#quote(source: Uint8Array, from: number, to: number): number {
		const close = this.#quotes.closing(source, from, to, this.#text.length === 0);
		const isInText = from <= this.#textEnd && close >= this.#textEnd;
		if (close > 0 && !isInText) return this.#quoted(source, from, close, to);
		if (source[from] === APOSTROPHE) return this.#word(source, from, to);
		this.#text.delimiter(source[from] as number);
		return from + 1;
	}

	#word(source: Uint8Array, from: number, to: number): number {
		const text = this.#text;
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
		if (last === from) {
			text.delimiter(source[from] as number);
			return from + 1;
		}
		if (text.isBehindKey() || isValue(source, from, last, flags)) text.value();
		else {
			text.word(source, from, last);
			if ((flags & FLAG.beyondAscii) !== 0) text.hasBeyondAscii = true;
		}
		for (let index = last; index < end; index++) text.delimiter(source[index] as number);
		return end;
	}

	/** Spaces, delimiters, colours, placeholders. */
	#gap(source: Uint8Array, at: number, to: number): number {
		const byte = source[at] as number;
		if (byte === ESCAPE) return colourEnd(source, at, to);
		const end = byte === LESS ? placeholderEnd(source, at, to) : 0;
		if (end > 0) this.#text.value();
		else if (isSpace(byte)) this.#text.space();
		else this.#text.delimiter(byte);
		return end > 0 ? end : at + 1;
	}

	/** `"key":` and what a speaking key says are text; other literals are values. */
	#quoted(source: Uint8Array, from: number, close: number, to: number): number {
		const text = this.#text;
		const quote = source[from] as number;
		const isKey = close + 1 < to && source[close + 1] === COLON && isSingleWord(source, from + 1, close);
		const isText = !isKey && text.isBehindSpeakingKey();
		text.delimiter(quote);
		if (isText) {
			this.#textEnd = close;
			return from + 1;
		}
		if (isKey) {
			text.word(source, from + 1, close);
			text.hasBeyondAscii ||= hasBeyondAscii(source, from + 1, close);
		} else text.value();
		text.delimiter(quote);
		return close + 1;
	}
}
