import { graphemesOf } from './graphemes.ts';
import { isPlainText } from './plain-text.ts';
import { toPrintableLine } from './text.ts';

const PICTOGRAPH = /^\p{Extended_Pictographic}/u;
const REGIONAL_INDICATOR = /^[\u{1F1E6}-\u{1F1FF}]/u;
const FIRST_INDICATOR = 0x1f1e6;
const LETTER_A = 0x41;
/** Selectors of variants, the keycap, tags: what changes the look of the glyph before it, and in some terminals its width. */
const SELECTOR = /^(?:[\uFE00-\uFE0F]|\u20E3|[\u{1F3FB}-\u{1F3FF}]|[\u{E0000}-\u{E01EF}])$/u;
/** Characters of private use, unassigned ones and fillers: no two fonts agree how wide they are. */
const UNKNOWN_WIDTH = /^(?:\p{Co}|\p{Cn}|\p{Cf}|[\u115F\u1160\u3164\uFFA0])$/u;
/** A mark without a letter falls on whatever stands before it on the screen. */
const LONE_MARK = /^\p{M}/u;
const REPLACEMENT = '\uFFFD';
const MOST_MARKS = 2;

const letterOf = (indicator: string) =>
	String.fromCharCode(LETTER_A + (indicator.codePointAt(0) ?? FIRST_INDICATOR) - FIRST_INDICATOR);

/** One character as people see it, made of what terminals agree upon. */
function reduceGrapheme(grapheme: string): string {
	const points = [...grapheme];
	if (REGIONAL_INDICATOR.test(grapheme))
		return points
			.filter((point) => REGIONAL_INDICATOR.test(point))
			.map(letterOf)
			.join('');
	if (PICTOGRAPH.test(grapheme)) return points[0] ?? '';
	if (LONE_MARK.test(grapheme)) return '';
	return points
		.filter((point) => !SELECTOR.test(point))
		.map((point) => (UNKNOWN_WIDTH.test(point) ? REPLACEMENT : point))
		.slice(0, 1 + MOST_MARKS)
		.join('');
}

/**
 * Foreign text for a screen that is drawn in place: one line, printable, and made of glyphs of which every terminal has
 * the same idea how wide they are. One that is seen differently would shift all that stands behind it: sequences of
 * emoji become their first glyph, flags their letters, what no font agrees on a replacement character.
 *
 * Scripts that join letters (Devanagari's conjuncts) are left readable: terminals differ in how wide those are.
 *
 * Applied once, where models for screens are built; whatever comes after may print it as it is.
 * @param maxLength in UTF-16 units
 */
export function toTerminalText(text: string, maxLength = 200): string {
	// Nearly every text is, and a screen may hold 100,000 of them.
	if (text.length <= maxLength && isPlainText(text)) return text.trim();
	const line = toPrintableLine(withoutJoiners(text.slice(0, maxLength * 8)), maxLength);
	if (isPlainText(line)) return line;
	return [...graphemesOf(line.normalize('NFC'))]
		.map(({ segment }) => reduceGrapheme(segment))
		.join('')
		.trim();
}

/** Joined emoji are reduced while the joiners are there: `toPrintableLine` takes them away and leaves a row of people. */
function withoutJoiners(text: string): string {
	if (!text.includes('\u200D')) return text;
	return [...graphemesOf(text)]
		.map(({ segment }) => (PICTOGRAPH.test(segment) ? reduceGrapheme(segment) : segment))
		.join('');
}
