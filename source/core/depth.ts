/** Deeper than any entry of a published file; what walks deeper values by recursion would run out of stack. */
export const DEEPEST_ENTRY = 200;

/** Whether a value of JSON has more than `levels` levels of lists and objects. */
export function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((item) => isDeeperThan(item, levels - 1));
}
