import { ALNUM, byteSet, DIGIT, invert, skip } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { Finder } from '../rule.ts';

const AUTHORITY = invert(byteSet(' \t\r\n"\'`<>/?#\\|(){}'));
const LOOSE = invert(byteSet(' \t\r\n"\'`<>\\'));
const NAME = invert(byteSet(':@ /?#\n'));
const LOOSE_AUTHORITY = invert(byteSet(' \t\r\n"\'`<>/?#\\'));
const NO_DOT = invert(byteSet('.'));
const STARS = byteSet('*');
const LONGEST = 512;
const AT = 0x40;
const COLON = 0x3a;
const BRACKET = 0x5b;

function lastOf(bytes: Uint8Array, byte: number, from: number, to: number): number {
	for (let index = to - 1; index >= from; index--) if (bytes[index] === byte) return index;
	return -1;
}

/** `scheme://user:password@host`: what stands before the `@`. */
export const findUrlCredentials: Finder = (view, at, end, report) => {
	if (end <= view.judged.url || ALNUM[view.at(at - 1)] !== 1) return;
	const { bytes, to } = view;
	const authorityEnd = skip(bytes, AUTHORITY, end, to, LONGEST);
	view.judged.url = authorityEnd;
	const colon = skip(bytes, NAME, end, authorityEnd);
	let sign = lastOf(bytes, AT, end, authorityEnd);
	if (sign < 0 && view.at(colon) === COLON && skip(bytes, DIGIT, colon + 1, authorityEnd) < authorityEnd) {
		// A password with a slash in it; a port is digits only.
		if (view.urls.isExhausted(at)) return;
		const loose = skip(bytes, LOOSE, end, to, LONGEST);
		if (view.urls.isOver(at, loose)) return;
		sign = lastOf(bytes, AT, end, loose);
	}
	if (sign > end && authorityEnd < to && skip(bytes, NO_DOT, sign, authorityEnd) === authorityEnd) {
		// What stands behind the sign is no host, and the word goes on: a bracket is of the password.
		sign = Math.max(sign, lastOf(bytes, AT, authorityEnd, skip(bytes, LOOSE_AUTHORITY, authorityEnd, to, 64)));
	}
	// `scheme://[user[:password]@]host`, as manuals have it.
	if (sign <= end || view.at(end) === BRACKET) return;
	if (view.at(colon) !== COLON || colon > sign) {
		// A name alone, as in ssh://git@host, is no secret; a token in its place is.
		if (sign - end < 16 || randomness(bytes, end, sign) < 8) return;
		view.credentialsEnd = sign;
		return report(end, sign);
	}
	const first = view.at(colon + 1);
	const isReference = first === 0x24 || first === 0x7b || first === 0x25 || first === 0x2a || first === 0x5b;
	if (
		sign === colon + 1 ||
		(isReference && (skip(bytes, STARS, colon + 1, sign) === sign || first !== 0x2a) && first !== 0x25)
	) {
		return;
	}
	view.credentialsEnd = sign;
	report(end, sign);
};
