import '../production.ts';
import { render, useInput, usePaste } from 'ink';
import { type ReactNode, useSyncExternalStore } from 'react';
import { readKeys } from '../keymap/read-keys.ts';
import type { Screen, ScreenEvent, Tone } from '../screen.ts';
import { initialShell, type ShellEffect, shellReducer } from '../shell/state.ts';
import { Shell } from '../shell/view.tsx';
import type { Theme } from '../theme/themes.ts';
import { createClock } from './clock.ts';
import type { Scheduler, TerminalSession } from './ports.ts';
import { createStore, type Store } from './store.ts';

const MAX_FPS = 30;

/** What the world tells a running screen. */
export interface RunningScreen<Event> {
	readonly push: (event: ScreenEvent<Event>) => void;
	readonly notify: (text: string, tone: Tone) => void;
}

export interface RunOptions<State, Action extends string, Event, Intent> {
	readonly screen: Screen<State, Action, Event, Intent>;
	readonly initial: State;
	readonly theme: Theme;
	readonly terminal: TerminalSession;
	readonly scheduler: Scheduler;
	/** Name of the project, for the terminal's title. */
	readonly project: string;
	/** Called once the screen is there; what it returns is called when it ends. */
	readonly start: (running: RunningScreen<Event>) => () => void;
	/** Does what the screen asks for. What goes wrong there is the caller's to tell. */
	readonly onIntent: (intent: Intent, running: RunningScreen<Event>) => void;
}

export interface ScreenResult {
	readonly exitCode: number;
	/** To be left on the normal screen. */
	readonly summary: string | undefined;
}

function Root<State, Action extends string, Event, Intent>({
	screen,
	theme,
	store,
}: {
	readonly screen: Screen<State, Action, Event, Intent>;
	readonly theme: Theme;
	readonly store: Store<State, Event>;
}): ReactNode {
	const state = useSyncExternalStore(store.subscribe, store.state);
	useInput((input, flags) => {
		for (const key of readKeys(input, flags)) store.dispatch({ kind: 'key', key });
	});
	usePaste((text) => store.dispatch({ kind: 'paste', text }));
	return <Shell screen={screen} state={state} theme={theme} />;
}

/**
 * Draws a screen until it is left, and leaves the terminal as it was, whatever happens.
 * @throws what the screen throws, after the terminal is as it was
 */
export async function runScreen<State, Action extends string, Event, Intent>(
	options: RunOptions<State, Action, Event, Intent>,
): Promise<ScreenResult> {
	const { screen, theme, terminal, scheduler, project } = options;
	const { promise: ended, resolve: end } = Promise.withResolvers<number>();
	const onEffect = (effect: ShellEffect<Intent>): void => {
		if (effect.kind === 'exit') end(effect.exitCode);
		else if (effect.kind === 'suspend') terminal.suspend();
		else if (effect.kind === 'intent') options.onIntent(effect.intent, running);
		else {
			terminal.copy(effect.text);
			running.notify(`copied ${effect.what}`, 'good');
		}
	};
	const first = initialShell<State, Event>(options.initial, terminal.size(), scheduler.nowMs());
	const reduce = shellReducer(screen);
	const store = createStore<State, Event, Intent>(
		reduce(first, { kind: 'resize', size: first.size }, first.nowMs).state,
		reduce,
		onEffect,
		scheduler,
	);
	const running: RunningScreen<Event> = {
		push: store.push,
		notify: (text, tone) => store.dispatch({ kind: 'notice', text, tone }),
	};
	const isMoving = () => store.state().notice !== undefined || screen.isRunning(store.state().screen);
	const clock = createClock(scheduler, isMoving, () => store.dispatch({ kind: 'tick' }));
	store.subscribe(clock.update);
	const showProgress = () => terminal.setProgress(screen.progress?.(store.state().screen));
	store.subscribe(showProgress);

	terminal.enter();
	terminal.setTitle(`murmur8 ${screen.name} · ${project}`);
	const node = <Root screen={screen} theme={theme} store={store} />;
	const redraw = () => {
		terminal.clear();
		instance.clear();
		store.dispatch({ kind: 'resize', size: terminal.size() });
		// Commits at once: Ink's own listener comes next and draws what is there then.
		instance.rerender(node);
	};
	terminal.onResize(redraw);
	terminal.onContinue(redraw);
	terminal.onEnd(end);
	const instance = render(node, {
		stdin: terminal.stdin,
		stdout: terminal.stdout,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		incrementalRendering: true,
		isScreenReaderEnabled: false,
		maxFps: MAX_FPS,
	});
	// A screen that throws ends Ink.
	const crashed = instance.waitUntilExit().then(() => ended);
	let stop: (() => void) | undefined;
	try {
		stop = options.start(running);
		const exitCode = await Promise.race([ended, crashed]);
		return { exitCode, summary: screen.summary(store.state().screen) };
	} finally {
		stop?.();
		clock.stop();
		store.dispose();
		instance.unmount();
		terminal.restore();
		terminal.dispose();
	}
}
