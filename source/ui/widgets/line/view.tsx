import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';

interface LineProps {
	/** Already cut to the room there is. */
	readonly spans: readonly Span[];
	readonly theme: Theme;
}

function styled({ text, token }: Span, theme: Theme, key: number): ReactNode {
	const style = token === undefined ? undefined : theme.styles[token];
	if (!style || Object.keys(style).length === 0) return text;
	return (
		<Text
			key={key}
			{...(style.colour === undefined ? {} : { color: style.colour })}
			{...(style.ground === undefined ? {} : { backgroundColor: style.ground })}
			bold={style.isBold === true}
			dimColor={style.isDim === true}
			inverse={style.isInverse === true}
		>
			{text}
		</Text>
	);
}

/** One row of the screen. */
export function Line({ spans, theme }: LineProps): ReactNode {
	return <Text wrap="truncate">{spans.map((piece, index) => styled(piece, theme, index))}</Text>;
}

/** Rows one below the other. */
export function Lines({
	lines,
	theme,
}: {
	readonly lines: readonly (readonly Span[])[];
	readonly theme: Theme;
}): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
	return lines.map((spans, index) => <Line key={index} spans={spans} theme={theme} />);
}
