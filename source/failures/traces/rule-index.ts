import type { Hits } from './literal-index.ts';
import type { LineRule } from './rule.ts';
import { LINE_RULES } from './table/rules.ts';
import type { Language } from './trace.ts';

/** Rules that the same literals wake, of which one line holds any; their place here is the literals' owner, from 1. */
const WOKEN: readonly (readonly LineRule[])[] = [
	...Map.groupBy(
		LINE_RULES.filter(({ triggers }) => triggers.length > 0),
		({ triggers }) => triggers.join('\0'),
	).values(),
];

/** The literals of each, in the same order. */
export const TRIGGERS: readonly (readonly string[])[] = WOKEN.map(([first]) => first?.triggers ?? []);

const INNER = Map.groupBy(
	LINE_RULES.filter(({ triggers }) => triggers.length === 0),
	({ language }) => language,
);

/** Literals of each owner; the first owner's belong to no rule. */
const FIRST = 1;
const OF_LOW = 31;
const MOST_KNOWN = 1_000;

/** Lists are kept: of most combinations there are many lines. */
const known = new Map<string, readonly LineRule[]>();

/**
 * The rules that may read a line, in the order in which they are tried.
 * @param open the language of the block that is open
 */
export function rulesFor({ low, high }: Hits, open: Language | undefined): readonly LineRule[] {
	const key = `${low & ~FIRST} ${high} ${open}`;
	const found = known.get(key);
	if (found) return found;
	// What a stack of its language holds is never anything else: Rust's `at file:5:9` is no call of JavaScript.
	const rules = open === undefined ? [] : [...(INNER.get(open) ?? [])];
	for (let bits = low & ~FIRST; bits !== 0; bits &= bits - 1) rules.push(...at(OF_LOW - 1 - Math.clz32(bits & -bits)));
	for (let bits = high; bits !== 0; bits &= bits - 1) rules.push(...at(2 * OF_LOW - 1 - Math.clz32(bits & -bits)));
	if (known.size < MOST_KNOWN) known.set(key, rules);
	return rules;
}

const at = (index: number): readonly LineRule[] => WOKEN[index] ?? [];
