import { canonicalTest } from '../canonical/test-name.ts';
import { type Block, frameOf } from './block.ts';
import { finishBlock } from './finish-block.ts';
import type { LineRule, Reading } from './rule.ts';
import type { Language, Trace } from './trace.ts';

const MOST_TESTS = 10_000;
/** Tests that said something, and of which it is not known yet whether they failed. */
const MOST_HELD = 1_000;

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
	readonly #held = new Map<string, Trace>();
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
		const trace = finishBlock(block);
		if (!trace) {
			if (block.isDropped && block.test !== undefined) this.#named.add(block.test);
			return;
		}
		if (block.isBeforeVerdict) this.#hold(trace);
		else if (trace.test !== undefined) this.#emit(trace);
		else if (!this.#isEcho(trace)) this.#onTrace(trace);
	}

	/** Tests that failed and of which no more is known. */
	end(): void {
		const parents = new Set([...this.#bare.keys(), ...this.#named].flatMap(parentsOf));
		for (const [test, verdict] of this.#bare) {
			if (this.#named.has(test) || this.#named.has(nameInFile(test)) || parents.has(test)) continue;
			this.#emit(this.#held.get(test) ?? bareTrace(test, verdict));
		}
	}

	#emit(trace: Trace): void {
		const { test = '', className, message } = trace;
		if (this.#isKnown(JSON.stringify([test, canonicalTest(test, trace).file, className, message]))) return;
		if (trace.frames.length > 0) this.#isKnown(echoOf(trace));
		this.#named.add(test);
		if (trace.language === 'python') this.#named.add(nameInFile(test));
		this.#onTrace(trace);
	}

	#isEcho(trace: Trace): boolean {
		// What compilers say of a line, build tools say again at their end.
		const isOfLine = trace.isDiagnostic && trace.frames[0]?.line !== undefined;
		return isOfLine ? this.#isKnown(echoOf(trace)) : this.#seen.has(echoOf(trace));
	}

	/** Whether it was there before; from now on it is. */
	#isKnown(key: string): boolean {
		const isKnown = this.#seen.has(key);
		if (!isKnown && this.#seen.size < 2 * MOST_TESTS) this.#seen.add(key);
		return isKnown;
	}

	#hold(trace: Trace): void {
		const { test } = trace;
		if (test === undefined || this.#held.has(test)) return;
		this.#held.set(test, trace);
		const [oldest] = this.#held.keys();
		if (this.#held.size > MOST_HELD && oldest !== undefined) this.#held.delete(oldest);
	}
}

function bareTrace(test: string, { language, reading, logLine }: Verdict): Trace {
	const { className = 'test failed', message = '', file } = reading;
	const frames = file === undefined ? [] : [frameOf(reading)];
	return { language, className, message, frames, causes: [], test, isDiagnostic: false, logLine };
}

/** What an error and its echo without the name of the test have in common: runners show some for people and for machines. */
function echoOf({ className, message, frames: [frame] }: Trace): string {
	const name = frame?.file?.split(/[\\/]/).at(-1);
	return JSON.stringify([className, message.split('\n', 1)[0], name, frame?.line, frame?.column ?? null]);
}

/** Of `tests/a.py::T::test_b` what stands behind the file: stacks may name another one, that of a fixture. */
const nameInFile = (test: string): string => (/\.py::/.test(test) ? test.slice(test.indexOf('.py::') + 3) : test);

/** The groups that a test stands in, as far as its name tells. */
function parentsOf(test: string): readonly string[] {
	const parents: string[] = [];
	for (const { index } of test.matchAll(/\/| > |::/g)) parents.push(test.slice(0, index));
	return parents;
}
