import { wordsOf } from '../assign/key-name.ts';
import { ALNUM, byteSet, DIGIT, HEX, invert, isBehindWord, isTextAt, skip, skipBack } from '../byte-set.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { Report } from '../rule.ts';
import { TextMemory } from '../text-memory.ts';
import { WordSet } from '../word-set.ts';
import { MARGIN, TEXT } from './text.ts';

/** The shortest string that is taken for data without any name beside it. */
export const SHORTEST = 33;
const DASHES = byteSet('/_+-');
const NOT_SPACE = byteSet('!-;=?-~');
const GAP = byteSet(' \t:="\'`(@#~>[');
const NAME = byteSet('a-zA-Z0-9_.-');
const PADDING = byteSet('=');
const LOWER = byteSet('a-z');
const UPPER = byteSet('A-Z');
const NOT_SLASH = invert(byteSet('/'));
const PUBLIC = new Set(['public', 'pubkey', 'pub']);
/** Bits of evidence for chance, per byte. */
const LEAST_RANDOMNESS = 0.2;
const LEAST_VARIETY = 7;
const ENOUGH_TO_JUDGE = 2048;

/** Words before a string that is public by its nature: checksums and names of revisions. */
const PUBLIC_BEFORE = new Set(
	`sha md h blake digest checksum integrity commit
	commits revision rev hash shasum head ref refs tree parent merge merging etag fingerprint id into at
	object blob oid fetch checkout sum tag image container layer snapshot
	resolved from version srcrev branch`.split(/\s+/),
);

const FILE_ENDINGS = new WordSet(
	`js mjs cjs css map png jpg jpeg gif svg webp ico woff woff2 ttf json html txt gz tgz zip jar whl so dll ts wasm pdf log
	md xml yml yaml tar bin o a lock class d rlib rmeta`,
);

const isUuid = (from: number, to: number): boolean =>
	to - from === 36 && [8, 13, 18, 23].every((place) => TEXT[from + place] === 0x2d);

const publicNames = new TextMemory((name) => {
	const words = wordsOf(name);
	return PUBLIC_BEFORE.has(words.at(-1) ?? '') || words.some((word) => PUBLIC.has(word));
});

/** `sha256:`, `commit `, `"integrity": "sha512-`, `uses: x@` */
function isNamedPublic(start: number): boolean {
	const sign = TEXT[start - 1];
	// Pinned revisions: `actions/checkout@…`, `#…` behind a repository's URL.
	if (sign === 0x40 || sign === 0x23) return true;
	const end = skipBack(TEXT, GAP, MARGIN, start, 16);
	if (end === start) return false;
	if (publicNames.of(TEXT, skipBack(TEXT, NAME, MARGIN, end, 40), end)) return true;
	return isBehindWord(TEXT, 'cache', MARGIN, start, 48);
}

/** Whether it stands in the path of a URL, or is a part of a file's name. */
function isPartOfName(start: number, end: number, to: number): boolean {
	if (TEXT[end] === 0x2e && end + 1 < to) {
		if (FILE_ENDINGS.has(TEXT, end + 1, skip(TEXT, ALNUM, end + 1, to, 6))) return true;
	}
	const before = skipBack(TEXT, NOT_SPACE, MARGIN, start, 256);
	for (let index = start - 1; index > before; index--) {
		if (TEXT[index] === 0x3f || TEXT[index] === 0x3d) return false;
		if (isTextAt(TEXT, '://', index - 2, to)) return true;
	}
	return false;
}

/** Whether most of what the slashes part is words: a path. */
function isPath(start: number, end: number): boolean {
	let words = 0;
	let others = 0;
	for (let at = start; at < end; ) {
		let slash = at;
		while (slash < end && TEXT[slash] !== 0x2f) slash++;
		if (randomness(TEXT, at, slash) <= 0) words += slash - at;
		else others += slash - at;
		at = slash + 1;
	}
	return words >= others;
}

/** Bits of a count: up to 4,095, more than is judged. */
const COUNT_BITS = 12;
const COUNT = (1 << COUNT_BITS) - 1;
/** Two counts in one number each, so that counting is adding, without a branch: letters, and digits with hex digits. */
const LETTERS = Uint32Array.from(LOWER, (lower, byte) => lower | ((UPPER[byte] as number) << COUNT_BITS));
const FIGURES = Uint32Array.from(DIGIT, (digit, byte) => digit | ((HEX[byte] as number) << COUNT_BITS));

function isData(start: number, end: number): boolean {
	const judged = Math.min(end, start + ENOUGH_TO_JUDGE);
	const length = judged - start;
	let letters = 0;
	let figures = 0;
	for (let index = start; index < judged; index++) {
		const byte = TEXT[index] as number;
		letters += LETTERS[byte] as number;
		figures += FIGURES[byte] as number;
	}
	const lower = letters & COUNT;
	const upper = letters >> COUNT_BITS;
	const digits = figures & COUNT;
	const isHex = figures >> COUNT_BITS === length;
	const signs = length - lower - upper - digits;
	// Most long strings are paths and names: the cheap questions first.
	if (digits === 0 && !isHex) return false;
	if (isUuid(start, end)) return false;
	if (signs > 0 && skip(TEXT, NOT_SLASH, start, judged) < judged && isPath(start, judged)) return false;
	if (varietyOf(TEXT, start, judged, LEAST_VARIETY) < LEAST_VARIETY) return false;
	if (isHex) return digits < length && !(upper > 0 && lower > 0 && digits === 0);
	const evidence = randomness(TEXT, start, judged) / length;
	if (upper > 0 && lower > 0) return evidence >= LEAST_RANDOMNESS;
	return digits >= 4 && signs < 2 && evidence >= 3 * LEAST_RANDOMNESS;
}

/** A run of words and data with dashes between: only the parts that are data by themselves. */
function reportParts(start: number, end: number, report: Report): void {
	for (let at = start; at < end; ) {
		const stop = skip(TEXT, ALNUM, at, end);
		if (stop - at >= SHORTEST && isData(at, stop)) report(at, stop);
		at = skip(TEXT, DASHES, stop, end);
	}
}

/** Reports of a long string what of it is data that nobody named public. */
export function reportData(start: number, end: number, to: number, report: Report): void {
	const data = isData(start, end);
	const isChecksum = isTextAt(TEXT, 'sha', start, to);
	if (!data) {
		if (!isChecksum && skip(TEXT, NOT_SLASH, start, end) === end && !isUuid(start, end)) {
			reportParts(start, end, (partStart, partEnd) => {
				if (isNamedPublic(start) || isNamedPublic(partStart)) return;
				if (isPartOfName(partStart, partEnd, to)) return;
				report(partStart, partEnd);
			});
		}
		return;
	}
	if (isChecksum || isNamedPublic(start) || isPartOfName(start, end, to)) return;
	report(start, skip(TEXT, PADDING, end, to, 2));
}
