import type { KeyContext } from '../keymap/keymap.ts';
import type { Theme } from '../theme/themes.ts';
import type { Span } from '../theme/tokens.ts';
import { padText, span } from '../widgets/line/spans.ts';
import { keyLabel } from './footer.ts';

const KEYS_WIDTH = 18;

/** Every key of these contexts, in words. */
export function helpLines(contexts: readonly KeyContext[], theme: Theme): readonly (readonly Span[])[] {
	return contexts.flatMap(({ title, bindings }, index) => [
		...(index === 0 ? [] : [[]]),
		[span(title, 'title')],
		...bindings.map(({ keys, meaning }) => [
			span(
				`  ${padText(keys.map((key) => keyLabel(key, theme)).join(' '), KEYS_WIDTH, theme.glyphs.ellipsis)} `,
				'key',
			),
			span(meaning),
		]),
	]);
}
