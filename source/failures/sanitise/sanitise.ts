import { compileRules, type Engine } from './scan/scanner.ts';
import { RULES } from './table/rules.ts';

let engine: Engine | undefined;

/** The engine with the rules of the table. */
export function standardEngine(): Engine {
	engine ??= compileRules(RULES);
	return engine;
}
