import type { ByteSet } from './byte-set.ts';

/**
 * Which letters follow which in words: one bit for each of the 230 pairs that make up 93 % of the pairs in English
 * documentation and in identifiers (counted over the packages of this project). Of random letters they are 34 %.
 */
const FOLLOWERS: readonly number[] = [
	0x13eb94e, 0x0124b11, 0x01a4d91, 0x0144119, 0x1aff97f, 0x0124131, 0x0122190, 0x0084111, 0x22ef87f, 0x0040010,
	0x0000110, 0x11c4919, 0x004d113, 0x13ced7d, 0x07efc2e, 0x01ec911, 0x0100000, 0x11e7d5d, 0x11cc195, 0x11ec995,
	0x00eb917, 0x0000111, 0x0006191, 0x0088000, 0x004e000, 0x0004010,
];

/** Evidence of one step from a byte to the next, in bits: above 0 for chance, below for words. */
const USUAL_PAIR = -1.4;
const UNUSUAL_PAIR = 3;
const CAPITAL_INSIDE = 1;
const DIGIT_BESIDE_LETTER = 1.5;
const SEPARATOR = -0.5;
const NEIGHBOUR = -0.5;

const NOTHING = 0;
const LOWER = 1;
const UPPER = 2;
const FIGURE = 3;

function sortOf(byte: number): number {
	if (byte >= 97 && byte <= 122) return LOWER;
	if (byte >= 65 && byte <= 90) return UPPER;
	return byte >= 48 && byte <= 57 ? FIGURE : NOTHING;
}

function evidenceOf(before: number, byte: number): number {
	const sort = sortOf(byte);
	const sortBefore = sortOf(before);
	// abc…, 0123…: an alphabet, not chance.
	if (byte === before + 1 && sort !== NOTHING) return NEIGHBOUR;
	if (sort === NOTHING || sortBefore === NOTHING) return SEPARATOR;
	if (sort === FIGURE || sortBefore === FIGURE) return sort === sortBefore ? 0 : DIGIT_BESIDE_LETTER;
	if (sortBefore === LOWER && sort === UPPER) return CAPITAL_INSIDE;
	return ((FOLLOWERS[(before | 32) - 97] ?? 0) >> ((byte | 32) - 97)) & 1 ? USUAL_PAIR : UNUSUAL_PAIR;
}

const TENTHS = 10;
/** Evidence of every pair of bytes, in tenths of a bit; made at the first use. */
let evidence: Int8Array | undefined;

function makeEvidence(): Int8Array {
	// Of all other pairs it is the same: a separator.
	const table = new Int8Array(65_536).fill(TENTHS * SEPARATOR);
	for (let before = 48; before <= 122; before++) {
		for (let byte = 48; byte <= 122; byte++) {
			table[(before << 8) | byte] = Math.round(TENTHS * evidenceOf(before, byte));
		}
	}
	return table;
}

/**
 * How much a value looks drawn by chance rather than written by a person, in bits of evidence: words and names are
 * below 0, 16 random letters and digits about 20.
 */
export function randomness(bytes: Uint8Array, from: number, to: number): number {
	evidence ??= makeEvidence();
	const table = evidence;
	let sum = 0;
	let before = bytes[from] ?? 0;
	for (let index = from + 1; index < to; index++) {
		const byte = bytes[index] as number;
		sum += table[(before << 8) | byte] as number;
		before = byte;
	}
	return sum / TENTHS;
}

/** In which call a byte was seen last: cheaper than a table that each call has to clear. */
const seenIn = new Uint32Array(256);
let call = 0;

function nextCall(): void {
	if (++call < 0xffffffff) return;
	seenIn.fill(0);
	call = 1;
}

/** How many different bytes there are, counted up to `enough`: a run of `x` or `0` is a placeholder. */
export function varietyOf(bytes: Uint8Array, from: number, to: number, enough: number): number {
	nextCall();
	let variety = 0;
	for (let index = from; index < to; index++) {
		const byte = bytes[index] as number;
		if (seenIn[byte] !== call && ++variety >= enough) return variety;
		seenIn[byte] = call;
	}
	return variety;
}

/** How many different bytes of a set there are. */
export function varietyIn(set: ByteSet, bytes: Uint8Array, from: number, to: number): number {
	nextCall();
	let variety = 0;
	for (let index = from; index < to; index++) {
		const byte = bytes[index] as number;
		if (set[byte] === 1 && seenIn[byte] !== call) variety++;
		seenIn[byte] = call;
	}
	return variety;
}
