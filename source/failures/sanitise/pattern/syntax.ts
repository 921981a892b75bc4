import type { ByteSet } from '../byte-set.ts';

/** A pattern without anything that needs backtracking: what an automaton can decide in one pass. */
export type PatternNode =
	| { readonly kind: 'set'; readonly set: ByteSet }
	| { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
	| { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
	| { readonly kind: 'repeat'; readonly item: PatternNode; readonly least: number; readonly most: number };

export interface Pattern {
	readonly node: PatternNode;
	/** Whether it began or ended with `\b`. */
	readonly isWordStart: boolean;
	readonly isWordEnd: boolean;
}

/** Why a pattern can't be taken; the message is for whoever wrote it. */
export class PatternError extends Error {
	/** Chunks have their own copies of this class, so it is told by this mark. */
	readonly isPatternError = true;
}
