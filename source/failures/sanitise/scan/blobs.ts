import { ALNUM, byteSet, skip, skipBack, union } from '../byte-set.ts';
import type { Report } from '../rule.ts';
import { reportData, SHORTEST } from './blob-worth.ts';
import type { Spans } from './spans.ts';
import { TEXT } from './text.ts';
import type { View } from './view.ts';

const BASE64 = union(ALNUM, byteSet('+/_-'));
const SLASH = 0x2f;
/** Every string of the shortest length holds a whole block of so many bytes, wherever blocks begin. */
const BLOCK = 16;
/** The text, four bytes in one number. */
const WORDS = new Int32Array(TEXT.buffer);
const WORD_BYTES = 4;
const WORD_BITS = 2;
/** Of two bytes in one number whether both may stand in a string, for half as many look-ups; a row for each second one. */
const PAIRS = new Uint8Array(65_536);
for (const [byte, isIn] of BASE64.entries()) if (isIn === 1) PAIRS.set(BASE64, byte << 8);

const areIn = (word: number): number => (PAIRS[word & 0xffff] as number) & (PAIRS[word >>> 16] as number);

/** Without a branch: the processor could not foresee where in a block a word ends. */
function isBlockOfOne(at: number): boolean {
	const word = at >> WORD_BITS;
	return (
		(areIn(WORDS[word] as number) &
			areIn(WORDS[word + 1] as number) &
			areIn(WORDS[word + 2] as number) &
			areIn(WORDS[word + 3] as number)) ===
		1
	);
}

/**
 * The first block at or behind a place that is made of nothing else; near `to` where none is. By itself, because V8
 * compiles a loop that runs for long before anything else, with all that is called in it.
 */
function nextBlock(from: number, to: number): number {
	let block = (from + WORD_BYTES - 1) & -WORD_BYTES;
	while (block + BLOCK <= to && !isBlockOfOne(block)) block += BLOCK;
	return block;
}

/**
 * Long strings that are data, not words: they have no literal in common, only their length. Looks for whole blocks of
 * what they are made of, of which text has few, then for the ends of the string around one.
 * @param spans sorted: what other rules found needs no judging
 */
export function findBlobs({ to, resumed }: View, spans: Spans, report: Report): void {
	// What lies before was looked at.
	let known = resumed;
	for (let block = nextBlock(resumed, to); block + BLOCK <= to; block = nextBlock(known, to)) {
		const first = skipBack(TEXT, BASE64, known, block);
		// The slashes of a URL belong to none.
		const start = TEXT[first] === SLASH && TEXT[first + 1] === SLASH ? first + 2 : first;
		known = skip(TEXT, BASE64, block + BLOCK, to);
		if (known - start < SHORTEST) continue;
		const covered = spans.coveredTo(start, known);
		if (covered < 0) reportData(start, known, to, report);
		// A key has many such strings.
		else if (BASE64[TEXT[covered] as number] === 0) known = covered;
	}
}
