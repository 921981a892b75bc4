import { type ByteSet, byteSet, DIGIT, invert, skip, skipBack } from '../byte-set.ts';
import { randomness } from '../randomness.ts';
import type { View } from '../scan/view.ts';
import type { Strength } from './key-name.ts';
import type { Name } from './name.ts';
import type { Separator } from './separator.ts';
import type { Value } from './value.ts';
import { isLastOfLine, type Needed } from './worth.ts';

const TAG = 0x3c;
const COLON = 0x3a;
const BLANK = byteSet(' \t\r');
const NO_DIGIT = invert(DIGIT);
const NO_UPPER = invert(byteSet('A-Z'));
const NO_LOWER = invert(byteSet('a-z'));
/** Of passwords; others join words as well. */
const NO_SIGN = invert(byteSet('!@#$%^&*+=?'));
/** More than in `sha256`. */
const MANY_DIGITS = 4;
/** So many spaces part columns; fewer part words. */
const LEAST_COLUMN = 3;

/** Whether nothing but the time of CI stands before. */
export function isFirstOfLine(view: View, at: number): boolean {
	const place = skipBack(view.bytes, BLANK, view.from, at, 40) - 1;
	const before = view.at(place);
	return before === 0 || before === 0x0a || (before === 0x5a && DIGIT[view.at(place - 1)] === 1);
}

/** `password is …`, `api_key …` in a sentence: only what no sentence has. */
function isDrawnInProse(view: View, { start, end }: Value): boolean {
	return end - start >= 16 && randomness(view.bytes, start, Math.min(end, start + 128)) >= 12;
}

/** `password    x` alone in its line, as tables and `.netrc` have it, or as the last column of one. */
function isPair(view: View, name: Name, value: Value): boolean {
	if (value.end - value.start < 6) return false;
	if (value.start - name.end < LEAST_COLUMN && !isFirstOfLine(view, name.start)) return false;
	const hasDigit = skip(view.bytes, NO_DIGIT, value.start, value.end) < value.end;
	if (!hasDigit && randomness(view.bytes, value.start, value.end) < 6) return false;
	const rest = skip(view.bytes, BLANK, value.end, view.to, 8);
	return rest === view.to || view.at(rest) === 0x0a;
}

/** Followed by the end of the element or a quote, with a digit. */
function isOneOddWord(view: View, { start, end, isQuoted }: Value): boolean {
	return end - start >= 6 && (isQuoted || view.at(end) === TAG) && skip(view.bytes, NO_DIGIT, start, end) < end;
}

/** `Secret123`, `falcon7!`, `river2208`, and the sentence ends there: what people make up, and what no word looks like. */
function isMadeUp(view: View, { start, end }: Value): boolean {
	if (end - start < 6 || !isLastOfLine(view, end)) return false;
	const holds = (others: ByteSet): boolean => skip(view.bytes, others, start, end) < end;
	const digits = skip(view.bytes, NO_DIGIT, start, end);
	const [hasUpper, hasLower] = [holds(NO_UPPER), holds(NO_LOWER)];
	if (digits === end || !(hasUpper || hasLower)) return false;
	return (hasUpper && hasLower) || holds(NO_SIGN) || skip(view.bytes, DIGIT, digits, end) - digits >= MANY_DIGITS;
}

/**
 * What the value itself has to look like, where words as well may stand behind a name; undefined where nothing is
 * a value.
 */
export function neededInProse(view: View, name: Name, { sign }: Separator, value: Value): Strength | undefined {
	const { strength } = name.known;
	if (isDrawnInProse(view, value)) return strength;
	if (value.isQuoted) {
		// `password 'x'` alone in its line, as Gradle's files have it.
		const isAlone = strength === 'password' && isFirstOfLine(view, name.start) && isLastOfLine(view, value.end);
		// Clojure: {:password "x"}
		const isKeyword = view.at(name.start - 1) === COLON;
		return sign === 'is' || isAlone || isKeyword ? strength : 'token';
	}
	if (sign === 'is' && strength === 'password' && isMadeUp(view, value)) return strength;
	if (!isPair(view, name, value)) return undefined;
	return strength === 'password' && isFirstOfLine(view, name.start) ? strength : 'token';
}

/** Signs that words stand behind as often as values. */
export const isLed = ({ sign }: Separator, strength: Strength): boolean =>
	sign === 'leader' || sign === 'markup' || (sign === 'call' && strength !== 'weak');

/** Whether the sign leaves no doubt that this is the name's value: `token=x`, `"token": "x"`, `--token x`, `X-Api-Key: x`. */
function isTold({ known }: Name, { sign, hasSpaces }: Separator, { isQuoted }: Value): boolean {
	if (sign === 'space' || sign === 'is') return true;
	if (sign === 'tag') return isQuoted;
	if (sign === 'colon') return isQuoted || known.isHeader;
	return sign === 'equals' && (isQuoted || !hasSpaces);
}

/**
 * What the value itself has to look like where the sign says that it is one.
 * @param strength of the name, or of the service that it is named after
 */
export function neededBehind(view: View, name: Name, strength: Strength, separator: Separator, value: Value): Needed {
	if (strength === 'weak' || strength === 'cookie') return 'weak';
	const mayBeWeak = separator.sign === 'markup' || separator.sign === 'argument';
	if (!mayBeWeak && !isLed(separator, strength)) {
		return strength === 'token' && isTold(name, separator, value) ? 'told' : strength;
	}
	// Texts of screens and lists of words have such names too: `<string name="password">Password</string>`
	const isOdd = separator.sign === 'leader' ? isMadeUp(view, value) : mayBeWeak && isOneOddWord(view, value);
	return strength === 'password' && isOdd ? 'password' : 'token';
}
