import { displayWidth } from '../../../render/width.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { padText, span } from '../line/spans.ts';
import { listLine } from '../virtual-list/layout.ts';
import type { SelectState } from './state.ts';

export interface SelectOption {
	readonly name: string;
	readonly label: string;
	readonly note?: string;
}

export function selectLines(
	options: readonly SelectOption[],
	{ selected, chosen }: SelectState,
	width: number,
	theme: Theme,
): readonly (readonly Span[])[] {
	const labelWidth = Math.max(0, ...options.map(({ label }) => displayWidth(label)));
	return options.map(({ name, label, note = '' }, index) => {
		const box = chosen.has(name) ? `[${theme.glyphs.good}] ` : '[ ] ';
		const padded = padText(label, labelWidth, theme.glyphs.ellipsis);
		const content = [span(box, chosen.has(name) ? 'good' : 'quiet'), span(padded), span(`  ${note}`, 'quiet')];
		return listLine(content, { isSelected: index === selected }, width, theme);
	});
}
