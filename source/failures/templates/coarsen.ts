import { BREAK, CLASS } from './classes.ts';

/** How many words are kept at each level; the rest is values. At the last level all lines of a length are one. */
const KEPT = [Number.POSITIVE_INFINITY, 16, 8, 4, 2, 1, 0] as const;
export const LAST_LEVEL = KEPT.length;

const VALUE = Uint8Array.of(0x3c, 0x2a, 0x3e);

/**
 * A canonical line with fewer words. `coarsen(coarsen(x, a), b)` is `coarsen(x, max(a, b))`, so that it does not matter
 * when a level was reached.
 * @returns a view of `into`, or of `line` where nothing changes
 */
export function coarsen(line: Uint8Array, level: number, into: Uint8Array): Uint8Array {
	if (level === 0) return line;
	if (level >= LAST_LEVEL) return VALUE;
	const kept = KEPT[level] as number;
	let words = 0;
	let length = 0;
	let at = 0;
	while (at < line.length && length + VALUE.length < into.length) {
		const from = at;
		while (at < line.length && (CLASS[line[at] as number] as number) < BREAK) at++;
		if (at === from) {
			into[length++] = line[at++] as number;
			continue;
		}
		const word = ++words <= kept ? line.subarray(from, at) : VALUE;
		if (length + word.length > into.length) break;
		into.set(word, length);
		length += word.length;
	}
	return into.subarray(0, length);
}
