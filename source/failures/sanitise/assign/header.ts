import { byteSet, invert, skip } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { Finder, Report } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { textOf } from '../text-of.ts';
import type { Strength } from './key-name.ts';
import type { Separator } from './separator.ts';
import { readHeader } from './value.ts';
import { looksDrawn } from './worth.ts';

const NOT_EQUALS = byteSet('!-:>-~<');
const SCHEME_NAME = byteSet('a-zA-Z0-9_-');
const SPACES = byteSet(' \t');
const VISIBLE = byteSet('!-~');
const IN_QUOTES = invert(byteSet('"\r\n\\'));
const BETWEEN = byteSet('a-zA-Z0-9 ,=_.-');
const QUOTE = 0x22;
const EQUALS = 0x3d;
const MOST_PARAMETERS = 16;

const SCHEME =
	/^(?:bearer|basic|token|apikey|api-key|digest|negotiate|ntlm|ssws|api-token|hmac|aws4-hmac-sha256|key|bot|genie[kK]ey|splunk|oauth|hawk|mac|discogs|dpop|jwt|sharedaccesssignature|sso-key)$/i;

/** Of `Digest username="u", response="…"` quotes are no end. */
function behindParameters(view: View, from: number): number {
	let end = from;
	for (let count = 0; count < MOST_PARAMETERS && view.at(end) === QUOTE && view.at(end - 1) === EQUALS; count++) {
		const closed = skip(view.bytes, IN_QUOTES, end + 1, view.to, 512);
		if (view.at(closed) !== QUOTE) return end;
		end = skip(view.bytes, BETWEEN, closed + 1, view.to, 512);
	}
	return end;
}

/** `Authorization: …`, `Cookie: …`: what stands behind the scheme, to the end of the header. */
export function reportHeader(view: View, { valueStart }: Separator, strength: Strength, report: Report): void {
	const header = readHeader(view, valueStart);
	const { start } = header;
	const end = behindParameters(view, header.end);
	view.judged.assignment = end;
	if (end - start < 4 || view.at(start) === 0x3c) return;
	if (strength === 'cookie') {
		const equals = skip(view.bytes, NOT_EQUALS, start, end);
		if (view.at(equals) === 0x3d && view.at(equals + 1) !== 0x3c) report(start, end);
		return;
	}
	const word = skip(view.bytes, SCHEME_NAME, start, end, 24);
	const rest = skip(view.bytes, SPACES, word, end);
	const hasScheme = rest > word && SCHEME.test(textOf(view.bytes, start, word));
	// `Authorization: Custom …`
	const isUnknown =
		!hasScheme &&
		rest > word &&
		skip(view.bytes, VISIBLE, rest, end) === end &&
		looksDrawn(view, { start: rest, end }, 16, 8);
	const from = hasScheme || isUnknown ? rest : start;
	const first = view.at(from);
	if (end - from < 4 || '<$*{[.'.includes(String.fromCharCode(first))) return;
	const stop = skip(view.bytes, VISIBLE, from, end);
	if (hasScheme || isUnknown || (stop === end && isTokenShaped(view, from, end))) report(from, end);
}

const isTokenShaped = (view: View, from: number, to: number): boolean =>
	to - from >= 8 && randomness(view.bytes, from, Math.min(to, from + 128)) >= 0;

const BEARER = byteSet('a-zA-Z0-9_.~+/=:-');

/** `Bearer …`, `Basic …` without the header's name in front. */
export const findBearer: Finder = (view, _at, end, report) => {
	const to = skip(view.bytes, BEARER, end, view.to, 4096);
	const judged = Math.min(to, end + 128);
	if (to - end < 16 || (to - end < 40 && randomness(view.bytes, end, judged) < 6)) return;
	report(end, to);
};
