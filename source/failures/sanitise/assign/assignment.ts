import { ALNUM, byteSet, isBehindWord, isTextAt, skip, skipBack, textOf } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { type Strength, strengthOf, wordsOf } from './key-name.ts';
import { readSeparator, type Separator } from './separator.ts';
import { readHeader, readValue, type Value } from './value.ts';
import { isUuid, isWorthHiding } from './worth.ts';

const NAME = byteSet('a-zA-Z0-9_.$-');
const NOT_EQUALS = byteSet('!-:>-~<');
const SCHEME_NAME = byteSet('a-zA-Z0-9_-');
const SPACES = byteSet(' ');
const VISIBLE = byteSet('!-~');
const BLOCK = byteSet('|>-');
const BLANK = byteSet(' \t\r');
const CLOSING = byteSet(' \t\r"\',');
const LONGEST_NAME = 80;
const SPACE = 0x20;
const DASH = 0x2d;
const COLON = 0x3a;
const SLASH = 0x2f;

/** Names that only the word before makes certain: `Access Key`, `API token`. */
const ALONE = /^(?:key|token|secret|auth|credentials?)s?$/i;

interface Name {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** The whole name around a hit; `Access Key`, two words, counts as one. */
function readName(view: View, at: number, hitEnd: number): Name {
	let start = skipBack(view.bytes, NAME, view.from, at, LONGEST_NAME);
	// Of "\napi_key" in a string the n is no letter of the name.
	if (view.at(start - 1) === 0x5c && 'nrt'.includes(String.fromCharCode(view.at(start)))) start++;
	let end = skip(view.bytes, NAME, hitEnd, view.to, LONGEST_NAME);
	while (end > hitEnd && (view.at(end - 1) === 0x2e || view.at(end - 1) === DASH)) end--;
	// -Dsonar.password=…
	if (view.at(start) === DASH && view.at(start + 1) === 0x44 && start + 2 <= at) start += 2;
	let text = textOf(view.bytes, start, end);
	if (view.at(start - 1) === SPACE && ALONE.test(text)) {
		const before = skipBack(view.bytes, ALNUM, view.from, start - 1, 16);
		if (before < start - 1) text = `${textOf(view.bytes, before, start - 1)} ${text}`;
	}
	if (view.at(end) === SPACE && isTextAt(view.bytes, 'key', end + 1, view.to) && ALNUM[view.at(end + 4)] !== 1) {
		end += 4;
		text += ' key';
	}
	return { start, end, text };
}

const COMMANDS_BEFORE = ['env ', 'setx ', 'setenv ', ' -x ', ' -gx '];

/** `--password x`, `ENV DB_PASSWORD x`, `login me password x`: places where space alone parts name and value. */
function mayBeSpaced(view: View, { start, text }: Name): boolean {
	if (text.startsWith('-')) return view.at(start - 1) !== DASH;
	if (view.at(start - 1) !== SPACE) return false;
	if (COMMANDS_BEFORE.some((word) => isTextAt(view.bytes, word, start - word.length, start))) return start > view.from;
	return text === 'password' && textOf(view.bytes, Math.max(view.from, start - 48), start).includes('login ');
}

/** `KEY=value` as a shell or an `.env` file has it, where only white space ends the value. */
function isShellLike(view: View, name: Name, { sign, hasSpaces }: Separator): boolean {
	if (sign === 'space') return true;
	const before = view.at(name.start - 1);
	return sign === 'equals' && !hasSpaces && (before === 0 || before === 0x0a || before === SPACE || before === 0x09);
}

const SCHEME =
	/^(?:bearer|basic|token|apikey|api-key|digest|negotiate|ntlm|ssws|api-token|hmac|aws4-hmac-sha256|key|bot|genie[kK]ey|splunk|oauth|hawk|mac|discogs|dpop|jwt|sharedaccesssignature|sso-key)$/i;

function reportHeader(
	view: View,
	{ valueStart }: Separator,
	strength: Strength,
	report: (from: number, to: number) => void,
): void {
	const { start, end } = readHeader(view, valueStart);
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
	const from = hasScheme ? rest : start;
	const first = view.at(from);
	if (end - from < 4 || '<$*{[.'.includes(String.fromCharCode(first))) return;
	const stop = skip(view.bytes, VISIBLE, from, end);
	if (hasScheme || (stop === end && isTokenShaped(view, from, end))) report(from, end);
}

const isTokenShaped = (view: View, from: number, to: number): boolean =>
	to - from >= 8 && randomness(view.bytes, from, Math.min(to, from + 128)) >= 0;

/** `password is …`, `api_key …` in a sentence: only what no sentence has. */
function isDrawnInProse(view: View, { start, end }: Value): boolean {
	return end - start >= 16 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 12;
}

/** A bare service's name (`heroku 1234…`) proves nothing: the value must be long and drawn by chance. */
function isServiceValue(view: View, { start, end }: Value): boolean {
	return end - start >= 24 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 15;
}

/** `password:` with nothing behind it, `<token>`, and YAML's `secret: |`: the value stands in the next line. */
function markNextLine(view: View, { valueStart, sign }: Separator, strength: Strength): boolean {
	const block = sign === 'colon' ? skip(view.bytes, BLOCK, valueStart, view.to, 2) : valueStart;
	const from = skip(view.bytes, BLANK, block, view.to, 8);
	if (view.at(from) !== 0x0a || (sign !== 'colon' && sign !== 'tag')) return false;
	// Below a YAML key stand other keys as well: only what looks like a token is one.
	const least = sign === 'tag' || strength === 'weak' ? strength : 'token';
	view.marks.push({ kind: 'value', strength: least, needsName: false, from });
	return true;
}

/** `- name: DB_PASSWORD`, and `value: …` in the next line */
function markNamed(view: View, { start, end }: Name, strength: Strength): void {
	const from = skip(view.bytes, CLOSING, end, view.to, 8);
	if (view.at(from) !== 0x0a) return;
	const before = textOf(view.bytes, Math.max(view.from, start - 10), start).toLowerCase();
	if (/(?:name|key)"?: *"?$/.test(before)) view.marks.push({ kind: 'value', strength, needsName: true, from });
}

/** `<TOKEN>` and `<KEY:1>`, which this program wrote. */
function isPlaceholder(view: View, { start, end, text }: Name): boolean {
	if (text !== 'TOKEN' && text !== 'KEY') return false;
	return view.at(start - 1) === 0x3c && (view.at(end) === 0x3e || view.at(end) === 0x3a);
}

/** `Cache restored from key: …`: what caches are found by is no secret. */
const isCacheKey = (view: View, { start, end }: Name): boolean =>
	end - start <= 5 && isBehindWord(view.bytes, 'cache', view.from, start, 48);

const ENDS = /^(?:api|key|token|secret|access|auth|id|client|pass|app|bot|web|private|$)/;

const namedAfter = new Map<string, boolean>();
const MOST_KNOWN = 4096;

/** Whether the service is a word of the name of its own: `ETSY_KEY`, not `SetSysctl`. */
function isNamedAfterService(name: string, service: string): boolean {
	const both = `${service} ${name}`;
	const known = namedAfter.get(both);
	if (known !== undefined) return known;
	const wanted = service.toLowerCase().replace(/[-_]/, '');
	const all = wordsOf(name);
	const isNamed = all.some((word, index) => {
		const joined = word.startsWith(wanted) ? word : `${word}${all[index + 1] ?? ''}`;
		return joined.startsWith(wanted) && ENDS.test(joined.slice(wanted.length));
	});
	if (namedAfter.size >= MOST_KNOWN) namedAfter.clear();
	namedAfter.set(both, isNamed);
	return isNamed;
}

function find(
	view: View,
	at: number,
	hitEnd: number,
	report: (from: number, to: number) => void,
	isService: boolean,
): void {
	if (at < view.judged.assignment || hitEnd <= view.judged.key) return;
	const name = readName(view, at, hitEnd);
	if (isService && !isNamedAfterService(name.text, textOf(view.bytes, at, hitEnd))) return;
	view.judged.key = name.end;
	if (isPlaceholder(view, name)) return;
	let strength = strengthOf(name.text);
	if (strength === 'none') {
		if (!isService) return;
		strength = 'weak';
	}
	const separator = readSeparator(view, name.start, name.end);
	if (!separator) {
		markNamed(view, name, strength);
		return;
	}
	if (markNextLine(view, separator, strength)) return;
	if (strength === 'authorization' || (strength === 'cookie' && separator.sign === 'colon')) {
		if (separator.sign !== 'space') reportHeader(view, separator, strength, report);
		return;
	}
	if (separator.sign === 'colon' && !separator.hasSpaces) {
		// Coordinates of a package: io.jsonwebtoken:jjwt-api-0.11.2; and names of resources: arn:aws:…:secret:prod/db
		if (/\w\.\w/.test(name.text) || view.at(name.start - 1) === COLON) return;
	}
	const isSpaced = separator.sign === 'space';
	const isProse = isSpaced && !isService && !mayBeSpaced(view, name);
	// `Bearer …` has a rule of its own.
	if (isProse && (strength === 'weak' || strength === 'cookie' || name.text.toLowerCase() === 'bearer')) return;
	if (view.isExhausted('value', at)) return;
	const value = readValue(view, separator.valueStart, isShellLike(view, name, separator));
	if (view.isRepeated('value', at, value.end)) return;
	if (isProse && !isDrawnInProse(view, value)) return;
	if (isSpaced && (view.at(value.start) === DASH || (isService && !isServiceValue(view, value)))) return;
	const isIdentifier = isService && isUuid(view, value) && !/ids?$/i.test(name.text);
	const isCall = separator.sign === 'call' && strength !== 'weak';
	const needed = strength === 'cookie' ? 'weak' : isCall ? 'token' : strength;
	if (!isIdentifier && !isWorthHiding(view, needed, value, separator)) return;
	if (strength === 'weak' && isCacheKey(view, name)) return;
	// PWD is where one is, in every shell.
	if (/^(?:old)?pwd$/i.test(name.text) && (view.at(value.start) === SLASH || view.at(value.start + 1) === COLON))
		return;
	report(value.start, value.end);
	view.judged.assignment = value.end;
}

/** Values of secret-like names: settings, JSON, YAML, command lines, headers, URLs, connection strings. */
export const findAssignment: Finder = (view, at, end, report) => find(view, at, end, report, false);

/** Values of names that hold the name of a service: `algolia: "…"`. */
export const findServiceValue: Finder = (view, at, end, report) => find(view, at, end, report, true);

const BEARER = byteSet('a-zA-Z0-9_.~+/=:-');

/** `Bearer …`, `Basic …` without the header's name in front. */
export const findBearer: Finder = (view, _at, end, report) => {
	const to = skip(view.bytes, BEARER, end, view.to, 4096);
	const judged = Math.min(to, end + 128);
	if (to - end < 16 || (to - end < 40 && randomness(view.bytes, end, judged) < 6)) return;
	report(end, to);
};
