import { Text } from 'ink';
import { memo, type ReactNode } from 'react';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { ansiLine } from './ansi.ts';

interface LineProps {
	/** Already cut to the room there is. */
	readonly spans: readonly Span[];
	readonly theme: Theme;
}

/** A row that says what it said before is not drawn again. */
const Row = memo(function Row({ text }: { readonly text: string }): ReactNode {
	return <Text wrap="truncate">{text}</Text>;
});

/** One row of the screen. */
export function Line({ spans, theme }: LineProps): ReactNode {
	return <Row text={ansiLine(spans, theme)} />;
}

/** Rows one below the other; those that are the very lines of the last frame are not even looked at. */
export const Lines = memo(function Lines({
	lines,
	theme,
}: {
	readonly lines: readonly (readonly Span[])[];
	readonly theme: Theme;
}): ReactNode {
	// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
	return lines.map((spans, index) => <Row key={index} text={ansiLine(spans, theme)} />);
});
