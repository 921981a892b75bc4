import type { SourceProblem } from '../found-failure.ts';
import { JsonRecords, type JsonValue } from './json-records.ts';
import { BrokenJson, JsonScanner } from './json-scanner.ts';

const LINE_FEED = 0x0a;

/** Reads JSON line by line, each line one record of bounded size. A line that is broken is counted, and the next one read. */
export class JsonLines {
	/** Lines so far, the last one too where it has no line feed. */
	lines = 0;
	#broken = 0;
	#isSkipping = false;
	#isEmpty = true;
	readonly #scanner: JsonScanner;
	readonly #records: JsonRecords;

	/** @param take takes each line and its number, from 1 */
	constructor(take: (value: JsonValue, line: number) => void) {
		this.#records = new JsonRecords({
			wants: () => true,
			take: (_, value) => take(value, this.lines + 1),
			wantsLeaf: () => false,
			leaf: () => {},
			left: () => {},
		});
		this.#scanner = new JsonScanner(this.#records);
	}

	get problems(): readonly SourceProblem[] {
		if (this.#broken === 0) return [];
		const lines = this.#broken === 1 ? 'line that is' : 'lines that are';
		return [{ kind: 'malformed', reason: `${this.#broken} ${lines} no JSON; the others count` }];
	}

	push(chunk: Uint8Array): void {
		let from = 0;
		for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
			this.#read(chunk.subarray(from, end));
			this.#finish();
			from = end + 1;
		}
		this.#read(chunk.subarray(from));
	}

	end(): void {
		if (!this.#isEmpty) this.#finish();
	}

	#read(bytes: Uint8Array): void {
		if (bytes.length === 0) return;
		this.#isEmpty = false;
		if (!this.#isSkipping) this.#guard(() => this.#scanner.push(bytes));
	}

	#finish(): void {
		if (!this.#isEmpty && !this.#isSkipping && !this.#scanner.isBlank) this.#guard(() => this.#scanner.end());
		this.lines++;
		this.#isSkipping = false;
		this.#isEmpty = true;
		this.#scanner.restart();
		this.#records.restart();
	}

	#guard(read: () => void): void {
		try {
			read();
		} catch (error) {
			if (!(error instanceof BrokenJson)) throw error;
			this.#broken++;
			this.#isSkipping = true;
		}
	}
}
