import { ALNUM, byteSet, DIGIT, LETTER, skipBack } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';

const DOT = 0x2e;
const ZERO = 0x30;
const SLASH = 0x2f;

interface Address {
	readonly start: number;
	readonly end: number;
	readonly octets: readonly number[];
}

/** Four numbers below 256 with dots between, from `start`; undefined where it is something else. */
export function parseIpv4(view: View, start: number): Address | undefined {
	const octets: number[] = [];
	let at = start;
	for (;;) {
		let value = 0;
		let digits = 0;
		for (; DIGIT[view.at(at)] === 1; at++, digits++) {
			value = value * 10 + view.at(at) - ZERO;
			if (digits === 3) return undefined;
		}
		if (digits === 0 || value > 255) return undefined;
		octets.push(value);
		if (octets.length === 4) return { start, end: at, octets };
		if (view.at(at++) !== DOT) return undefined;
	}
}

/** Of a network of one's own, or of this machine: never a version. */
function isPrivate([first = 0, second = 0]: readonly number[]): boolean {
	if (first === 10 || first === 127) return true;
	if (first === 192) return second === 168;
	if (first === 172) return second >= 16 && second < 32;
	return (first === 169 && second === 254) || (first === 100 && second >= 64 && second < 128);
}

const VERSION_WORD =
	/(?:^|[^a-z])(?:version|versions|ver|v|release|fileversion|assemblyversion|productversion|build|driver|upgrade[ds]?|updated?|sdk|runtime|firmware|oid)["']?[ :=/(]{0,3}["']?$/;
const RELATION = byteSet('=<>~!');
const ESCAPED = byteSet('nrt');
const GAP = byteSet(' :="\'(');
const NUMBER = byteSet('0-9.');
const IN_NAME = byteSet('a-zA-Z_-');

/** `Chrome/` and the like; not `192.0.2.0/`, behind which its mask stands. */
function isBehindName(view: View, slash: number): boolean {
	const number = skipBack(view.bytes, NUMBER, view.from, slash, 16);
	return IN_NAME[view.at(number - 1)] === 1;
}

/** Whether what stands around says that four numbers are a version. */
function isVersion(view: View, { start, end, octets }: Address): boolean {
	const before = view.at(start - 1);
	const behind = view.at(end);
	const isCertain = isPrivate(octets) || behind === 0x3a || behind === 0x2f;
	if (before === SLASH && !isCertain) return isBehindName(view, start - 1);
	// `pkg==1.2.3.4`, `>=1.2.3.4`, `~1.2.3.4`
	if (before === 0x7e || (before === 0x3d && RELATION[view.at(start - 2)] === 1)) return true;
	// 1.2.5.1-2 of Debian, 1.2.3.4-beta
	if (behind === 0x2d && ALNUM[view.at(end + 1)] === 1 && !isPrivate(octets)) return true;
	if (octets[2] === 0 && octets[3] === 0 && (octets[0] ?? 0) < 10 && !isCertain && octets[0] !== 0) return true;
	if (isPrivate(octets) && octets[0] !== 10) return false;
	if (GAP[before] !== 1 && before !== SLASH) return false;
	const word = textOf(view.bytes, Math.max(view.from, start - 24), start).toLowerCase();
	return VERSION_WORD.test(word.slice(word.lastIndexOf('\n') + 1));
}

/** An IPv4 address. Called at a digit and a dot; only the first of an address does the work. */
export const findIpv4: Finder = (view, _at, end, report) => {
	const dot = end - 1;
	if (DIGIT[view.at(end)] !== 1 || dot < view.judged.address) return;
	const start = skipBack(view.bytes, DIGIT, view.from, dot, 4);
	const before = view.at(start - 1);
	const address = parseIpv4(view, start);
	if (!address) return;
	view.judged.address = address.end;
	const behind = view.at(address.end);
	if (behind === DOT && DIGIT[view.at(address.end + 1)] === 1) {
		// An object identifier or a longer version: none of its parts is an address either.
		let stop = address.end;
		while (DIGIT[view.at(stop)] === 1 || view.at(stop) === DOT) stop++;
		view.judged.address = stop;
		return;
	}
	if (ALNUM[behind] === 1 || behind === 0x5f) return;
	const isEscape = view.at(start - 2) === 0x5c && ESCAPED[before] === 1;
	// `name-1.2.3.4` and `v1.2.3.4` are versions, `x.1.2.3.4` is longer; `-H10.0.0.1` and `ip-10.0.0.1` are rare.
	if (!isEscape && (before === DOT || before === 0x5f || LETTER[before] === 1 || DIGIT[before] === 1)) return;
	if (before === 0x2d && ALNUM[view.at(start - 2)] === 1 && !isPrivate(address.octets)) return;
	if (isVersion(view, address)) return;
	report(address.start, address.end);
};
