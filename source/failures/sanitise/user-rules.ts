import { patternFinder } from './find/pattern.ts';
import type { Rule } from './rule.ts';

/** The section of a settings file that holds what the user adds. */
export const SANITIZE_SECTION = 'sanitize';

export interface UserRules {
	readonly rules: readonly Rule[];
	/** Values that stay, exactly as they stand in the text. */
	readonly allowed: readonly string[];
	/** What can't be taken, in words; with one of these nothing of the section may be used. */
	readonly problems: readonly string[];
}

const MOST_RULES = 100;
const SHORTEST_ALLOWED = 3;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (text: string): string => JSON.stringify(text.slice(0, 60));

function unknownKeys(value: Readonly<Record<string, unknown>>, known: readonly string[]): readonly string[] {
	return Object.keys(value)
		.filter((key) => !known.includes(key))
		.map((key) => `${shown(key)} is none of: ${known.join(', ')}`);
}

/** One rule, or what is wrong with it. */
function readRule(value: unknown, place: string): Rule | readonly string[] {
	if (!isObject(value)) return [`${place} must be an object`];
	const wrong = unknownKeys(value, ['name', 'pattern', 'ignoreCase']).map((text) => `${place}: ${text}`);
	const { name, pattern, ignoreCase = false } = value;
	if (typeof name !== 'string' || !/^[a-z0-9][a-z0-9-]{0,59}$/.test(name)) {
		wrong.push(`${place}: name must be lower-case letters, digits and hyphens`);
	}
	if (typeof ignoreCase !== 'boolean') wrong.push(`${place}: ignoreCase must be true or false`);
	if (typeof pattern !== 'string' || pattern === '') wrong.push(`${place}: pattern must be a text`);
	if (wrong.length > 0) return wrong;
	try {
		const finder = patternFinder(String(pattern), ignoreCase === true);
		return { name: `user:${name}`, kind: 'custom', triggers: [], pattern: finder };
	} catch (error) {
		// The automaton's limits are what makes the time linear: a pattern that it can't hold is refused.
		return [`${place}: pattern is refused: ${(error as Error).message}`];
	}
}

/**
 * Reads the section. Patterns become automata, which read a text in linear time whatever it holds; one that needs
 * backtracking (a reference to a group, a look-ahead) or grows too large is a problem.
 */
export function readUserRules(section: unknown): UserRules {
	if (section === undefined) return { rules: [], allowed: [], problems: [] };
	if (!isObject(section)) return { rules: [], allowed: [], problems: [`${SANITIZE_SECTION} must be an object`] };
	const problems = [...unknownKeys(section, ['rules', 'allow'])];
	const { rules: given = [], allow = [] } = section;
	const rules: Rule[] = [];
	if (!Array.isArray(given) || given.length > MOST_RULES)
		problems.push(`rules must be a list of at most ${MOST_RULES}`);
	else {
		for (const [index, value] of given.entries()) {
			const rule = readRule(value, `rules[${index}]`);
			if (Array.isArray(rule)) problems.push(...(rule as readonly string[]));
			else rules.push(rule as Rule);
		}
	}
	const isAllowList = Array.isArray(allow) && allow.every((each) => typeof each === 'string');
	if (!isAllowList) problems.push('allow must be a list of texts');
	const allowed = isAllowList ? (allow as readonly string[]) : [];
	for (const text of allowed) {
		if (text.length < SHORTEST_ALLOWED) problems.push(`allow: ${shown(text)} is too short to be a value`);
	}
	return { rules, allowed, problems: problems.map((text) => `${SANITIZE_SECTION}: ${text}`) };
}
