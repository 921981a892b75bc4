import type { Binding, KeyContext } from '../keymap/keymap.ts';
import type { Theme } from '../theme/themes.ts';
import type { Span } from '../theme/tokens.ts';
import { span, widthOf } from '../widgets/line/spans.ts';
import type { Notice } from './state.ts';

const GLYPH_KEYS = { info: 'dot', good: 'good', bad: 'bad' } as const;
const TOKENS = { info: 'accent', good: 'good', bad: 'bad' } as const;

/** A key as people are shown it. */
export const keyLabel = (key: string, { glyphs }: Theme): string => glyphs.keys[key] ?? key.replace('ctrl+', '^');

function hint({ keys: [first = ''], shown = [first], label }: Binding, theme: Theme): readonly Span[] {
	const isArrows = shown.every((key) => ['up', 'down', 'left', 'right'].includes(key));
	const names = shown.map((key) => keyLabel(key, theme));
	return [
		span(names.join(isArrows && names.every((name) => name.length === 1) ? '' : '/'), 'key'),
		span(` ${label}`, 'quiet'),
	];
}

/** What can be done now, the most important first; what there is no room for is left to help. */
export function footerSpans(contexts: readonly KeyContext[], width: number, theme: Theme): readonly Span[] {
	const bindings = contexts
		.flatMap(({ bindings: rows }) => rows)
		.filter(({ footer }) => footer !== undefined)
		.toSorted((one, other) => (one.footer ?? 0) - (other.footer ?? 0));
	let kept = bindings;
	const join = () => kept.flatMap((binding) => [span('  '), ...hint(binding, theme)]);
	// The way out and the way to help stay.
	while (kept.length > 2 && widthOf(join()) > width - 1) {
		const optional = kept.filter(({ action }) => action !== 'quit' && action !== 'help');
		const last = optional.at(-1);
		if (last === undefined) break;
		kept = kept.filter((binding) => binding !== last);
	}
	return join()
		.slice(0)
		.map((piece, index) => (index === 0 ? span(' ') : piece));
}

export function noticeSpans({ text, tone }: Notice, theme: Theme): readonly Span[] {
	return [span(` ${theme.glyphs[GLYPH_KEYS[tone]]} `, TOKENS[tone]), span(text, TOKENS[tone])];
}
