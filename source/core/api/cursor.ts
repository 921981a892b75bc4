/** Where the next page begins: behind `skip` items of this very time. */
export interface Cursor {
	/** Unix milliseconds. */
	readonly timeMs: number;
	readonly skip: number;
}

export const CURSOR_PATTERN = '^-?[0-9]{1,16}\\.[0-9]{1,9}$';
const CURSOR = new RegExp(CURSOR_PATTERN);

export function parseCursor(text: string): Cursor | undefined {
	if (!CURSOR.test(text)) return undefined;
	const [timeMs = '', skip = ''] = text.split('.');
	return { timeMs: Number(timeMs), skip: Number(skip) };
}

const cursorText = ({ timeMs, skip }: Cursor) => `${timeMs}.${skip}`;

export interface Page<T> {
	readonly items: readonly T[];
	/** Undefined: this was the last. */
	readonly next: string | undefined;
}

/**
 * A part of a list that may grow at its head and lose its tail meanwhile: nothing comes twice, and what was there the
 * whole time is not left out.
 * @param newestFirst by `timeOf`, milliseconds
 */
export function pageOf<T>(
	newestFirst: readonly T[],
	timeOf: (item: T) => number,
	{ limit, cursor }: { readonly limit: number; readonly cursor: Cursor | undefined },
): Page<T> {
	let from = 0;
	if (cursor) {
		const found = newestFirst.findIndex((item) => timeOf(item) <= cursor.timeMs);
		from = found < 0 ? newestFirst.length : found;
		for (let skip = 0; skip < cursor.skip; skip++) {
			const item = newestFirst[from];
			if (item === undefined || timeOf(item) !== cursor.timeMs) break;
			from++;
		}
	}
	const items = newestFirst.slice(from, from + limit);
	const last = items.at(-1);
	if (last === undefined || from + limit >= newestFirst.length) return { items, next: undefined };
	const timeMs = timeOf(last);
	const same = items.filter((item) => timeOf(item) === timeMs).length;
	const before = cursor?.timeMs === timeMs ? cursor.skip : 0;
	return { items, next: cursorText({ timeMs, skip: same + before }) };
}
