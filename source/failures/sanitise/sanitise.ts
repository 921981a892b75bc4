import type { Rule } from './rule.ts';
import { compileRules, type Engine } from './scan/engine.ts';
import { CANONICAL_RULES } from './table/canonical.ts';
import { RULES } from './table/rules.ts';

export interface EngineChoice {
	/** Numbers, times and UUIDs too: for comparing errors, not for readers. */
	readonly isCanonical?: boolean;
	/** The user's own. */
	readonly extra?: readonly Rule[];
}

/** The rules of the table and what was chosen beside them. */
export function chosenRules({ isCanonical = false, extra = [] }: EngineChoice = {}): readonly Rule[] {
	return [...RULES, ...(isCanonical ? CANONICAL_RULES : []), ...extra];
}

/** An engine with these rules; building it takes some milliseconds. */
export const createEngine = (choice: EngineChoice = {}): Engine => compileRules(chosenRules(choice));
