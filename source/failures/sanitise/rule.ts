import type { PatternFinder } from './find/pattern.ts';
import type { Kind } from './kinds.ts';
import type { View } from './scan/view.ts';

/** Says that a range is to be replaced. */
export type Report = (start: number, end: number) => void;

/** Looks at one hit of a trigger, `at` to `end`, and reports what belongs to it. Bounded work, no line is left. */
export type Finder = (view: View, at: number, end: number, report: Report) => void;

interface RuleBase {
	readonly name: string;
	readonly kind: Kind;
	/** Literals, one of which stands in everything that the rule finds; case aside. */
	readonly triggers: readonly string[];
}

/** A rule whose finds have a fixed shape: the vendors' tokens. */
export interface ShapeRule extends RuleBase {
	/** The whole shape, in the syntax of pattern/parse.ts. It begins with the trigger, or `lead` bytes before it. */
	readonly shape: string;
	readonly lead?: number;
	/** Bytes that may not stand right before or behind; unless told, letters, digits and `_`. */
	readonly before?: string;
	readonly after?: string;
	/** Least number of different bytes behind the trigger; below it is a placeholder: `ghp_xxxx`. */
	readonly variety?: number;
	/** Least randomness of what is behind the trigger, where the shape alone is no proof. */
	readonly randomness?: number;
}

/** A rule with a finder of its own. */
export interface FinderRule extends RuleBase {
	readonly find: Finder;
	/**
	 * Text that the rule changes and text that it leaves; `{alnum:20}` stands for characters drawn when a test runs: no
	 * literal that looks like a secret stands in the sources. Examples of a shape are drawn from the shape.
	 */
	readonly examples: readonly string[];
	readonly counterExamples: readonly string[];
}

/** A rule of the user's: a pattern without any literal that is sure to be in it. */
export interface PatternRule extends RuleBase {
	readonly pattern: PatternFinder;
}

export type Rule = ShapeRule | FinderRule | PatternRule;
