import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { KeyContext } from '../keymap/keymap.ts';
import type { Screen, Size } from '../screen.ts';
import type { Theme } from '../theme/themes.ts';
import type { Span } from '../theme/tokens.ts';
import { cutText, fitSpans, span, spread, widthOf } from '../widgets/line/spans.ts';
import { Line } from '../widgets/line/view.tsx';
import { Modal } from '../widgets/modal/view.tsx';
import { innerRows } from '../widgets/panel/layout.ts';
import { footerSpans, noticeSpans } from './footer.ts';
import { helpLines } from './help.ts';
import { activeContexts, SHELL_KEYMAP } from './keys.ts';
import { bodySize, heldNews, type ShellState } from './state.ts';

const LEAST_COLUMNS = 40;
const LEAST_ROWS = 8;

// biome-ignore lint/suspicious/noExplicitAny: the shell is the same around every screen
type AnyScreen<State> = Screen<State, any, any, any>;

interface ShellProps<State> {
	readonly screen: AnyScreen<State>;
	readonly state: ShellState<State, unknown>;
	readonly theme: Theme;
}

/** Where there is little room, the screen's facts at the right edge go first, from the last of them on. */
function headerSpans<State>({ screen, state, theme }: ShellProps<State>): readonly Span[] {
	const { columns } = state.size;
	const { left, right } = screen.header(state.screen, state.nowMs);
	const news = heldNews(state);
	const paused = state.isFrozen ? [span(` PAUSED${news > 0 ? ` ${news} new` : ''} `, 'warn')] : [];
	const begin = [span(' murmur8', 'brand'), span('  '), ...left];
	const endsWith = (facts: readonly Span[]) => [...paused, ...facts, span('  ? ', 'key'), span('help ', 'quiet')];
	let kept = right;
	while (kept.length > 0 && widthOf([...begin, ...endsWith(kept)]) >= columns) kept = kept.slice(0, -1);
	return spread(begin, endsWith(kept), columns, theme.glyphs.ellipsis);
}

function HelpOverlay({
	contexts,
	top,
	size,
	theme,
}: {
	readonly contexts: readonly KeyContext[];
	readonly top: number;
	readonly size: Size;
	readonly theme: Theme;
}): ReactNode {
	const lines = helpLines(contexts, theme);
	const room = innerRows(size.rows);
	const from = Math.max(0, Math.min(top, lines.length - room));
	const more = lines.length - from > room ? [span(`${lines.length - from - room} more below`, 'quiet')] : undefined;
	const shown = lines.slice(from, from + room);
	return <Modal title={[span('Keys', 'title')]} lines={shown} note={more} size={size} theme={theme} />;
}

/**
 * A screen within its edges; exactly as many rows as the terminal has, for one more would scroll it. What is below them
 * Ink leaves away by itself: `overflow="hidden"` would have it measure and cut every row again, for half of all time.
 */
export function Shell<State>(props: ShellProps<State>): ReactNode {
	const { screen, state, theme } = props;
	const { columns, rows } = state.size;
	if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) {
		const text = cutText(`terminal too small (${columns}×${rows})`, columns, theme.glyphs.ellipsis);
		return (
			<Box width={columns} height={rows}>
				<Text wrap="truncate">{text}</Text>
			</Box>
		);
	}
	const own = screen.keymap[screen.context(state.screen)] ?? SHELL_KEYMAP.everywhere;
	const size = bodySize(state.size);
	const footer = state.notice
		? noticeSpans(state.notice, theme)
		: footerSpans(activeContexts(own, state.isHelpOpen), columns, theme);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Line spans={headerSpans(props)} theme={theme} />
			<Box width={size.columns} height={size.rows} flexDirection="column" flexShrink={0}>
				{state.isHelpOpen ? (
					<HelpOverlay contexts={activeContexts(own, false)} top={state.helpTop} size={size} theme={theme} />
				) : (
					screen.view({ state: state.screen, size, theme, nowMs: state.nowMs })
				)}
			</Box>
			<Line spans={fitSpans(footer, columns, theme.glyphs.ellipsis)} theme={theme} />
		</Box>
	);
}
