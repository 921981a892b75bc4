import { byteSet, DIGIT, invert, skip, skipBack } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { Finder, Report } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { reportChanged } from './changed.ts';
import { asQuoted, isAmongFlags } from './flags.ts';
import { reportHeader } from './header.ts';
import type { Strength } from './key-name.ts';
import { isCacheKey, isOwnPlaceholder, isShellLike, mayBeSpaced, type Name, readName } from './name.ts';
import { markNamed, markNextLine } from './next-line.ts';
import { readSeparator, type Separator } from './separator.ts';
import { isNamedAfter, isServiceValue } from './service.ts';
import { readValue, type Value } from './value.ts';
import { isLastOfLine, isUuid, isWorthHiding } from './worth.ts';

const DASH = 0x2d;
const COLON = 0x3a;
const TAG = 0x3c;
const SLASH = 0x2f;
const BLANK = byteSet(' \t\r');
const NO_DIGIT = invert(DIGIT);
const NO_UPPER = invert(byteSet('A-Z'));
const NO_LOWER = invert(byteSet('a-z'));
const SURE = { valueStart: 0, sign: 'equals', hasSpaces: false } as const;
/** So many spaces part columns; fewer part words. */
const LEAST_COLUMN = 3;

/** Whether nothing but the time of CI stands before. */
function isFirstOfLine(view: View, at: number): boolean {
	const place = skipBack(view.bytes, BLANK, view.from, at, 40) - 1;
	const before = view.at(place);
	return before === 0 || before === 0x0a || (before === 0x5a && DIGIT[view.at(place - 1)] === 1);
}

/** `password is …`, `api_key …` in a sentence: only what no sentence has. */
function isDrawnInProse(view: View, { start, end }: Value): boolean {
	return end - start >= 16 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 12;
}

/** `AUTH x`, as mail and cache servers have it. */
const isCommand = (view: View, { start, known }: Name): boolean => known.text === 'AUTH' && isFirstOfLine(view, start);

/** `password    x` alone in its line, as tables and `.netrc` have it, or as the last column of one. */
function isPair(view: View, name: Name, value: Value): boolean {
	if (value.end - value.start < 6) return false;
	if (value.start - name.end < LEAST_COLUMN && !isFirstOfLine(view, name.start)) return false;
	const hasDigit = skip(view.bytes, NO_DIGIT, value.start, value.end) < value.end;
	if (!hasDigit && randomness(view.bytes, value.start, value.end) < 6) return false;
	const rest = skip(view.bytes, BLANK, value.end, view.to, 8);
	return rest === view.to || view.at(rest) === 0x0a;
}

/** Followed by the end of the element, with a digit. */
function isOneOddWord(view: View, { start, end }: Value): boolean {
	return end - start >= 6 && view.at(end) === TAG && skip(view.bytes, NO_DIGIT, start, end) < end;
}

/** `the password is Secret123`: capitals, small letters and digits, and the sentence ends there. */
function isMixedInProse(view: View, value: Value): boolean {
	if (value.end - value.start < 6 || !isLastOfLine(view, value.end)) return false;
	return [NO_DIGIT, NO_UPPER, NO_LOWER].every((set) => skip(view.bytes, set, value.start, value.end) < value.end);
}

/**
 * What the value itself has to look like, where words as well may stand behind a name; undefined where nothing is
 * a value.
 */
function neededInProse(view: View, name: Name, { sign }: Separator, value: Value): Strength | undefined {
	const { strength } = name.known;
	if (isDrawnInProse(view, value)) return strength;
	if (value.isQuoted) {
		// `password 'x'` alone in its line, as Gradle's files have it.
		const isAlone = strength === 'password' && isFirstOfLine(view, name.start) && isLastOfLine(view, value.end);
		return sign === 'is' || isAlone ? strength : 'token';
	}
	if (sign === 'is' && strength === 'password' && isMixedInProse(view, value)) return strength;
	if (!isPair(view, name, value)) return undefined;
	return strength === 'password' && isFirstOfLine(view, name.start) ? strength : 'token';
}

/** Signs that words stand behind as often as values. */
const isLed = ({ sign }: Separator, strength: Strength): boolean =>
	sign === 'leader' || sign === 'markup' || (sign === 'call' && strength !== 'weak');

/** What the value itself has to look like where the sign says that it is one. */
function neededBehind(view: View, strength: Strength, separator: Separator, value: Value): Strength {
	if (strength === 'weak' || strength === 'cookie') return 'weak';
	if (!isLed(separator, strength)) return strength;
	// Texts of screens have such names too: `<string name="password">Password</string>`
	const isPassword = separator.sign === 'markup' && strength === 'password' && isOneOddWord(view, value);
	return isPassword ? 'password' : 'token';
}

function find(view: View, at: number, hitEnd: number, report: Report, isService: boolean): void {
	if (at < view.judged.assignment || hitEnd <= view.judged.key) return;
	if (view.values.isExhausted(at) || (isService && view.names.isExhausted(at))) return;
	const name = readName(view, at, hitEnd);
	const { known } = name;
	if (isService && (view.names.isOver(at, name.end) || !isNamedAfter(view, name, at, hitEnd))) return;
	// What the service's name does not prove its other words may.
	if (!isService) view.judged.key = name.end;
	if (isOwnPlaceholder(view, name)) return;
	let { strength } = known;
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
		if (known.isDotted || view.at(name.start - 1) === COLON) return;
	}
	const isSpaced = separator.sign === 'space' || separator.sign === 'is';
	const isProse = isSpaced && !isService && !mayBeSpaced(view, name);
	// `Bearer …` has a rule of its own.
	if (isProse && ((strength === 'weak' && !isCommand(view, name)) || strength === 'cookie' || known.isBearer)) return;
	const value = readValue(view, separator.valueStart, isShellLike(view, name, separator));
	if (view.values.isOver(at, value.end)) return;
	const needed = isProse ? neededInProse(view, name, separator, value) : neededBehind(view, strength, separator, value);
	if (needed === undefined) return;
	if (isSpaced && view.at(value.start) === DASH) return;
	if (isService && (isSpaced || isLed(separator, strength)) && !isServiceValue(view, value)) return;
	if (separator.sign === 'equals' && separator.hasSpaces) reportChanged(view, needed, value, separator, report);
	const isIdentifier = isService && isUuid(view, value) && !/ids?$/i.test(known.text);
	const judged = needed === 'password' && isSpaced && isAmongFlags(view, name, value) ? asQuoted(value) : value;
	// `--token x`, `X-Api-Key: x`
	const isSure = needed === 'token' && (isSpaced ? !isProse : known.isHeader);
	if (!isIdentifier && !isWorthHiding(view, needed, judged, isSure ? SURE : separator)) return;
	if (strength === 'weak' && isCacheKey(view, name)) return;
	if (known.isFolder && (view.at(value.start) === SLASH || view.at(value.start + 1) === COLON)) return;
	report(value.start, value.end);
	view.judged.assignment = value.end;
}

/** Values of secret-like names: settings, JSON, YAML, command lines, headers, URLs, connection strings. */
export const findAssignment: Finder = (view, at, end, report) => find(view, at, end, report, false);

/** Values of names that hold the name of a service: `algolia: "…"`. */
export const findServiceValue: Finder = (view, at, end, report) => find(view, at, end, report, true);
