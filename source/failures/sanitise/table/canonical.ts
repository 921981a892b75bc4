import { byteSet, DIGIT, HEX, skipBack, WORD } from '../byte-set.ts';
import type { PatternFinder } from '../find/pattern.ts';
import { compile, longestEnd } from '../pattern/automaton.ts';
import { parsePattern } from '../pattern/parse.ts';
import type { Rule } from '../rule.ts';

const PERCENT = 0x25;
const JOINT = byteSet('.,');
const CLOCK = '[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]{1,9})?';
const ZONE = '(?:Z|[+-][0-9]{2}:?[0-9]{2})?';
const DATE = '(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}/[0-9]{2}/[0-9]{2}|[0-9]{1,2}/[A-Z][a-z]{2}/[0-9]{4})';

/**
 * The end of what stands before the last part of numbers that another word goes on with: `85%29` of a URL, `0,1,0x7f`;
 * not above `from` where they have one part.
 */
function endBefore(bytes: Uint8Array, from: number, end: number): number {
	if (bytes[end - 1] === PERCENT) return end - 1;
	const digits = skipBack(bytes, DIGIT, from, end);
	return JOINT[bytes[digits - 1] as number] === 1 ? digits - 1 : from;
}

/** What has a shape and begins where a word does. */
function wordFinder(shape: string, isStart: (byte: number) => boolean): PatternFinder {
	const automaton = compile(parsePattern(shape).node);
	return {
		find(bytes, from, to, report) {
			for (let index = from; index < to; index++) {
				if (!isStart(bytes[index] as number) || (index > from && WORD[bytes[index - 1] as number] === 1)) continue;
				const longest = longestEnd(automaton, bytes, index, to);
				if (longest < 0) continue;
				const isInWord = longest < to && WORD[bytes[longest] as number] === 1;
				const end = isInWord ? endBefore(bytes, index, longest) : longest;
				if (end <= index) continue;
				report(index, end);
				index = end - 1;
			}
		},
	};
}

const isDigit = (byte: number): boolean => DIGIT[byte] === 1;
const isHex = (byte: number): boolean => HEX[byte] === 1;

/** What differs from run to run and says nothing about an error. */
export const CANONICAL_RULES: readonly Rule[] = [
	{
		name: 'uuid',
		kind: 'uuid',
		triggers: [],
		pattern: wordFinder('[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}', isHex),
	},
	{
		name: 'time',
		kind: 'time',
		triggers: [],
		pattern: wordFinder(`(?:${DATE}(?:[T :]${CLOCK} ?${ZONE})?|${CLOCK}${ZONE})`, isDigit),
	},
	{
		name: 'number',
		kind: 'number',
		triggers: [],
		pattern: wordFinder('(?:0x[a-fA-F0-9]+|[0-9]+(?:[.,][0-9]+)*(?:ms|s|m|h|%|[kKMG]i?B|B)?)', isDigit),
	},
];
