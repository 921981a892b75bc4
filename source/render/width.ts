import { graphemesOf } from '../core/graphemes.ts';
import { keepTexts } from '../core/keep-texts.ts';
import { isPlainText } from '../core/plain-text.ts';

const COMBINING_ONLY = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F/u;

/**
 * East Asian wide and fullwidth blocks (Unicode 16, UAX #11). Pictographs are wide where they are emoji by themselves:
 * among those that are not (the white flag, the thermometer) terminals count one column.
 */
const WIDE: readonly (readonly [first: number, last: number])[] = [
	[0x1100, 0x115f],
	[0x2329, 0x232a],
	[0x2e80, 0x303e],
	[0x3041, 0x33ff],
	[0x3400, 0x4dbf],
	[0x4e00, 0x9fff],
	[0xa000, 0xa4cf],
	[0xa960, 0xa97f],
	[0xac00, 0xd7a3],
	[0xf900, 0xfaff],
	[0xfe10, 0xfe19],
	[0xfe30, 0xfe6f],
	[0xff00, 0xff60],
	[0xffe0, 0xffe6],
	[0x20000, 0x3fffd],
];

const widthOfGraphemes = keepTexts((text: string): number => {
	let width = 0;
	for (const { segment } of graphemesOf(text)) {
		if (COMBINING_ONLY.test(segment)) continue;
		const point = segment.codePointAt(0) ?? 0;
		width += EMOJI.test(segment) || WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
	}
	return width;
});

/** Columns that a printable line takes in a terminal. */
export const displayWidth = (text: string): number => (isPlainText(text) ? text.length : widthOfGraphemes(text));
