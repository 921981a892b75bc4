import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { ViewProps } from '../../screen.ts';
import { span } from '../../widgets/line/spans.ts';
import { Lines } from '../../widgets/line/view.tsx';
import { Modal } from '../../widgets/modal/view.tsx';
import { Panel } from '../../widgets/panel/view.tsx';
import { listNote, visibleRows } from '../../widgets/virtual-list/layout.ts';
import { configLines } from './layout.ts';
import { readingRows } from './reduce.ts';
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
		const { title, lines, list } = mode.reading;
		const rows = readingRows(state);
		const shown = visibleRows(lines, list, rows).map((text) => [span(text)]);
		const note = [span(listNote(list, lines.length, rows, theme.glyphs.dash), 'quiet')];
		return <Panel title={[span(title, 'title')]} lines={shown} note={note} isActive size={size} theme={theme} />;
	}
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Lines lines={configLines(state, size, nowMs, theme)} theme={theme} />
		</Box>
	);
}
