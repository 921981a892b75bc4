import { isWorthHiding } from '../assign/worth.ts';
import { byteSet, DIGIT, invert, skip, skipBack } from '../byte-set.ts';
import type { Finder } from '../rule.ts';
import type { View } from '../scan/view.ts';
import { TextMemory } from '../text-memory.ts';
import { textOf } from '../text-of.ts';

/** Words that a secret stands behind, or before; nothing else gives it away. */
export interface Phrase {
	/** ASCII, in lower case. */
	readonly words: readonly string[];
	/** Matches what begins with the words; the secret is its last group. */
	readonly behind?: RegExp;
	/** Matches what ends before the words. */
	readonly before?: RegExp;
	/** Where people write sentences as well: a value needs a digit. */
	readonly isProse?: boolean;
	/** The words end their line with a colon, and the secret is alone in the next one, or behind a blank one. */
	readonly isInNextLine?: boolean;
}

const NOT_LINE_END = invert(byteSet('\r\n'));
const NO_DIGIT = invert(DIGIT);
const LONGEST = 256;
/** Of flags, paths, and names that stand for a value. */
const REFERENCE = byteSet('-/@%\\');
const NAMED = { valueStart: 0, sign: 'equals', hasSpaces: false } as const;

function isSecret(view: View, start: number, end: number, isProse: boolean): boolean {
	if (REFERENCE[view.at(start)] === 1) return false;
	if (isProse && (end - start < 6 || skip(view.bytes, NO_DIGIT, start, end) === end)) return false;
	return isWorthHiding(view, 'password', { start, end, isQuoted: true }, NAMED);
}

/** Where the last group of a match stands in the text that was read. */
function placeOf(match: RegExpExecArray): readonly [start: number, end: number] {
	let last = match.length - 1;
	while (match[last] === undefined) last--;
	const value = match[last] as string;
	const start = match.index + match[0].lastIndexOf(value);
	return [start, start + value.length];
}

/** Finds what stands at the phrases' words; each hit reads a part of its line. */
export function phraseFinder(phrases: readonly Phrase[]): Finder {
	const byWords = new Map<string, Phrase[]>();
	for (const phrase of phrases) {
		for (const words of phrase.words) byWords.set(words, [...(byWords.get(words) ?? []), phrase]);
	}
	const phrasesOf = new TextMemory((words) => byWords.get(words.toLowerCase()) ?? []);
	return (view, at, end, report) => {
		if (view.phrases.isExhausted(at)) return;
		const { bytes } = view;
		const stop = skip(bytes, NOT_LINE_END, end, view.to, LONGEST);
		if (view.phrases.isOver(at, stop)) return;
		for (const { behind, before, isProse = false, isInNextLine } of phrasesOf.of(bytes, at, end)) {
			const from = before ? skipBack(bytes, NOT_LINE_END, view.from, at, LONGEST) : at;
			const match = (before ?? behind)?.exec(textOf(bytes, from, before ? at : stop));
			if (!match) continue;
			if (isInNextLine) {
				view.marks.push({ kind: 'value', needed: 'token', needs: 'nothing', mayBeApart: true, from: stop });
				continue;
			}
			const [start, to] = placeOf(match);
			if (isSecret(view, from + start, from + to, isProse)) report(from + start, from + to);
		}
	};
}
