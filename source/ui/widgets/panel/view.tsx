import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { Lines } from '../line/view.tsx';
import { type PanelLook, panelLines } from './layout.ts';

interface PanelProps extends PanelLook {
	readonly size: Size;
	readonly theme: Theme;
	readonly lines: readonly (readonly Span[])[];
}

/** Lines in a frame with a title. */
export function Panel({ size, theme, lines, ...look }: PanelProps): ReactNode {
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows} flexShrink={0}>
			<Lines lines={panelLines(lines, size, look, theme)} theme={theme} />
		</Box>
	);
}
