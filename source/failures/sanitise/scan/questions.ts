import { byteSet, WORD } from '../byte-set.ts';
import type { Rule } from '../rule.ts';
import { gateOf } from './gates.ts';
import type { Triggers } from './triggers.ts';

/** What is asked where the automaton found something, in arrays of numbers: this is looked up at every hit. */
export interface Questions {
	/** Of a finding state: where its questions begin in the lists below, and one entry more for the end. */
	readonly offsets: Uint32Array;
	/** The rule to ask, the length of its literal, and the gate before it, unless it is the state's only one. */
	readonly ruleOf: Uint16Array;
	readonly lengthOf: Uint8Array;
	readonly gateOf: Uint8Array;
	/** 1 where nothing is found inside of a word: behind one of `INNER` the rule need not be asked. */
	readonly isWordStart: Uint8Array;
	/** Of a finding state: the gate of its only literal; 0 where it has others. */
	readonly onlyGateOf: Uint8Array;
}

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
	const rules: number[] = [];
	const lengths: number[] = [];
	const gates: number[] = [];
	const onlyWords = all.map(findsOnlyWords);
	const wordStarts: number[] = [];
	for (let state = 0; state < states; state++) {
		const own = found.subarray(offsets[state], offsets[state + 1]);
		const isOnly = own.length === 1;
		if (isOnly) onlyGateOf[state] = gateOf(literals[own[0] as number] as string);
		for (const literal of own) {
			const text = literals[literal] as string;
			for (const rule of rulesOf[literal] as readonly number[]) {
				rules.push(rule);
				lengths.push(text.length);
				wordStarts.push(onlyWords[rule] ? 1 : 0);
				gates.push(isOnly ? 0 : gateOf(text));
			}
		}
		begins[state + 1] = rules.length;
	}
	return {
		offsets: begins,
		ruleOf: Uint16Array.from(rules),
		lengthOf: Uint8Array.from(lengths),
		gateOf: Uint8Array.from(gates),
		isWordStart: Uint8Array.from(wordStarts),
		onlyGateOf,
	};
}
