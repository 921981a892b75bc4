import '../../source/ui/production.ts';
import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { expect } from 'vitest';
import { displayWidth } from '../../source/render/width.ts';
import type { Screen, Size } from '../../source/ui/screen.ts';
import { initialShell, type ShellInput, type ShellState, shellReducer } from '../../source/ui/shell/state.ts';
import { Shell } from '../../source/ui/shell/view.tsx';
import { createTheme, type Theme } from '../../source/ui/theme/themes.ts';
import { NOW_MS } from './store.ts';

export const DARK: Theme = createTheme('dark', false);

/** A screen in its shell, without a terminal: what is pressed, and what is drawn then. */
export interface ScreenProbe<State, Event> {
	readonly state: () => ShellState<State, Event>;
	readonly frame: () => string;
	readonly press: (...keys: readonly string[]) => void;
	readonly send: (input: ShellInput<Event>, nowMs?: number) => void;
	readonly effects: () => readonly object[];
}

/** What is drawn must fit: a line more would scroll the terminal, a wider one would be broken by it. */
function expectToFit(frame: string, { columns, rows }: Size): void {
	const lines = frame.split('\n');
	expect(lines.length).toBeLessThanOrEqual(rows);
	for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
}

export function probeScreen<State, Action extends string, Event, Intent>(
	screen: Screen<State, Action, Event, Intent>,
	initial: State,
	size: Size = { columns: 100, rows: 24 },
	theme: Theme = DARK,
): ScreenProbe<State, Event> {
	const reduce = shellReducer(screen);
	let effects: object[] = [];
	let state = initialShell<State, Event>(initial, size, NOW_MS);
	const send = (input: ShellInput<Event>, nowMs = NOW_MS) => {
		const step = reduce(state, input, nowMs);
		state = step.state;
		effects = [...effects, ...step.effects];
	};
	send({ kind: 'resize', size });
	return {
		state: () => state,
		frame: () => {
			const element = <Shell screen={screen} state={state} theme={theme} />;
			const coloured = renderToString(element, { columns: state.size.columns });
			// Colours have tests of their own; blanks at the end that have one are no text either.
			const frame = stripVTControlCharacters(coloured).replaceAll(/ +$/gm, '');
			expectToFit(frame, state.size);
			return frame;
		},
		press: (...keys) => {
			for (const key of keys) send({ kind: 'key', key });
		},
		send,
		effects: () => effects,
	};
}
