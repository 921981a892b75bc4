import type { SourceProblem } from './found-failure.ts';
import type { Intake, IntakeNeeds } from './intake.ts';
import { JsonLines } from './json/json-lines.ts';
import type { JsonValue } from './json/json-records.ts';
import { objectOf, textOf, timeOf } from './json/json-value.ts';
import { foundFailure } from './told-failure.ts';

/** Tests that run at the same time; of more, what they print is not kept. */
const MOST_OPEN = 1_000;
const MOST_OUTPUT = 65_536;
/** What the runner itself says of a test: it is told by the verdict. */
const FRAMING = /^\s*(?:=== |--- |FAIL\s|exit status )/;

/** What `go test -json` writes: what each test printed, and how it ended. */
class GoTestIntake implements Intake {
	readonly format = 'go-test';
	readonly #needs: IntakeNeeds;
	readonly #lines = new JsonLines((value, line) => this.#take(value, line));
	/** Package and test → what it printed so far. */
	readonly #outputs = new Map<string, string>();

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
	}

	get lines(): number {
		return this.#lines.lines;
	}

	get problems(): readonly SourceProblem[] {
		return this.#lines.problems;
	}

	push(chunk: Uint8Array): void {
		this.#lines.push(chunk);
	}

	end(): void {
		this.#lines.end();
	}

	#take(value: JsonValue, line: number): void {
		const { Action: action, Package: name, Test: test, Output: output, Time: time } = objectOf(value);
		const key = JSON.stringify([textOf(name), textOf(test)]);
		const printed = this.#outputs.get(key);
		if (action === 'output') {
			const text = textOf(output);
			if (FRAMING.test(text) || (printed === undefined && this.#outputs.size >= MOST_OPEN)) return;
			if ((printed ?? '').length < MOST_OUTPUT) this.#outputs.set(key, (printed ?? '') + text);
			return;
		}
		if (action !== 'fail' && action !== 'pass' && action !== 'skip') return;
		this.#outputs.delete(key);
		// A test that says nothing failed of the tests inside of it.
		if (action !== 'fail' || printed === undefined || printed.trim() === '') return;
		const seen = timeOf(this.#needs.parseTime(textOf(time)));
		const { text, onFailure } = this.#needs;
		if (test !== undefined) onFailure(foundFailure({ titles: [textOf(test)], text: printed, ...seen }, text, line));
		else for (const trace of text.tracesOf(printed)) onFailure({ trace: { ...trace, logLine: line }, ...seen });
	}
}

export const goTestIntake = (needs: IntakeNeeds): Intake => new GoTestIntake(needs);
