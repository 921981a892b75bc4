import type { ScreenEvent } from '../screen.ts';
import type { ShellEffect, ShellInput, ShellReducer, ShellState } from '../shell/state.ts';
import type { Scheduler } from './ports.ts';

/** Drawn at most ten times a second, however much comes: more nobody reads, and as often as Ink draws it loses half. */
const COALESCE_MS = 100;

export interface Store<State, Event> {
	readonly state: () => ShellState<State, Event>;
	readonly subscribe: (listener: () => void) => () => void;
	/** A key, a resize: at once. */
	readonly dispatch: (input: ShellInput<Event>) => void;
	/** News: with what else comes in the same tenth of a second. */
	readonly push: (event: ScreenEvent<Event>) => void;
	readonly dispose: () => void;
}

/** Holds the one state, and hands out what it asks of the world. */
export function createStore<State, Event, Intent>(
	initial: ShellState<State, Event>,
	reduce: ShellReducer<State, Event, Intent>,
	onEffect: (effect: ShellEffect<Intent>) => void,
	scheduler: Scheduler,
): Store<State, Event> {
	let state = initial;
	let waiting: ScreenEvent<Event>[] = [];
	let cancel: (() => void) | undefined;
	let quietUntilMs = 0;
	const listeners = new Set<() => void>();

	function apply(inputs: readonly ShellInput<Event>[]): void {
		const effects: ShellEffect<Intent>[] = [];
		for (const input of inputs) {
			const step = reduce(state, input, scheduler.nowMs());
			state = step.state;
			effects.push(...step.effects);
		}
		for (const listener of listeners) listener();
		for (const effect of effects) onEffect(effect);
	}

	function flush(): void {
		cancel = undefined;
		const events = waiting;
		waiting = [];
		quietUntilMs = scheduler.nowMs() + COALESCE_MS;
		if (events.length > 0) apply(events.map((event) => ({ kind: 'event', ...event })));
	}

	return {
		state: () => state,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		dispatch: (input) => apply([input]),
		push: (event) => {
			waiting.push(event);
			// The first after a pause is drawn at once: a change is to be seen, not waited for.
			const waitMs = Math.min(COALESCE_MS, Math.max(0, quietUntilMs - scheduler.nowMs()));
			cancel ??= scheduler.after(waitMs, flush);
		},
		dispose: () => {
			cancel?.();
			listeners.clear();
		},
	};
}
