import { ENVELOPE_SIGNS } from './envelope.ts';
import type { FailedTest } from './failed-test.ts';
import { Lane } from './lane.ts';
import { LineScanner } from './line-scanner.ts';
import { type Hits, LiteralIndex } from './literal-index.ts';
import { TRIGGERS } from './rule-index.ts';
import { readSpokenLine } from './spoken-line.ts';
import type { Trace } from './trace.ts';
import { Verdicts } from './verdicts.ts';

const ESCAPE = '\u001B';
/** Speakers whose stacks can be open at once; of more, the one that has been silent longest is closed. */
const MOST_LANES = 64;
/** A speaker that says nothing for so many lines has nothing to add. */
const SILENCE = 400;

let shared: LiteralIndex | undefined;
/** Built at the first use: most commands read no log. Lines with what hides literals are always read: colours, JSON. */
const sharedIndex = (): LiteralIndex => {
	shared ??= new LiteralIndex([[ESCAPE, ...ENVELOPE_SIGNS], ...TRIGGERS]);
	return shared;
};

/**
 * Finds the errors of one log while it streams by. Memory is bounded: by the lines that are held to be looked at again,
 * by one open stack for each speaker, and by the names of failed tests.
 */
export class TraceExtractor {
	readonly #scanner: LineScanner;
	readonly #index = sharedIndex();
	readonly #lanes = new Map<string, Lane>();
	readonly #verdicts: Verdicts;

	/** @param of the test that the whole text is about, where something else than the text says so */
	constructor(onTrace: (trace: Trace) => void, of?: FailedTest) {
		this.#verdicts = new Verdicts(onTrace);
		this.#scanner = new LineScanner(
			this.#index,
			(line, hits, number) => this.#take(line, hits, number),
			of !== undefined,
		);
		if (of) this.#newLane('').openTest(of);
	}

	/** Lines that were read; the last one counts when the log has ended. */
	get lines(): number {
		return this.#scanner.lines;
	}

	/** @param chunk bytes of the log, cut anywhere; not kept */
	push(chunk: Uint8Array): void {
		this.#scanner.push(chunk);
	}

	end(): void {
		this.#scanner.end();
		for (const lane of this.#lanes.values()) lane.close();
		this.#verdicts.end();
	}

	#take(raw: string, hits: Hits, number: number): boolean {
		const isHidden = (hits.low & 1) !== 0;
		if (!isHidden && this.#lanes.size === 0 && (hits.low | hits.high) === 0) return false;
		const { line, starts, speaker } = readSpokenLine(raw);
		const known = isHidden ? this.#index.hitsOf(line) : hits;
		if (this.#lanes.size === 0 && (known.low & ~1) === 0 && known.high === 0) return false;
		const lane = this.#lanes.get(speaker) ?? this.#newLane(speaker);
		lane.read(line, starts, known, number);
		if (!lane.isOpen) this.#lanes.delete(speaker);
		else if (this.#lanes.size > 1) this.#closeSilent(number);
		return this.#lanes.size > 0;
	}

	#newLane(speaker: string): Lane {
		const lane = new Lane(speaker, {
			before: (count) => this.#scanner.before(count),
			emit: (block) => this.#verdicts.close(block),
			note: (rule, reading, at) => this.#verdicts.note(rule, reading, at),
		});
		this.#lanes.set(speaker, lane);
		return lane;
	}

	#closeSilent(number: number): void {
		for (const [speaker, lane] of this.#lanes) {
			if (number - lane.lastLine <= SILENCE && this.#lanes.size <= MOST_LANES) continue;
			lane.close();
			this.#lanes.delete(speaker);
		}
	}
}

/** All errors of a text that is at hand as a whole. */
export function extractTraces(log: string | Uint8Array): readonly Trace[] {
	const traces: Trace[] = [];
	const extractor = new TraceExtractor((trace) => traces.push(trace));
	extractor.push(typeof log === 'string' ? new TextEncoder().encode(log) : log);
	extractor.end();
	return traces;
}
