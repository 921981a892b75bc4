const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** In the same order; items in between may be left out. */
function isPartOfList(part: readonly unknown[], whole: readonly unknown[]): boolean {
	let next = 0;
	for (const item of whole) if (next < part.length && isPartOf(part[next], item)) next++;
	return next === part.length;
}

/** Whether everything in `part` stands in `whole`, at the same place. A list of plain values is one value. */
export function isPartOf(part: unknown, whole: unknown): boolean {
	if (Array.isArray(part) && Array.isArray(whole) && [...part, ...whole].some(isNested))
		return isPartOfList(part, whole);
	if (!isNested(part) || Array.isArray(part)) return JSON.stringify(part) === JSON.stringify(whole);
	if (!isNested(whole) || Array.isArray(whole)) return false;
	const entries = new Map(Object.entries(whole));
	return Object.entries(part).every(([key, value]) => entries.has(key) && isPartOf(value, entries.get(key)));
}

/** toStrictEqual would take a stage named `constructor` for the class of its map. */
export const isSame = (one: unknown, other: unknown) => isPartOf(one, other) && isPartOf(other, one);
