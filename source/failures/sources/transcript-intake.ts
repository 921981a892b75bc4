import type { Intake, IntakeNeeds } from './intake.ts';
import { jsonLinesIntake } from './json/json-lines-intake.ts';
import type { JsonValue } from './json/json-records.ts';
import { type JsonObject, objectOf, textOf, timeOf } from './json/json-value.ts';

/** Kinds of entries that hold what a tool gave back, whichever agent wrote them. */
const RESULTS: ReadonlySet<string> = new Set([
	'tool_result',
	'tool_output',
	'function_call_output',
	'custom_tool_call_output',
	'local_shell_call_output',
]);
const CALLS: ReadonlySet<string> = new Set(['tool_use', 'function_call', 'custom_tool_call', 'local_shell_call']);
const ROLES: ReadonlySet<string> = new Set(['tool', 'function']);
/** Tools that show what lies in a file or on a page: what they give back did not happen in this run. */
const LOOKS = /^(?:read|view|open|cat|ls|list|glob|grep|search|find|web|fetch|todo|edit|write|notebook|apply_patch)/i;
/** Where the same output stands a second time. */
const COPIES: ReadonlySet<string> = new Set(['toolUseResult']);
const TEXTS = ['output', 'content', 'text', 'stdout', 'stderr', 'error'] as const;
/** Calls whose results are still to come. */
const MOST_CALLS = 10_000;

/** The texts of a result, in whatever it is wrapped: lists of parts, JSON within a text. */
function textsIn(value: JsonValue | undefined, depth = 0): readonly string[] {
	if (depth > 4 || value === undefined || value === null) return [];
	if (typeof value === 'string') return value.startsWith('{"output":') ? textsIn(parsed(value), depth + 1) : [value];
	if (Array.isArray(value)) return [value.flatMap((part) => textsIn(part, depth + 1)).join('\n')];
	if (typeof value !== 'object') return [];
	return TEXTS.flatMap((key) => textsIn((value as JsonObject)[key], depth + 1));
}

function parsed(text: string): JsonValue {
	try {
		return JSON.parse(text) as JsonValue;
	} catch {
		// It was cut: as a text it still tells something.
		return [text.slice('{"output":'.length)];
	}
}

/** What the tools of an agent gave back is read like logs; what it and people said about that is not. */
class Transcript {
	readonly #needs: IntakeNeeds;
	/** Id of a call → name of the tool. */
	readonly #calls = new Map<string, string>();

	constructor(needs: IntakeNeeds) {
		this.#needs = needs;
	}

	take(value: JsonValue, line: number): void {
		const { timestamp, time, created_at } = objectOf(value);
		const seenMs = this.#needs.parseTime(textOf(timestamp) || textOf(time) || textOf(created_at));
		for (const text of this.#results(value, 0)) {
			for (const trace of this.#needs.text.tracesOf(text)) {
				this.#needs.onFailure({ trace: { ...trace, logLine: line }, ...timeOf(seenMs) });
			}
		}
	}

	#results(value: JsonValue, depth: number): readonly string[] {
		if (typeof value !== 'object' || value === null || depth > 12) return [];
		if (Array.isArray(value)) return value.flatMap((item) => this.#results(item, depth + 1));
		const entry = value as JsonObject;
		this.#noteCall(entry);
		if (RESULTS.has(textOf(entry['type'])) || ROLES.has(textOf(entry['role']))) {
			return this.#isLook(entry) ? [] : textsIn(entry);
		}
		return Object.entries(entry).flatMap(([key, item]) => (COPIES.has(key) ? [] : this.#results(item, depth + 1)));
	}

	#noteCall(entry: JsonObject): void {
		// OpenAI's chats have calls without a type of their own.
		const called = objectOf(entry['function']);
		const name = textOf(entry['name']) || textOf(called['name']);
		const id = textOf(entry['call_id']) || textOf(entry['id']);
		const isCall = CALLS.has(textOf(entry['type'])) || called['name'] !== undefined;
		if (isCall && id !== '' && this.#calls.size < MOST_CALLS) this.#calls.set(id, name);
	}

	#isLook(entry: JsonObject): boolean {
		const id = textOf(entry['tool_use_id']) || textOf(entry['call_id']) || textOf(entry['tool_call_id']);
		const name = this.#calls.get(id) ?? textOf(entry['name']);
		this.#calls.delete(id);
		return LOOKS.test(name);
	}
}

export function transcriptIntake(needs: IntakeNeeds): Intake {
	const read = new Transcript(needs);
	return jsonLinesIntake('transcript', (value, line) => read.take(value, line));
}
