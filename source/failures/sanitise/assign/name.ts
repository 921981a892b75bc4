import { ALNUM, byteSet, DIGIT, isBehindWord, isTextAt, skip, skipBack } from '../byte-set.ts';
import type { View } from '../scan/view.ts';
import { type KnownName, knownName, NO_NAME } from './known-name.ts';
import type { Separator } from './separator.ts';

const NAME = byteSet('a-zA-Z0-9_.$-');
const LONGEST_NAME = 80;
/** What is longer is data, or words that somebody joined: it names nothing. */
const LONGEST_WITH_BOTH_SIDES = 128;
const SPACE = 0x20;
const DASH = 0x2d;

/** A name as it stands in the text, and as it is to be understood. */
export interface Name {
	readonly start: number;
	readonly end: number;
	readonly known: KnownName;
}

/** The whole name around a hit; `Access Key`, two words, counts as one. */
export function readName(view: View, at: number, hitEnd: number): Name {
	let start = skipBack(view.bytes, NAME, view.from, at, LONGEST_NAME);
	// Of "\napi_key" in a string the n is no letter of the name.
	if (view.at(start - 1) === 0x5c && 'nrt'.includes(String.fromCharCode(view.at(start)))) start++;
	let end = skip(view.bytes, NAME, hitEnd, view.to, LONGEST_NAME);
	while (end > hitEnd && (view.at(end - 1) === 0x2e || view.at(end - 1) === DASH)) end--;
	// -Dsonar.password=…
	if (view.at(start) === DASH && view.at(start + 1) === 0x44 && start + 2 <= at) start += 2;
	if (end - start > LONGEST_WITH_BOTH_SIDES) return { start, end, known: NO_NAME };
	let known = knownName(view.bytes, start, end);
	let knownFrom = start;
	if (known.needsWordBefore && view.at(start - 1) === SPACE) {
		const before = skipBack(view.bytes, ALNUM, view.from, start - 1, 16);
		// Not the time that stands before.
		if (before < start - 1 && DIGIT[view.at(before)] !== 1) {
			knownFrom = before;
			known = knownName(view.bytes, before, end);
		}
	}
	if (view.at(end) === SPACE && isTextAt(view.bytes, 'key', end + 1, view.to) && ALNUM[view.at(end + 4)] !== 1) {
		end += 4;
		known = knownName(view.bytes, knownFrom, end);
	}
	return { start, end, known };
}

const COMMANDS_BEFORE = ['env ', 'setx ', 'setenv ', ' -x ', ' -gx ', 'gi_param '];
/** What they end with before the space: it tells them apart from most words. */
const ENDS_BEFORE = byteSet('vVxXm');

/** `--password x`, `ENV DB_PASSWORD x`, `login me password x`: places where space alone parts name and value. */
export function mayBeSpaced(view: View, { start, known: { text } }: Name): boolean {
	if (text.startsWith('-')) return view.at(start - 1) !== DASH;
	if (view.at(start - 1) !== SPACE) return false;
	const mayBeCommand = ENDS_BEFORE[view.at(start - 2)] === 1;
	if (mayBeCommand && COMMANDS_BEFORE.some((word) => isTextAt(view.bytes, word, start - word.length, start))) {
		return start > view.from;
	}
	return text === 'password' && isBehindWord(view.bytes, 'login ', view.from, start, 48);
}

/** `KEY=value` as a shell or an `.env` file has it, where only white space ends the value. */
export function isShellLike(view: View, name: Name, { sign, hasSpaces }: Separator): boolean {
	if (sign === 'space') return true;
	const before = view.at(name.start - 1);
	return sign === 'equals' && !hasSpaces && (before === 0 || before === 0x0a || before === SPACE || before === 0x09);
}

/** `<TOKEN>` and `<KEY:1>`, which this program wrote. */
export function isOwnPlaceholder(view: View, { start, end, known }: Name): boolean {
	return known.isOwnWord && view.at(start - 1) === 0x3c && (view.at(end) === 0x3e || view.at(end) === 0x3a);
}

/** `Cache restored from key: …`: what caches are found by is no secret. */
export const isCacheKey = (view: View, { start, end }: Name): boolean =>
	end - start <= 5 && isBehindWord(view.bytes, 'cache', view.from, start, 48);
