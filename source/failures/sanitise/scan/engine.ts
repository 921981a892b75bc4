import type { PatternFinder } from '../find/pattern.ts';
import { shapeFinder } from '../find/shape.ts';
import { KINDS } from '../kinds.ts';
import type { Finder, Rule } from '../rule.ts';
import { gateOf } from './gates.ts';
import { type Questions, questionsOf } from './questions.ts';
import { buildTriggers, type Triggers } from './triggers.ts';

/** A set of rules made ready to run; compiled once, shared by any number of streams. */
export interface Engine {
	readonly rules: readonly Rule[];
	readonly triggers: Triggers;
	readonly questions: Questions;
	readonly finders: readonly Finder[];
	/** Rules that read everything: the user's. */
	readonly patterns: readonly { readonly number: number; readonly finder: PatternFinder }[];
	readonly weightOf: Uint8Array;
	/** Number of the rule for long unnamed strings; -1 where it is not wanted. */
	readonly blobRule: number;
	/** Numbers of the rules that go on in later lines. */
	readonly keyRule: number;
	readonly valueRule: number;
}

/** Long unnamed strings have no literal in common: this name tells the scanner to look for them by their length. */
export const LONG_STRING = 'long-string';
/** What these find may go on in the lines behind. */
export const PRIVATE_KEY = 'private-key';
export const SECRET_VALUE = 'secret-value';

const NOTHING: Finder = () => {};

function finderOf(rule: Rule): Finder {
	if ('shape' in rule) return shapeFinder(rule);
	return 'find' in rule ? rule.find : NOTHING;
}

export function compileRules(rules: readonly Rule[]): Engine {
	const rulesOf = new Map<string, number[]>();
	for (const [number, { triggers }] of rules.entries()) {
		for (const trigger of triggers) {
			const text = trigger.toLowerCase();
			rulesOf.set(text, [...(rulesOf.get(text) ?? []), number]);
		}
	}
	const literals = [...rulesOf.keys()];
	const triggers = buildTriggers(literals, (literal) => gateOf(literal) !== 0);
	return {
		rules,
		triggers,
		questions: questionsOf(triggers, literals, [...rulesOf.values()], rules),
		finders: rules.map(finderOf),
		patterns: [...rules.entries()].flatMap(([number, rule]) =>
			'pattern' in rule ? [{ number, finder: rule.pattern }] : [],
		),
		weightOf: Uint8Array.from(rules, ({ kind }) => KINDS[kind].weight),
		blobRule: rules.findIndex(({ name }) => name === LONG_STRING),
		keyRule: rules.findIndex(({ name }) => name === PRIVATE_KEY),
		valueRule: rules.findIndex(({ name }) => name === SECRET_VALUE),
	};
}
