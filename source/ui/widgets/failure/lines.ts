import type { Severity } from '../../../core/metrics/labels.ts';
import type { RunFailure } from '../../../core/run-failure.ts';
import { toTerminalText } from '../../../core/terminal-text.ts';
import { sampleTexts } from '../../../render/watch-words.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span, Token } from '../../theme/tokens.ts';
import { span } from '../line/spans.ts';

const WEIGHTS: Readonly<Record<Severity, readonly [glyph: 'bad' | 'warn' | 'idle', token: Token]>> = {
	error: ['bad', 'bad'],
	warning: ['warn', 'warn'],
	info: ['idle', 'quiet'],
};

/** How a failure looks; its figure stands beside it. */
export function weightOf(severity: Severity, { glyphs }: Theme) {
	const [glyph, token] = WEIGHTS[severity];
	return { glyph: glyphs[glyph], token };
}

/** What failed, and its sample below it; the same in the details of the history. */
export function failureLines(
	{ title, severity, count, stage, isNew, owner, sample }: RunFailure,
	theme: Theme,
): readonly (readonly Span[])[] {
	const { glyph, token } = weightOf(severity, theme);
	const known = isNew === undefined ? [] : [isNew ? span('  new', 'bad') : span('  seen before', 'quiet')];
	return [
		[
			span(`${glyph} ${toTerminalText(title)}`, token),
			span(`  ${theme.glyphs.times}${count}  ${toTerminalText(stage)}`, 'quiet'),
			...known,
			...(owner === undefined ? [] : [span(`  ${toTerminalText(owner)}`, 'accent')]),
		],
		...sampleTexts(sample).map((line) => [span('    '), span(line, 'quiet')]),
	];
}
