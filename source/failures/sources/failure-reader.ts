import type { Engine } from '../sanitise/scan/engine.ts';
import { type FoundFailure, JOB_TYPE_OF, type SourceFormat, type SourceSummary } from './found-failure.ts';
import { goTestIntake } from './go-test-intake.ts';
import type { Intake } from './intake.ts';
import { jsonIntake } from './json/json-intake.ts';
import { logIntake } from './log-intake.ts';
import { HEAD_BYTES, type Nature, recognise } from './recognise.ts';
import { tapIntake } from './tap-intake.ts';
import { TextReader } from './text-reader.ts';
import { toUtf8, type Utf8Stream } from './to-utf8.ts';
import { transcriptIntake } from './transcript-intake.ts';
import { junitIntake } from './xml/junit-intake.ts';

export interface ReaderOptions {
	/** Of the sanitiser, with the user's rules. */
	readonly engine: Engine;
	/** Values that the sanitiser leaves, exactly as they stand in the text. */
	readonly allowed?: ReadonlySet<string>;
	/** Unix milliseconds of an ISO 8601 time; NaN where it is none: `Date.parse`. */
	readonly parseTime: (iso: string) => number;
}

const NOTHING: Omit<Intake, 'format'> = { lines: 0, problems: [], push: () => {}, end: () => {} };

/**
 * Finds the failures of one source, whatever its format is, while its bytes stream by. Memory is bounded whatever comes,
 * and how the bytes are cut into chunks changes nothing.
 */
export class FailureReader {
	readonly #onFailure: (failure: FoundFailure) => void;
	readonly #options: ReaderOptions;
	readonly #text: TextReader;
	#head: Uint8Array | undefined = new Uint8Array(HEAD_BYTES);
	#headLength = 0;
	#intake: Intake | undefined;
	#stream: Utf8Stream | undefined;
	#failures = 0;

	constructor(onFailure: (failure: FoundFailure) => void, options: ReaderOptions) {
		this.#onFailure = onFailure;
		this.#options = options;
		this.#text = new TextReader(options.engine, options.allowed);
	}

	/** What it is; undefined until enough of it was read. What is binary need not be read on. */
	get format(): SourceFormat | undefined {
		return this.#intake?.format;
	}

	/** @param given not compressed, cut anywhere; not kept */
	push(given: Uint8Array): void {
		const chunk = this.#head ? this.#fillHead(this.#head, given) : given;
		if (chunk.length > 0) this.#stream?.push(chunk);
	}

	end(): SourceSummary {
		if (this.#head) this.#begin(this.#head.subarray(0, this.#headLength));
		this.#stream?.end();
		const intake = this.#intake as Intake;
		intake.end();
		return {
			format: intake.format,
			jobType: JOB_TYPE_OF[intake.format],
			lines: intake.lines,
			failures: this.#failures,
			sanitised: this.#text.counts,
			problems: intake.problems,
		};
	}

	/** @returns what the head did not take */
	#fillHead(head: Uint8Array, chunk: Uint8Array): Uint8Array {
		const size = Math.min(chunk.length, HEAD_BYTES - this.#headLength);
		head.set(chunk.subarray(0, size), this.#headLength);
		this.#headLength += size;
		if (this.#headLength === HEAD_BYTES) this.#begin(head);
		return chunk.subarray(size);
	}

	#begin(head: Uint8Array): void {
		this.#head = undefined;
		const nature = recognise(head);
		const intake = this.#intakeOf(nature, head);
		this.#intake = intake;
		this.#stream = toUtf8(nature.encoding, (bytes) => intake.push(bytes));
		this.#stream.push(head.subarray(nature.markBytes));
	}

	#intakeOf({ format, encoding, markBytes }: Nature, head: Uint8Array): Intake {
		const onFailure = (failure: FoundFailure) => {
			this.#failures++;
			this.#onFailure(failure);
		};
		const needs = { text: this.#text, onFailure, parseTime: this.#options.parseTime };
		if (format === 'empty' || format === 'binary') return { ...NOTHING, format };
		const text = new TextDecoder(encoding).decode(head.subarray(markBytes));
		if (format === 'junit') return junitIntake(needs);
		if (format === 'json') return jsonIntake(needs);
		if (format === 'transcript') return transcriptIntake(needs);
		if (format === 'go-test') return goTestIntake(needs);
		return format === 'tap' ? tapIntake(text, needs) : logIntake(text, needs);
	}
}

/** The failures of a source whose bytes come one chunk after the other; what is returned at the end tells of the whole. */
export async function* readFailures(
	chunks: AsyncIterable<Uint8Array>,
	options: ReaderOptions,
): AsyncGenerator<FoundFailure, SourceSummary> {
	const found: FoundFailure[] = [];
	const reader = new FailureReader((failure) => found.push(failure), options);
	for await (const chunk of chunks) {
		reader.push(chunk);
		yield* found.splice(0);
	}
	const summary = reader.end();
	yield* found;
	return summary;
}
