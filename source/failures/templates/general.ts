import { VALUE } from './skeleton.ts';

/** Beyond this a skeleton is prose, and comparing all with all would take its time. */
const MOST_COMPARED = 400;

/** A list of values is one value, however long it is. */
const LIST = /<\*>(?:[,:;] ?<\*>)+/g;

const wordsOf = (tokens: readonly string[]): number => tokens.filter((token) => token !== VALUE).length;

/** In how many places `wide` has a value where `narrow` has a word; undefined if they differ in anything else. */
function distance(narrow: readonly string[], wide: readonly string[]): number | undefined {
	let places = 0;
	for (const [column, token] of wide.entries()) {
		if (token === narrow[column]) continue;
		if (token !== VALUE) return undefined;
		places++;
	}
	return places;
}

/**
 * Templates of one skeleton that are only cases of a wider one become it: `user admin left <*>` beside `user <*> left
 * <*>`. The wider one must be more than a row of values, and most of it the same.
 * @returns for each the tokens of the widest
 */
export function generalised(templates: readonly (readonly string[])[]): readonly (readonly string[])[] {
	if (templates.length > MOST_COMPARED) return templates;
	const byWidth = templates.toSorted((a, b) => wordsOf(a) - wordsOf(b) || (a.join(' ') < b.join(' ') ? -1 : 1));
	return templates.map(
		(narrow) =>
			byWidth.find((wide) => {
				const places = distance(narrow, wide);
				return places !== undefined && wordsOf(wide) > 0 && 2 * places < wide.length;
			}) ?? narrow,
	);
}

export const withoutLists = (text: string): string => text.replace(LIST, VALUE);
