import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Size } from '../../screen.ts';
import type { Theme } from '../../theme/themes.ts';
import type { Span } from '../../theme/tokens.ts';
import { widthOf } from '../line/spans.ts';
import { Panel } from '../panel/view.tsx';

interface ModalProps {
	readonly title: readonly Span[];
	readonly lines: readonly (readonly Span[])[];
	readonly note?: readonly Span[] | undefined;
	/** Of the room it is centred in. */
	readonly size: Size;
	readonly theme: Theme;
}

const FRAME_COLUMNS = 4;
const FRAME_ROWS = 2;
/** The title's own edges and a bit of border beside it. */
const TITLE_EDGES = 5;

/** As large as what is in it, in the middle, instead of what was there. */
export function Modal({ title, lines, note, size, theme }: ModalProps): ReactNode {
	const widest = lines.reduce(
		(most, line) => Math.max(most, widthOf(line) + FRAME_COLUMNS),
		widthOf(title) + TITLE_EDGES,
	);
	const own = {
		columns: Math.min(size.columns, widest),
		rows: Math.min(size.rows, lines.length + FRAME_ROWS),
	};
	return (
		<Box width={size.columns} height={size.rows} alignItems="center" justifyContent="center">
			<Panel title={title} lines={lines} note={note} isActive size={own} theme={theme} />
		</Box>
	);
}
