import { ALNUM, byteSet, DIGIT, HEX, skip, skipBack, union, WORD } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { parseIpv4 } from './ipv4.ts';

const COLON = 0x3a;
const DOT = 0x2e;
const ESCAPED = byteSet('nrt');
const RUN = union(HEX, byteSet(':'));
/** Bytes of the longest address, and some more. */
const LONGEST = 64;
const ZONE = union(ALNUM, byteSet('._-'));

/** Length of an IPv6 address that begins at `start`; 0 where there is none. */
function ipv6Length(view: View, start: number, stop: number): number {
	let groups = 0;
	let compressed = -1;
	let digits = 0;
	let at = start;
	if (view.at(at) === COLON) {
		if (view.at(at + 1) !== COLON) return 0;
		compressed = 0;
		at += 2;
	}
	while (at < stop) {
		const end = skip(view.bytes, HEX, at, stop, 5);
		if (end === at || end - at > 4) break;
		// A dot behind which no number goes on ends a sentence.
		if (view.at(end) === DOT && DIGIT[view.at(end + 1)] === 1) {
			const mapped = groups <= 6 ? parseIpv4(view, at) : undefined;
			if (!mapped) break;
			groups += 2;
			digits++;
			at = mapped.end;
			break;
		}
		for (let index = at; index < end; index++) digits += DIGIT[view.at(index)] as number;
		groups++;
		at = end;
		if (groups === 8 || view.at(at) !== COLON) break;
		if (view.at(at + 1) === COLON) {
			if (compressed >= 0) break;
			compressed = groups;
			at += 2;
		} else if (HEX[view.at(at + 1)] === 1) at++;
		else break;
	}
	// Without any digit it rather is a name: `dead::beef`.
	const isWhole = compressed >= 0 ? groups >= 1 && groups < 8 && digits > 0 : groups === 8;
	return isWhole ? at - start : 0;
}

/** Six pairs of hex digits, and no seventh: a fingerprint has more. */
function isMac(view: View, start: number, sign: number): boolean {
	for (let pair = 0; pair < 6; pair++) {
		const at = start + 3 * pair;
		if (HEX[view.at(at)] !== 1 || HEX[view.at(at + 1)] !== 1) return false;
		if (pair < 5 ? view.at(at + 2) !== sign : view.at(at + 2) === sign || WORD[view.at(at + 2)] === 1) return false;
	}
	return true;
}

/** The beginning of the run of hex digits and colons around a hit; -1 where it was judged before or is inside a word. */
function runStart(view: View, at: number): number {
	if (at < view.judged.colon) return -1;
	const start = skipBack(view.bytes, RUN, Math.max(view.from, view.judged.colon), at, 64);
	const before = view.at(start - 1);
	if (view.at(start - 2) === 0x5c && ESCAPED[before] === 1) return start;
	if (WORD[before] !== 1) return start;
	// So does what else stands in this run.
	view.judged.colon = skip(view.bytes, RUN, at, view.to, 256);
	return -1;
}

/**
 * An IPv6 address, compressed, mapped or with a zone. Called at every colon before a hex digit or another colon; only
 * the first of a run does the work.
 */
export const findIpv6: Finder = (view, at, _end, report) => {
	const start = runStart(view, at);
	if (start < 0) return;
	// Behind a dot something else begins, which has colons of its own to be asked at.
	view.judged.colon = skip(view.bytes, RUN, at, view.to, 256);
	const length = ipv6Length(view, start, Math.min(view.to, start + LONGEST));
	if (length < 3) return;
	const to = start + length;
	const behind = view.at(to);
	if (WORD[behind] === 1 || (behind === COLON && (HEX[view.at(to + 1)] === 1 || view.at(to + 1) === COLON))) return;
	if (behind === 0x2d && ALNUM[view.at(to + 1)] === 1) return;
	report(start, behind === 0x25 ? skip(view.bytes, ZONE, to + 1, view.to, 32) : to);
};

/** A MAC address with colons. */
export const findColonMac: Finder = (view, at, _end, report) => {
	const start = at - 2;
	if (view.at(at + 3) !== COLON || HEX[view.at(start)] !== 1 || HEX[view.at(at - 1)] !== 1) return;
	const before = view.at(start - 1);
	if (WORD[before] === 1 || before === COLON || !isMac(view, start, COLON)) return;
	report(start, start + 17);
};

/** A MAC address with hyphens; of digits only it rather is a date or a number. */
export const findDashMac: Finder = (view, at, end, report) => {
	const start = at - 1;
	if (view.at(end + 2) !== 0x2d || HEX[view.at(start)] !== 1) return;
	const before = view.at(start - 1);
	if (WORD[before] === 1 || before === 0x2d || !isMac(view, start, 0x2d)) return;
	for (let index = start; index < start + 17; index++) {
		const byte = view.at(index);
		if (byte !== 0x2d && DIGIT[byte] !== 1) return report(start, start + 17);
	}
};

const FOUR = 4;

/** A MAC address in Cisco's form; of digits only it rather is a number. */
export const findDotMac: Finder = (view, _at, end, report) => {
	const dot = end - 1;
	const start = dot - FOUR;
	if (view.at(end + FOUR) !== 0x2e) return;
	const stop = start + 14;
	const before = view.at(start - 1);
	const behind = view.at(stop);
	if (WORD[before] === 1 || before === 0x2e || WORD[behind] === 1 || (behind === 0x2e && WORD[view.at(stop + 1)] === 1))
		return;
	let letters = 0;
	for (let index = start; index < stop; index++) {
		if (index === dot || index === end + FOUR) continue;
		if (HEX[view.at(index)] !== 1) return;
		letters += 1 - (DIGIT[view.at(index)] as number);
	}
	if (letters > 0) report(start, stop);
};
