import { ALNUM, byteSet, DIGIT, HEX, invert, isTextAt, skip } from '../byte-set.ts';
import { randomness, varietyOf } from '../randomness.ts';
import type { Report } from '../rule.ts';
import { isNamedPublic, isPartOfName, wholeStart } from './blob-place.ts';
import { TEXT } from './text.ts';

/** The shortest string that is taken for data without any name beside it. */
export const SHORTEST = 33;
const DASHES = byteSet('/_+-');
const PADDING = byteSet('=');
const LOWER = byteSet('a-z');
const UPPER = byteSet('A-Z');
const NOT_SLASH = invert(byteSet('/'));
/** Bits of evidence for chance, per byte. */
const LEAST_RANDOMNESS = 0.2;
const LEAST_VARIETY = 7;
const ENOUGH_TO_JUDGE = 2048;

const isUuid = (from: number, to: number): boolean =>
	to - from === 36 && [8, 13, 18, 23].every((place) => TEXT[from + place] === 0x2d);

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
	const whole = wholeStart(start);
	const isChecksum = isTextAt(TEXT, 'sha', whole, to);
	if (!data) {
		if (!isChecksum && skip(TEXT, NOT_SLASH, start, end) === end && !isUuid(start, end)) {
			reportParts(start, end, (partStart, partEnd) => {
				if (isNamedPublic(whole) || isNamedPublic(partStart)) return;
				if (isPartOfName(partStart, partEnd, to)) return;
				report(partStart, partEnd);
			});
		}
		return;
	}
	if (isChecksum || isNamedPublic(whole) || isPartOfName(start, end, to)) return;
	report(start, skip(TEXT, PADDING, end, to, 2));
}
