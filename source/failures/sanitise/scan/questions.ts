import { byteSet, WORD } from '../byte-set.ts';
import type { Rule } from '../rule.ts';
import { gateOf } from './gates.ts';
import type { Triggers } from './triggers.ts';

/** What is asked where the automaton found something, in arrays of numbers: this is looked up at every hit. */
export interface Questions {
	/** Of a finding state: where its questions begin in `asked`, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/**
	 * One number each: the rule to ask, the length of its literal, the gate before it, unless it is the state's only one,
	 * and whether nothing is found inside of a word: behind one of `INNER` the rule need not be asked.
	 */
	readonly asked: Int32Array;
	/** Of a finding state: the gate of its only literal; 0 where it has others. */
	readonly onlyGateOf: Uint8Array;
}

const LENGTH_AT = 16;
const GATE_AT = 24;
const WORD_START_AT = 30;

export const ruleIn = (question: number): number => question & 0xffff;
export const lengthIn = (question: number): number => (question >>> LENGTH_AT) & 0xff;
export const gateIn = (question: number): number => (question >>> GATE_AT) & 0x3f;
export const needsWordStart = (question: number): boolean => question >>> WORD_START_AT !== 0;

/** Letters that no escape (`\\n`, `%3D`, `\\u003d`) ends with: behind one of these a word goes on. */
export const INNER = byteSet('G-Zg-mo-qsu-z_');

/** Whether a rule finds only what begins with its literal, and that not behind a letter. */
function findsOnlyWords(rule: Rule): boolean {
	if (!('shape' in rule) || (rule.lead ?? 0) > 0) return false;
	const before = rule.before === undefined ? WORD : byteSet(rule.before);
	return INNER.every((member, byte) => member === 0 || before[byte] === 1);
}

/** @param rulesOf of each literal the rules that it triggers */
export function questionsOf(
	{ offsets, found }: Triggers,
	literals: readonly string[],
	rulesOf: readonly (readonly number[])[],
	all: readonly Rule[],
): Questions {
	const states = offsets.length - 1;
	const begins = new Uint32Array(states + 1);
	const onlyGateOf = new Uint8Array(states);
	const asked: number[] = [];
	const wordStarts = all.map((rule) => (findsOnlyWords(rule) ? 1 << WORD_START_AT : 0));
	for (let state = 0; state < states; state++) {
		const own = found.subarray(offsets[state], offsets[state + 1]);
		const isOnly = own.length === 1;
		if (isOnly) onlyGateOf[state] = gateOf(literals[own[0] as number] as string);
		for (const literal of own) {
			const text = literals[literal] as string;
			const gate = isOnly ? 0 : gateOf(text);
			for (const rule of rulesOf[literal] as readonly number[]) {
				asked.push(rule | (text.length << LENGTH_AT) | (gate << GATE_AT) | (wordStarts[rule] as number));
			}
		}
		begins[state + 1] = asked.length;
	}
	return { offsets: begins, asked: Int32Array.from(asked), onlyGateOf };
}
