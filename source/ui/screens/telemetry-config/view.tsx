import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { ViewProps } from '../../screen.ts';
import { span } from '../../widgets/line/spans.ts';
import { Lines } from '../../widgets/line/view.tsx';
import { Modal } from '../../widgets/modal/view.tsx';
import { scrollPanelLines } from '../../widgets/scroll/layout.ts';
import { configLines } from './layout.ts';
import { readingLines } from './readings.ts';
import type { ConfigState } from './state.ts';

/** The settings, or what lies over them. */
export function ConfigView({ state, size, theme, nowMs }: ViewProps<ConfigState>): ReactNode {
	const { mode } = state;
	if (mode.kind === 'question') {
		const lines = mode.lines.map((text) => [span(text)]);
		const note = [span(`${theme.glyphs.keys['enter']} yes   esc no`, 'quiet')];
		return <Modal title={[span(mode.title, 'title')]} lines={lines} note={note} size={size} theme={theme} />;
	}
	if (mode.kind === 'text') {
		const { title, top } = mode.reading;
		const texts = readingLines(mode.reading, size.columns).map((text) => [span(text)]);
		return <Lines lines={scrollPanelLines([span(title, 'title')], texts, top, size, theme)} theme={theme} />;
	}
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Lines lines={configLines(state, size, nowMs, theme)} theme={theme} />
		</Box>
	);
}
