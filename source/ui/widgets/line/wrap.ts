import { graphemesOf } from '../../../core/graphemes.ts';
import { displayWidth } from '../../../render/width.ts';

/** A word in pieces that fit. */
function pieces(word: string, width: number): readonly string[] {
	if (displayWidth(word) <= width) return [word];
	const found = [''];
	for (const { segment } of graphemesOf(word)) {
		const last = found.at(-1) ?? '';
		if (last !== '' && displayWidth(last + segment) > width) found.push(segment);
		else found[found.length - 1] = last + segment;
	}
	return found;
}

/** A printable text in lines of at most so many columns, broken between words where that can be. */
export function wrapText(text: string, width: number): readonly string[] {
	if (displayWidth(text) <= width) return [text];
	const lines: string[] = [];
	for (const word of text.split(' ').flatMap((one) => pieces(one, Math.max(2, width)))) {
		const last = lines.at(-1);
		if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= width)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
