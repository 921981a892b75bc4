import type { Intake, IntakeNeeds } from './intake.ts';
import { jsonLinesIntake } from './json/json-lines-intake.ts';
import type { JsonValue } from './json/json-records.ts';
import { objectOf, textOf, timeOf } from './json/json-value.ts';
import { foundFailure } from './told-failure.ts';

/** Tests that run at the same time; of more, what they print is not kept. */
const MOST_OPEN = 1_000;
const MOST_OUTPUT = 65_536;
/** What the runner itself says of a test: it is told by the verdict. */
const FRAMING = /^\s*(?:=== |--- |FAIL\s|exit status )/;

/** What `go test -json` writes: what each test printed, and how it ended. */
class GoTests {
	readonly #needs: IntakeNeeds;
	/** Package and test → what it printed so far. */
	readonly #outputs = new Map<string, string>();

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
	}

	take(value: JsonValue, line: number): void {
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

export function goTestIntake(needs: IntakeNeeds): Intake {
	const read = new GoTests(needs);
	return jsonLinesIntake('go-test', (value, line) => read.take(value, line));
}
