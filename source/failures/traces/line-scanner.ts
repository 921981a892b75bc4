import type { Hits, LiteralIndex, Pass } from './literal-index.ts';

const NEW_LINE = 0x0a;
/** What is read of a line. */
const MOST_OF_LINE = 4_096;
/** How far back a line can be looked at again. */
const LOOK_BACK = 8_192;
/** A line that is longer is not held as a whole. */
const LONG = 65_536;
const SLICE = 262_144;

/**
 * Takes a line that holds a literal.
 * @param number from 1
 * @returns whether the next line is wanted whatever it holds
 */
export type TakeLine = (line: string, hits: Hits, number: number) => boolean;

/**
 * Cuts a stream of bytes into lines and decodes only those that somebody asks for: a log is mostly lines that say nothing
 * about errors. However the stream is cut into chunks, the same lines come out.
 */
export class LineScanner {
	readonly #index: LiteralIndex;
	readonly #take: TakeLine;
	readonly #decoder = new TextDecoder();
	readonly #pass: Pass = { state: 0, low: 0, high: 0 };
	#bytes = new Uint8Array(0);
	#length = 0;
	/** Where the line begins that is read now. */
	#lineFrom = 0;
	#number = 1;
	#isWanted = false;
	#backAt = 0;
	#backCount = 0;

	/** @param isFirstWanted whether the first line is wanted whatever it holds */
	constructor(index: LiteralIndex, take: TakeLine, isFirstWanted = false) {
		this.#isWanted = isFirstWanted;
		this.#index = index;
		this.#take = take;
		this.#restart();
	}

	/** Lines whose end has come. */
	get lines(): number {
		return this.#number - 1;
	}

	/** @param chunk is not kept */
	push(chunk: Uint8Array): void {
		for (let from = 0; from < chunk.length; from += SLICE) this.#scan(chunk.subarray(from, from + SLICE));
	}

	/** The last line needs no line feed. */
	end(): void {
		if (this.#length > this.#lineFrom) this.#finish(this.#length);
	}

	/** While a line is taken: the line that stands `count` lines before it, where it is still held. */
	before(count: number): string | undefined {
		if (count !== this.#backCount + 1) {
			this.#backAt = this.#lineFrom;
			this.#backCount = 0;
			for (let skipped = 1; skipped < count; skipped++) if (this.#stepBack() < 0) return undefined;
		}
		const end = this.#stepBack();
		return end < 0 ? undefined : this.#decoder.decode(this.#bytes.subarray(this.#backAt, end));
	}

	/** Goes back by a line; gives its end, or −1. */
	#stepBack(): number {
		const end = this.#backAt - 1;
		if (end < 0) return -1;
		const from = end === 0 ? 0 : this.#bytes.lastIndexOf(NEW_LINE, end - 1) + 1;
		// What is held begins anywhere, in the middle of a line too; and of a long line the end may be gone.
		if (from < this.#lineFrom - LOOK_BACK || end - from >= MOST_OF_LINE) return -1;
		this.#backAt = from;
		this.#backCount++;
		return end;
	}

	#scan(chunk: Uint8Array): void {
		this.#reserve(chunk.length);
		this.#bytes.set(chunk, this.#length);
		let at = this.#length;
		this.#length += chunk.length;
		while (at < this.#length) {
			at = this.#index.next(this.#bytes, at, this.#length, this.#pass);
			if (at === this.#length) break;
			this.#finish(at);
			this.#lineFrom = ++at;
		}
		if (this.#length - this.#lineFrom > LONG) this.#length = this.#lineFrom + MOST_OF_LINE;
		// One byte more: the line feed that ends what stands before.
		const from = this.#lineFrom - LOOK_BACK - 1;
		if (from <= 0) return;
		this.#bytes.copyWithin(0, from, this.#length);
		this.#length -= from;
		this.#lineFrom -= from;
	}

	#reserve(size: number): void {
		if (this.#length + size <= this.#bytes.length) return;
		// Of a short text, which is all that a report tells of one failure, not more than it needs.
		const needed = this.#length + size;
		const larger = new Uint8Array(needed + Math.min(LONG, needed));
		larger.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = larger;
	}

	#finish(end: number): void {
		const pass = this.#pass;
		if (this.#isWanted || (pass.low | pass.high) !== 0) {
			this.#backCount = -1;
			const to = Math.min(end, this.#lineFrom + MOST_OF_LINE);
			const line = this.#decoder.decode(this.#bytes.subarray(this.#lineFrom, to));
			this.#isWanted = this.#take(line, pass, this.#number);
		}
		this.#number++;
		pass.low = 0;
		pass.high = 0;
	}

	/** A stream begins as a line does. */
	#restart(): void {
		this.#index.next(Uint8Array.of(NEW_LINE), 0, 1, this.#pass);
	}
}
