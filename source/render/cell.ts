import { graphemesOf } from '../core/graphemes.ts';
import { toPrintableLine } from '../core/text.ts';
import { displayWidth } from './width.ts';

/** Foreign text as a table cell: printable, and at most so many columns wide; what is wider ends in `…`. */
export function toCell(text: string, maxWidth: number): string {
	const line = toPrintableLine(text, maxWidth * 8);
	if (displayWidth(line) <= maxWidth) return line;
	let cut = '';
	let width = 0;
	for (const { segment } of graphemesOf(line)) {
		width += displayWidth(segment);
		if (width >= maxWidth) break;
		cut += segment;
	}
	return `${cut.trimEnd()}…`;
}
