import { QUOTES } from './classes.ts';
import { isSpeakingKey } from './words.ts';

const LESS = 0x3c;
const STAR = 0x2a;
const GREATER = 0x3e;
const EQUALS = 0x3d;
const COLON = 0x3a;
const SPACE = 0x20;

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
const ENCODER = new TextEncoder();

/** The canonical line while it is written: words, values, delimiters, and single spaces between them. */
export class LineText {
	readonly bytes: Uint8Array;
	length = 0;
	/** Words and values. */
	tokens = 0;
	hasBeyondAscii = false;
	/** The last word, as far as a key: in `bytes`. */
	#wordStart = 0;
	#wordEnd = 0;

	constructor(size: number) {
		this.bytes = new Uint8Array(size);
	}

	clear(): void {
		this.length = 0;
		this.tokens = 0;
		this.hasBeyondAscii = false;
		this.#wordStart = 0;
		this.#wordEnd = 0;
	}

	space(): void {
		if (this.length > 0 && this.bytes[this.length - 1] !== SPACE) this.bytes[this.length++] = SPACE;
	}

	delimiter(byte: number): void {
		this.bytes[this.length++] = byte;
	}

	word(source: Uint8Array, from: number, to: number): void {
		const { bytes } = this;
		let { length } = this;
		this.#wordStart = length;
		for (let index = from; index < to; index++) bytes[length++] = source[index] as number;
		this.length = length;
		this.#wordEnd = length;
		this.tokens++;
	}

	value(): void {
		this.bytes[this.length++] = LESS;
		this.bytes[this.length++] = STAR;
		this.bytes[this.length++] = GREATER;
		this.tokens++;
	}

	/** Whether a `=` stands right before whose value is data. */
	isBehindKey(): boolean {
		const { bytes, length } = this;
		if (length < 2 || bytes[length - 1] !== EQUALS || this.#wordEnd !== length - 1) return false;
		return !isSpeakingKey(bytes, this.#wordStart, this.#wordEnd);
	}

	/** Whether what comes next belongs to a speaking key: `"msg":"`, `msg="`. */
	isBehindSpeakingKey(): boolean {
		const { bytes } = this;
		let end = this.length;
		while (end > this.#wordEnd && bytes[end - 1] === SPACE) end--;
		const sign = bytes[end - 1];
		if (sign !== COLON && sign !== EQUALS) return false;
		end--;
		if (end > this.#wordEnd && QUOTES[bytes[end - 1] as number] === 1) end--;
		return end === this.#wordEnd && isSpeakingKey(bytes, this.#wordStart, end);
	}

	/** No space at the end, and bytes that are no UTF-8 become U+FFFD: a template is text wherever it is kept. */
	finish(): void {
		if (this.length > 0 && this.bytes[this.length - 1] === SPACE) this.length--;
		if (!this.hasBeyondAscii) return;
		const text = DECODER.decode(this.bytes.subarray(0, this.length));
		this.length = ENCODER.encodeInto(text, this.bytes).written;
	}
}
