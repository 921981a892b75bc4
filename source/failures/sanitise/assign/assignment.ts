import { isTextAt } from '../byte-set.ts';
import type { Finder, Report } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { reportChanged } from './changed.ts';
import { isAmongFlags } from './flags.ts';
import { reportHeader } from './header.ts';
import { isCacheKey, isOwnPlaceholder, isShellLike, mayBeSpaced, type Name, readName } from './name.ts';
import { isFirstOfLine, isLed, neededBehind, neededInProse } from './needed.ts';
import { markNamed, markNextLine } from './next-line.ts';
import { readSeparator } from './separator.ts';
import { isNamedAfter, isServiceValue } from './service.ts';
import { readElement, readValue, type Value } from './value.ts';
import { isUuid, isWorthHiding } from './worth.ts';

const DASH = 0x2d;
const COLON = 0x3a;
const SLASH = 0x2f;

/** `AUTH x`, as mail and cache servers have it. */
const isCommand = (view: View, { start, known }: Name): boolean => known.text === 'AUTH' && isFirstOfLine(view, start);

/** `connect(user=user, password=password)` in code. */
function isHandedOn(view: View, name: Name, { start, end, isQuoted }: Value): boolean {
	const next = view.at(end);
	const isArgument = !isQuoted && end - start === name.end - name.start && (next === 0x2c || next === 0x29);
	return isArgument && name.known.isArgument && isTextAt(view.bytes, name.known.text, start, end);
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
	if (known.isVerdict && separator.sign === 'colon' && isFirstOfLine(view, name.start)) return;
	if (separator.sign === 'colon' && !separator.hasSpaces) {
		// Coordinates of a package: io.jsonwebtoken:jjwt-api-0.11.2; and names of resources: arn:aws:…:secret:prod/db
		if (known.isDotted || view.at(name.start - 1) === COLON) return;
	}
	const isSpaced = separator.sign === 'space' || separator.sign === 'is';
	const isProse = isSpaced && !isService && !mayBeSpaced(view, name);
	// `Bearer …` has a rule of its own.
	if (isProse && ((strength === 'weak' && !isCommand(view, name)) || strength === 'cookie' || known.isBearer)) return;
	const value =
		separator.sign === 'tag'
			? readElement(view, separator.valueStart)
			: readValue(view, separator.valueStart, isShellLike(view, name, separator));
	if (view.values.isOver(at, value.end)) return;
	const needed = isProse
		? neededInProse(view, name, separator, value)
		: neededBehind(view, name, strength, separator, value);
	if (needed === undefined) return;
	if (isSpaced && view.at(value.start) === DASH) return;
	if (isService && (isSpaced || isLed(separator, strength)) && !isServiceValue(view, value)) return;
	if (isHandedOn(view, name, value) || (known.isOfCode && separator.hasSpaces && !value.isQuoted)) return;
	if (separator.sign === 'equals' && separator.hasSpaces) reportChanged(view, needed, value, separator, report);
	const isIdentifier = isService && isUuid(view, value) && !/ids?$/i.test(known.text);
	const isBare = isSpaced && needed === 'password' && isAmongFlags(view, name, value);
	const judged = isBare ? { ...value, isQuoted: true } : value;
	if (!isIdentifier && !isWorthHiding(view, needed, judged, separator)) return;
	if (strength === 'weak' && isCacheKey(view, name)) return;
	if (known.isFolder && (view.at(value.start) === SLASH || view.at(value.start + 1) === COLON)) return;
	report(value.start, value.end);
	view.judged.assignment = value.end;
}

/** Values of secret-like names: settings, JSON, YAML, command lines, headers, URLs, connection strings. */
export const findAssignment: Finder = (view, at, end, report) => find(view, at, end, report, false);

/** Values of names that hold the name of a service: `algolia: "…"`. */
export const findServiceValue: Finder = (view, at, end, report) => find(view, at, end, report, true);
