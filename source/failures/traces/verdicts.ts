import type { Block } from './block.ts';
import type { LineRule, Reading } from './rule.ts';
import type { Language, Trace } from './trace.ts';

const MOST_TESTS = 10_000;

interface Verdict {
	readonly language: Language;
	readonly reading: Reading;
	readonly logLine: number;
}

/**
 * Runners name a failed test more than once: when it fails, with its reason, and in a summary. It is one failure; a
 * verdict counts by itself only where no reason was found in the whole log.
 */
export class Verdicts {
	readonly #onTrace: (trace: Trace) => void;
	readonly #bare = new Map<string, Verdict>();
	readonly #seen = new Set<string>();
	readonly #named = new Set<string>();

	constructor(onTrace: (trace: Trace) => void) {
		this.#onTrace = onTrace;
	}

	note({ language }: LineRule, reading: Reading, logLine: number): void {
		const { test } = reading;
		if (test === undefined || this.#bare.size >= MOST_TESTS) return;
		if (!this.#bare.has(test)) this.#bare.set(test, { language, reading, logLine });
	}

	close(block: Block): void {
		const trace = block.toTrace();
		if (!trace) {
			if (block.isDropped && block.test !== undefined) this.#named.add(block.test);
			return;
		}
		if (trace.test !== undefined) {
			const key = JSON.stringify([trace.test, trace.className, trace.message]);
			if (this.#seen.has(key)) return;
			if (this.#seen.size < MOST_TESTS) this.#seen.add(key);
			this.#named.add(trace.test);
		}
		this.#onTrace(trace);
	}

	/** Tests that failed and of which no more is known. */
	end(): void {
		const parents = new Set([...this.#bare.keys(), ...this.#named].flatMap(parentsOf));
		for (const [test, { language, reading, logLine }] of this.#bare) {
			if (this.#named.has(test) || parents.has(test)) continue;
			const { className = 'test failed', message = '' } = reading;
			this.#onTrace({ language, className, message, frames: [], causes: [], test, isDiagnostic: false, logLine });
		}
	}
}

/** The groups that a test stands in, as far as its name tells. */
function parentsOf(test: string): readonly string[] {
	const parents: string[] = [];
	for (const { index } of test.matchAll(/\/| > |::/g)) parents.push(test.slice(0, index));
	return parents;
}
