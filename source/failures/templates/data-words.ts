const NAME = /^\p{Lu}[\p{Ll}'-]+$/u;
const TRUTH = /^(?:true|false)$/;
const ORDINARY = /^\p{Ll}[\p{Ll}'-]*$/u;

/** A place in the lines of one message: its different words, and all that stand before it. */
interface Place {
	readonly words: ReadonlySet<string>;
	readonly before: ReadonlySet<string>;
	/** What stands between the two. */
	readonly gap: string;
}

/**
 * Whether the words of a place are data by the looks of each, however few they are: truth values, and names, which are
 * written with a capital in the middle of a sentence.
 * @param isBehindName whether the place before it holds names: they have several parts
 */
export function areDataWords({ words, before, gap }: Place, isBehindName: boolean): boolean {
	if (every(words, TRUTH)) return true;
	return gap === ' ' && every(words, NAME) && (isBehindName || every(before, ORDINARY));
}

function every(words: ReadonlySet<string>, pattern: RegExp): boolean {
	for (const word of words) if (!pattern.test(word)) return false;
	return true;
}
