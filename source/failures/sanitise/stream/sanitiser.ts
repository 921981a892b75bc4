import { followKey } from '../find/key-extent.ts';
import type { Engine } from '../scan/engine.ts';
import { Scanner } from '../scan/scanner.ts';
import { LONGEST_TEXT, MARGIN, TEXT } from '../scan/text.ts';
import { sequencesOf } from './ansi.ts';
import { type Continuation, followMarks } from './continuation.ts';
import { LineParts } from './line-parts.ts';
import type { Output } from './output.ts';
import { PlainText } from './plain-text.ts';
import { Replacing, type SanitiserOptions } from './replacing.ts';

const NEW_LINE = 0x0a;

const LINE_FEED = Uint8Array.of(NEW_LINE);

/** Behind the last line end of what may be looked at in one go, or that of a longer line; `from` where no line ends. */
function lineEnds(chunk: Uint8Array, from: number): number {
	const limit = from + LONGEST_TEXT;
	const last = chunk.lastIndexOf(NEW_LINE, limit - 1) + 1;
	return last > from ? last : Math.max(from, chunk.indexOf(NEW_LINE, limit) + 1);
}

/** Takes a piece of the result. The bytes are valid only during the call. */
export type Write = (bytes: Uint8Array) => void;

/**
 * One stream: bytes in, sanitised bytes out. However the input is cut into chunks, the output is the same: whole lines
 * are looked at, the rest is held back until its line ends; a line that never ends is taken in parts whose limits
 * depend on the line alone.
 */
export class Sanitiser {
	readonly #engine: Engine;
	readonly #scanner: Scanner;
	readonly #write: Write;
	readonly #replacing: Replacing;
	readonly #output: Output;
	readonly #text = new PlainText();
	readonly #parts = new LineParts((...part) => this.#process(...part));
	#continuation: Continuation | undefined;

	constructor(engine: Engine, write: Write, options: SanitiserOptions = {}) {
		this.#engine = engine;
		this.#scanner = new Scanner(engine);
		this.#write = write;
		this.#replacing = new Replacing(engine, options);
		this.#output = this.#replacing.output;
	}

	/** How often each rule changed something, by its name; rules without a find are not listed. */
	get counts(): ReadonlyMap<string, number> {
		return this.#replacing.counts;
	}

	/** @param given is not kept, and not read behind the call */
	push(given: Uint8Array): void {
		// A subclass (Node's buffers) makes every access slower, and parts of it are dear to make.
		const chunk = new Uint8Array(given.buffer, given.byteOffset, given.length);
		let from = 0;
		if (this.#parts.isOpen) {
			const first = chunk.indexOf(NEW_LINE);
			from = first < 0 ? chunk.length : first + 1;
			this.#parts.take(chunk, from, first >= 0);
		}
		for (let end = lineEnds(chunk, from); end > from; end = lineEnds(chunk, from)) {
			// A line that is longer goes the same way as one that comes in several chunks.
			if (end - from > LONGEST_TEXT) this.#parts.take(chunk.subarray(from), end - from, true);
			else this.#process(chunk, from, end, from);
			from = end;
		}
		if (from < chunk.length) this.#parts.take(chunk.subarray(from), chunk.length - from, false);
	}

	/** Writes what is held back. */
	end(): void {
		this.#parts.finish();
		if (this.#continuation?.kind === 'key') this.#write(LINE_FEED);
		this.#continuation = undefined;
	}

	/** Looks at lines, or a part of one, and writes them: see `Process`. */
	#process(source: Uint8Array, from: number, to: number, writeFrom: number, limit?: number): number {
		const text = this.#text;
		text.put(source, from, to);
		const resumed = limit === undefined && writeFrom === from ? this.#resume(text.end) : MARGIN;
		this.#scanner.scan(text.end, resumed);
		this.#continuation =
			limit === undefined ? followMarks(this.#engine, this.#scanner, this.#continuation, resumed, text.end) : undefined;
		this.#scanner.scanUnnamed();
		const { spans } = this.#scanner;
		spans.resolve(this.#engine.weightOf);
		let done = resumed > MARGIN ? Math.max(writeFrom, text.original(resumed, true)) : writeFrom;
		if (resumed > MARGIN && text.hasSequences) sequencesOf(source, writeFrom, done, this.#output);
		const isHeld = this.#continuation?.kind === 'key';
		for (let index = 0; index < spans.count; index++) {
			const start = text.original(spans.start(index), false);
			const end = text.original(spans.end(index), true);
			if (end <= done) continue;
			if (limit !== undefined && start >= limit) break;
			const hasSequences = end - start > spans.end(index) - spans.start(index);
			done = this.#replacing.replace(source, done, Math.max(start, done), end, spans.rule(index), hasSequences);
		}
		const rest = limit === undefined ? to : Math.max(done, limit);
		// The line end behind a key's line belongs to the key if the next line does.
		const isDropped = isHeld && source[rest - 1] === NEW_LINE && rest > done;
		if (this.#output.isEmpty && !isDropped) {
			if (rest > done) this.#write(source.subarray(done, rest));
			return rest;
		}
		this.#output.add(source, done, isDropped ? rest - 1 : rest);
		const taken = this.#output.take();
		if (taken.length > 0) this.#write(taken);
		return rest;
	}

	/** Goes on with what the lines before left open; gives where the ordinary text begins. */
	#resume(to: number): number {
		if (this.#continuation?.kind !== 'key') return MARGIN;
		const { end, isOpen } = followKey(this.#continuation.lines, TEXT, MARGIN, to);
		if (isOpen) return to;
		this.#continuation = undefined;
		if (end >= MARGIN && TEXT[end] !== NEW_LINE) return end;
		this.#output.add(LINE_FEED, 0, 1);
		return end < MARGIN ? MARGIN : end + 1;
	}
}
