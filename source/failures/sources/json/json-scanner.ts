/** Takes what a JSON text holds, in order. */
export interface JsonEvents {
	open(kind: 'object' | 'array'): void;
	close(): void;
	key(name: string): void;
	/** A text, cut where it is longer than `MOST_TEXT`; a number as it is written; true, false or null. */
	value(value: string | number | boolean | null): void;
	/** Whether the text that begins now is wanted; of others only the end is looked for. */
	wantsText(): boolean;
}

/** Bytes of a text that are kept; a stack that is longer says nothing more. */
const MOST_TEXT = 65_536;
const MOST_KEY = 256;
const MOST_WORD = 64;
const MOST_DEPTH = 200;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [COMMA, COLON] = [0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
const LINE_FEED = 0x0a;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09;
const isWordByte = (byte: number): boolean =>
	(byte >= 0x30 && byte <= 0x39) ||
	(byte >= 0x61 && byte <= 0x7a) ||
	byte === 0x2b ||
	byte === 0x2d ||
	byte === 0x2e ||
	byte === 0x45;

const LONGEST_ESCAPE = 6;

// biome-ignore lint/suspicious/noControlCharactersInRegex: some writers leave them as they are
const CONTROLS = /[\u0000-\u001F]/g;

function unescaped(raw: string): string | undefined {
	const escaped = raw.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
	try {
		return JSON.parse(`"${escaped}"`) as string;
	} catch {
		return undefined;
	}
}

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/** Thrown by nobody but the scanner, and caught by whoever pushes: what is no JSON ends the reading. */
export class BrokenJson extends Error {}

/**
 * Reads JSON while its bytes stream by; memory is bounded by one text and by the depth. Strict in what it reads, so that
 * a text that ends in the middle is told from one that ends.
 */
export class JsonScanner {
	/** Line feeds so far. */
	lineFeeds = 0;
	readonly #events: JsonEvents;
	readonly #decoder = new TextDecoder();
	readonly #open: ('object' | 'array')[] = [];
	readonly #held = new Uint8Array(MOST_TEXT);
	#length = 0;
	#expected: Expected = 'value';
	#inside: 'text' | 'word' | undefined;
	#isKey = false;
	#isWanted = false;
	#isEscaped = false;
	/** Whether the present text stands for itself: no escapes, no control characters. */
	#isPlain = true;
	#most = MOST_TEXT;

	constructor(events: JsonEvents) {
		this.#events = events;
	}

	/** Whether everything that was opened is closed, and something came. */
	get isDone(): boolean {
		return this.#expected === 'nothing' && this.#inside === undefined;
	}

	/** Whether nothing but spaces came. */
	get isBlank(): boolean {
		return this.#expected === 'value' && this.#inside === undefined && this.#open.length === 0;
	}

	/** Another document begins. */
	restart(): void {
		this.#open.length = 0;
		this.#expected = 'value';
		this.#inside = undefined;
	}

	/** @throws BrokenJson */
	push(chunk: Uint8Array): void {
		let at = 0;
		while (at < chunk.length) {
			if (this.#inside === 'text') at = this.#readText(chunk, at);
			else if (this.#inside === 'word') at = this.#readWord(chunk, at);
			else {
				this.#readSign(chunk[at] as number);
				// The first byte of a word is a part of it.
				if (this.#inside !== 'word') at++;
			}
		}
	}

	/** @throws BrokenJson where it ends in the middle */
	end(): void {
		if (this.#inside === 'word') this.#finishWord();
		if (!this.isDone) throw new BrokenJson('ends too early');
	}

	#readSign(byte: number): void {
		if (isSpace(byte)) {
			if (byte === LINE_FEED) this.lineFeeds++;
			return;
		}
		const expected = this.#expected;
		if (byte === COMMA && expected === 'comma-or-end')
			this.#expected = this.#open.at(-1) === 'object' ? 'key' : 'value';
		else if (byte === COLON && expected === 'colon') this.#expected = 'value';
		else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#close(byte === CLOSE_OBJECT ? 'object' : 'array');
		else if (byte === QUOTE && (expected === 'key' || expected === 'key-or-end')) this.#beginText(true);
		else if (expected !== 'value' && expected !== 'value-or-end')
			throw new BrokenJson('holds what is not expected there');
		else if (byte === QUOTE) this.#beginText(false);
		else if (byte === OPEN_OBJECT) this.#begin('object');
		else if (byte === OPEN_ARRAY) this.#begin('array');
		else if (isWordByte(byte)) {
			this.#inside = 'word';
			this.#length = 0;
		} else throw new BrokenJson('holds what is no value');
	}

	#begin(kind: 'object' | 'array'): void {
		if (this.#open.length === MOST_DEPTH) throw new BrokenJson('is nested too deeply');
		this.#open.push(kind);
		this.#expected = kind === 'object' ? 'key-or-end' : 'value-or-end';
		this.#events.open(kind);
	}

	#close(kind: 'object' | 'array'): void {
		const isEmpty = this.#expected === (kind === 'object' ? 'key-or-end' : 'value-or-end');
		if (this.#open.at(-1) !== kind || !(isEmpty || this.#expected === 'comma-or-end')) {
			throw new BrokenJson('closes what is not open');
		}
		this.#open.pop();
		this.#events.close();
		this.#settle();
	}

	#settle(): void {
		this.#expected = this.#open.length === 0 ? 'nothing' : 'comma-or-end';
	}

	#beginText(isKey: boolean): void {
		this.#inside = 'text';
		this.#isKey = isKey;
		this.#isWanted = isKey || this.#events.wantsText();
		this.#most = isKey ? MOST_KEY : MOST_TEXT;
		this.#isEscaped = false;
		this.#isPlain = true;
		this.#length = 0;
	}

	#readText(chunk: Uint8Array, from: number): number {
		for (let at = from; at < chunk.length; at++) {
			const byte = chunk[at] as number;
			if (this.#isEscaped) this.#isEscaped = false;
			else if (byte > BACKSLASH || (byte > QUOTE && byte < BACKSLASH)) continue;
			else if (byte === BACKSLASH) {
				this.#isEscaped = true;
				this.#isPlain = false;
			} else if (byte === QUOTE) {
				this.#hold(chunk, from, at);
				this.#finishText();
				return at + 1;
			} else if (byte === LINE_FEED) throw new BrokenJson('holds a line feed in a text');
			else if (byte < 0x20) this.#isPlain = false;
		}
		this.#hold(chunk, from, chunk.length);
		return chunk.length;
	}

	#hold(chunk: Uint8Array, from: number, to: number): void {
		if (!this.#isWanted) return;
		const size = Math.min(to - from, this.#most - this.#length);
		this.#held.set(chunk.subarray(from, from + size), this.#length);
		this.#length += size;
	}

	#finishText(): void {
		this.#inside = undefined;
		const text = this.#isWanted ? this.#text() : '';
		if (this.#isKey) {
			this.#events.key(text);
			this.#expected = 'colon';
		} else {
			this.#events.value(text);
			this.#settle();
		}
	}

	#text(): string {
		const raw = this.#decoder.decode(this.#held.subarray(0, this.#length));
		if (this.#isPlain) return raw;
		// What was cut may end in the middle of an escape.
		const most = this.#length < this.#most ? 0 : LONGEST_ESCAPE;
		for (let cut = 0; cut <= most; cut++) {
			const text = unescaped(raw.slice(0, raw.length - cut));
			if (text !== undefined) return text;
		}
		throw new BrokenJson('holds an escape that is none');
	}

	#readWord(chunk: Uint8Array, from: number): number {
		let at = from;
		while (at < chunk.length && isWordByte(chunk[at] as number)) {
			if (this.#length === MOST_WORD) throw new BrokenJson('holds what is no value');
			this.#held[this.#length++] = chunk[at++] as number;
		}
		if (at < chunk.length) this.#finishWord();
		return at;
	}

	#finishWord(): void {
		this.#inside = undefined;
		const word = this.#decoder.decode(this.#held.subarray(0, this.#length));
		try {
			this.#events.value(JSON.parse(word) as number | boolean | null);
		} catch {
			throw new BrokenJson('holds what is no value');
		}
		this.#settle();
	}
}
