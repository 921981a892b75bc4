import type { Engine } from '../sanitise/scan/engine.ts';
import { Sanitiser } from '../sanitise/stream/sanitiser.ts';
import { TraceExtractor } from '../traces/extractor.ts';
import type { FailedTest } from '../traces/failed-test.ts';
import type { Trace } from '../traces/trace.ts';

/** A text that is being read. */
interface Reading {
	readonly lines: () => number;
	readonly push: (chunk: Uint8Array) => void;
	readonly end: () => void;
}

/**
 * The one way from bytes of a source to errors: through the sanitiser. Texts come one after the other; nothing of one is
 * taken for a part of the next.
 */
export class TextReader {
	readonly #sanitiser: Sanitiser;
	readonly #encoder = new TextEncoder();
	#take: (bytes: Uint8Array) => void = () => {};

	constructor(engine: Engine, allowed?: ReadonlySet<string>) {
		this.#sanitiser = new Sanitiser(engine, (bytes) => this.#take(bytes), allowed ? { allowed } : {});
	}

	/** How often each rule of the sanitiser changed something, in all texts. */
	get counts(): ReadonlyMap<string, number> {
		return this.#sanitiser.counts;
	}

	/** A text that comes in pieces, to be ended before another one begins. */
	open(onTrace: (trace: Trace) => void, of?: FailedTest): Reading {
		const extractor = new TraceExtractor(onTrace, of);
		this.#take = (bytes) => extractor.push(bytes);
		return {
			lines: () => extractor.lines,
			push: (chunk) => this.#sanitiser.push(chunk),
			end: () => {
				this.#sanitiser.end();
				extractor.end();
			},
		};
	}

	/** The errors of a text that is at hand as a whole: of a log, or what a runner says of one test. */
	tracesOf(text: string, of?: FailedTest): readonly Trace[] {
		const traces: Trace[] = [];
		const reading = this.open((trace) => traces.push(trace), of);
		reading.push(this.#encoder.encode(text));
		reading.end();
		return traces;
	}

	/** A text that is to be shown or compared, sanitised. */
	sanitised(text: string): string {
		if (text === '') return text;
		const decoder = new TextDecoder();
		let clean = '';
		this.#take = (bytes) => {
			clean += decoder.decode(bytes, { stream: true });
		};
		this.#sanitiser.push(this.#encoder.encode(text));
		this.#sanitiser.end();
		return clean + decoder.decode();
	}
}
