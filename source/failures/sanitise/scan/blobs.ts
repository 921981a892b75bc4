import { ALNUM, byteSet, skip, union } from '../byte-set.ts';
import type { Report } from '../rule.ts';
import { reportData, SHORTEST } from './blob-worth.ts';
import { TEXT } from './text.ts';
import type { KeyMark, View } from './view.ts';

const BASE64 = union(ALNUM, byteSet('+/_-'));
const SLASH = 0x2f;

/**
 * Long strings that are data, not words: they have no literal in common, only their length. Looks back from every 33rd
 * byte: where the run that it lies in begins, the next place to look from is 33 bytes behind. So most bytes are never
 * looked at.
 */
export function findBlobs(
	{ to, resumed, keys }: View,
	report: Report,
	isCovered: (start: number, end: number) => boolean,
): void {
	let key = 0;
	// What lies before, and behind it up to `known`, is of the run.
	let before = resumed - 1;
	let known = before;
	for (let probe = resumed + SHORTEST - 1; probe < to; probe = before + SHORTEST) {
		while (key < keys.length && (keys[key] as KeyMark).end <= probe) key++;
		if (key < keys.length && (keys[key] as KeyMark).start <= probe) {
			before = (keys[key] as KeyMark).end - 1;
			known = before;
			continue;
		}
		let at = probe;
		while (at > known && BASE64[TEXT[at] as number] === 1) at--;
		if (at > known) {
			before = at;
			known = probe;
			continue;
		}
		// The slashes of a URL belong to none.
		const start = TEXT[before + 1] === SLASH && TEXT[before + 2] === SLASH ? before + 3 : before + 1;
		const end = skip(TEXT, BASE64, probe, to);
		if (end - start >= SHORTEST && !isCovered(start, end)) reportData(start, end, to, report);
		before = end;
		known = end;
	}
}
