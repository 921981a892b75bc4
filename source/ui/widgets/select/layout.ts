import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { span } from '../line/spans.ts';
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
	return options.map(({ name, label, note = '' }, index) => {
		const box = chosen.has(name) ? `[${theme.glyphs.good}] ` : '[ ] ';
		const content = [span(box, chosen.has(name) ? 'good' : 'quiet'), span(label), span(`  ${note}`, 'quiet')];
		return listLine(content, { isSelected: index === selected }, width, theme);
	});
}
