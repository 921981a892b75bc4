import { Transform, type TransformCallback } from 'node:stream';

/** What is asked of us are lines of a few hundred bytes. */
export const LONGEST_MESSAGE = 1024 * 1024;

/** Enough for `{"jsonrpc":"2.0","id":"…",` and for `,"jsonrpc":"2.0","id":"…"}`. */
const EDGE = 256;
const NEWLINE = 0x0a;

const FIRST = /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15}|"[^"\\]{1,128}")\s*,/;
/** One brace closes the message itself: what stands right before it is a member of the message, not of something in it. */
const LAST = /,\s*"id"\s*:\s*(\d{1,15}|"[^"\\]{1,128}")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/;

/** The id of a message of which only the beginning and the end were kept. */
export function idAtEdges(head: string, tail: string): string | number | undefined {
	const found = (FIRST.exec(head) ?? LAST.exec(tail))?.[1];
	return found === undefined ? undefined : (JSON.parse(found) as string | number);
}

/**
 * Passes whole lines on. One that is too long is left out, whatever its length, and what comes after it is read as
 * before: the protocol's own reader would give up the connection.
 * @param onOversized gets the beginning and the end of such a line
 * @param beforeEnd asked to call back once the end of the input may be told
 */
export class BoundedLines extends Transform {
	readonly #onOversized: (head: string, tail: string) => void;
	readonly #beforeEnd: (done: () => void) => void;
	#held: Buffer[] = [];
	#length = 0;
	#tail = Buffer.alloc(0);

	constructor(onOversized: (head: string, tail: string) => void, beforeEnd: (done: () => void) => void) {
		super();
		this.#onOversized = onOversized;
		this.#beforeEnd = beforeEnd;
	}

	#endLine(): void {
		const line = Buffer.concat(this.#held);
		if (this.#length <= LONGEST_MESSAGE) this.push(line);
		else this.#onOversized(line.toString('latin1', 0, EDGE), this.#tail.toString('latin1'));
		this.#held = [];
		this.#length = 0;
		this.#tail = Buffer.alloc(0);
	}

	#take(part: Buffer): void {
		this.#tail = Buffer.concat([this.#tail, part.subarray(-EDGE)]).subarray(-EDGE);
		const wasWithin = this.#length <= LONGEST_MESSAGE;
		this.#length += part.length;
		if (this.#length <= LONGEST_MESSAGE) this.#held.push(part);
		// Beyond the bound the beginning and the end are all that is kept of it.
		else if (wasWithin) this.#held = [Buffer.concat([...this.#held, part]).subarray(0, EDGE)];
	}

	override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
		for (let start = 0; start < chunk.length; ) {
			const newline = chunk.indexOf(NEWLINE, start);
			const end = newline < 0 ? chunk.length : newline + 1;
			this.#take(chunk.subarray(start, end));
			if (newline >= 0) this.#endLine();
			start = end;
		}
		done();
	}

	override _flush(done: TransformCallback): void {
		// What was passed on last has to be read first.
		setImmediate(() => this.#beforeEnd(() => done()));
	}
}
