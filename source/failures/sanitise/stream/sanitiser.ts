import { indexOfByte } from '../byte-search.ts';
import { byteSet, skip } from '../byte-set.ts';
import { followKey } from '../find/key-extent.ts';
import type { Engine } from '../scan/engine.ts';
import { Scanner } from '../scan/scanner.ts';
import { sequencesOf, Uncoloured } from './ansi.ts';
import { type Continuation, followMarks } from './continuation.ts';
import { HeldLine } from './held-line.ts';
import { Output } from './output.ts';
import { numberedPlaceholders, type Placeholders, plainPlaceholders } from './placeholders.ts';

const NEW_LINE = 0x0a;
const ESCAPE = 0x1b;

/** A line that is longer is taken in parts of this size. */
const PART = 262_144;
/** Of a part, how much is only looked at: the longest find fits into it. */
const AHEAD = 16_384;
/** How much of the part before is looked at again, for the name whose value comes now. */
const BEHIND = 2_048;
/** What a find that fills a whole part goes on with. */
const DATA = byteSet('a-zA-Z0-9+/=_-');

const LINE_FEED = Uint8Array.of(NEW_LINE);

export interface SanitiserOptions {
	/** `<IP:1>` in place of `<IP>`: for readers. */
	readonly isNumbered?: boolean;
	/** Values that stay, exactly as they stand in the text. */
	readonly allowed?: ReadonlySet<string>;
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
	readonly #placeholders: Placeholders;
	readonly #allowed: ReadonlySet<string> | undefined;
	readonly #uncoloured = new Uncoloured();
	readonly #output = new Output();
	readonly #counts: Float64Array;
	readonly #held = new HeldLine(PART);
	/** Inside of data that filled a whole part. */
	#isSwallowing = false;
	#continuation: Continuation | undefined;

	constructor(engine: Engine, write: Write, { isNumbered = false, allowed }: SanitiserOptions = {}) {
		this.#engine = engine;
		this.#scanner = new Scanner(engine);
		this.#write = write;
		this.#placeholders = (isNumbered ? numberedPlaceholders : plainPlaceholders)(engine.rules);
		this.#allowed = allowed && allowed.size > 0 ? allowed : undefined;
		this.#counts = new Float64Array(engine.rules.length);
	}

	/** How often each rule changed something, by its name; rules without a find are not listed. */
	get counts(): ReadonlyMap<string, number> {
		const counts = new Map<string, number>();
		for (const [index, { name }] of this.#engine.rules.entries()) {
			const count = this.#counts[index] ?? 0;
			if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
		}
		return counts;
	}

	/** @param given is not kept, and not read behind the call */
	push(given: Uint8Array): void {
		// A subclass (Node's buffers) makes every access slower, and parts of it are dear to make.
		const chunk = new Uint8Array(given.buffer, given.byteOffset, given.length);
		let from = 0;
		if (this.#held.length > 0 || this.#isSwallowing) {
			const first = chunk.indexOf(NEW_LINE);
			from = first < 0 ? chunk.length : first + 1;
			this.#takeLine(chunk, from, first >= 0);
		}
		const last = chunk.lastIndexOf(NEW_LINE) + 1;
		if (last > from) {
			this.#process(chunk, from, last, from);
			from = last;
		}
		if (from < chunk.length) this.#takeLine(chunk.subarray(from), chunk.length - from, false);
	}

	/** Writes what is held back. */
	end(): void {
		this.#finishLine();
		if (this.#continuation?.kind === 'key') this.#write(LINE_FEED);
		this.#continuation = undefined;
	}

	/** Adds to the line that is held; a part at a time, so that the same parts come of any chunks. */
	#takeLine(chunk: Uint8Array, to: number, isWhole: boolean): void {
		let from = 0;
		while (from < to) {
			if (this.#isSwallowing) {
				from = skip(chunk, DATA, from, to);
				if (from === to) break;
				this.#isSwallowing = false;
			}
			const size = Math.min(to - from, PART - this.#held.length);
			this.#held.add(chunk, from, size);
			from += size;
			if (this.#held.length === PART && !(isWhole && from === to)) this.#processPart();
		}
		if (isWhole) this.#finishLine();
	}

	#finishLine(): void {
		this.#isSwallowing = false;
		const { bytes, length, written } = this.#held;
		if (length === 0) return;
		this.#held.keep(length, 0);
		this.#process(bytes, 0, length, written);
	}

	/** A part of a line without end: finds that begin before the last `AHEAD` bytes are settled, the rest comes again. */
	#processPart(): void {
		const settled = this.#process(this.#held.bytes, 0, PART, this.#held.written, PART - AHEAD);
		this.#isSwallowing = settled === PART;
		const keepFrom = this.#isSwallowing ? PART : Math.max(0, settled - BEHIND);
		this.#held.keep(keepFrom, settled - keepFrom);
	}

	/**
	 * @param writeFrom what stands before was written already
	 * @param limit finds that begin behind are left for later; without it, everything is settled
	 * @returns up to where it was written
	 */
	#process(source: Uint8Array, from: number, to: number, writeFrom: number, limit?: number): number {
		const isColoured = indexOfByte(source, ESCAPE, from, to) >= 0;
		if (isColoured) this.#uncoloured.strip(source, from, to);
		const text = isColoured ? this.#uncoloured.bytes : source;
		const textFrom = isColoured ? 0 : from;
		const textTo = isColoured ? this.#uncoloured.length : to;
		const resumed = limit === undefined && writeFrom === from ? this.#resume(text, textFrom, textTo) : textFrom;
		this.#scanner.scan(text, textFrom, textTo, resumed);
		this.#continuation =
			limit === undefined ? followMarks(this.#engine, this.#scanner, this.#continuation, resumed, textTo) : undefined;
		this.#scanner.scanUnnamed();
		const { spans } = this.#scanner;
		spans.resolve(this.#engine.weightOf);
		const origin = isColoured ? this.#uncoloured : undefined;
		let done = resumed > textFrom ? Math.max(writeFrom, origin?.original(resumed, true, from) ?? resumed) : writeFrom;
		if (resumed > textFrom && isColoured) sequencesOf(source, writeFrom, done, this.#output);
		const isHeld = this.#continuation?.kind === 'key';
		for (let index = 0; index < spans.count; index++) {
			const start = origin?.original(spans.start(index), false, from) ?? spans.start(index);
			const end = origin?.original(spans.end(index), true, from) ?? spans.end(index);
			if (end <= done) continue;
			if (limit !== undefined && start >= limit) break;
			const hasSequences = end - start > spans.end(index) - spans.start(index);
			done = this.#replace(source, done, Math.max(start, done), end, spans.rule(index), hasSequences);
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

	#replace(source: Uint8Array, done: number, start: number, end: number, rule: number, hasSequences: boolean): number {
		if (this.#allowed?.has(new TextDecoder().decode(source.subarray(start, end)))) return done;
		this.#output.add(source, done, start);
		const text = this.#placeholders.of(rule, source, start, end);
		this.#output.add(text, 0, text.length);
		// Colours that began or ended inside go on behind the placeholder.
		if (hasSequences) sequencesOf(source, start, end, this.#output);
		this.#counts[rule] = (this.#counts[rule] ?? 0) + 1;
		return end;
	}

	/** Goes on with what the lines before left open; gives where the ordinary text begins. */
	#resume(text: Uint8Array, from: number, to: number): number {
		if (this.#continuation?.kind !== 'key') return from;
		const { end, isOpen } = followKey(this.#continuation.lines, text, from, to);
		if (isOpen) return to;
		this.#continuation = undefined;
		if (end >= from && text[end] !== NEW_LINE) return end;
		this.#output.add(LINE_FEED, 0, 1);
		return end < from ? from : end + 1;
	}
}
