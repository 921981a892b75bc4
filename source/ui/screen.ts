import type { ReactNode } from 'react';
import type { Keymap } from './keymap/keymap.ts';
import type { Theme } from './theme/themes.ts';
import type { Span } from './theme/tokens.ts';

/** Columns and rows of a terminal, or of a part of it. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** What comes to a screen. Keys have become actions by its keymap before. */
export type ScreenInput<Action extends string, Event> =
	| { readonly kind: 'action'; readonly action: Action }
	/** Typed or pasted while the context takes text. */
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'resize'; readonly size: Size }
	| { readonly kind: 'event'; readonly event: Event };

/** What a screen asks of the world; it does nothing itself. */
export type Effect<Intent> =
	| { readonly kind: 'intent'; readonly intent: Intent }
	/** Into the clipboard; `what` is said then. */
	| { readonly kind: 'copy'; readonly text: string; readonly what: string }
	| { readonly kind: 'notice'; readonly text: string; readonly tone: Tone }
	| { readonly kind: 'quit' };

export type Tone = 'info' | 'good' | 'bad';

export interface Step<State, Intent> {
	readonly state: State;
	readonly effects?: readonly Effect<Intent>[];
}

export interface ViewProps<State> {
	readonly state: State;
	/** Of the room between header and footer. */
	readonly size: Size;
	readonly theme: Theme;
	readonly nowMs: number;
}

/**
 * A screen is a pure function of its state, a size and a theme. The shell around it owns the terminal's edges: header,
 * footer, help, notices, freezing, what is too small, quitting.
 */
export interface Screen<State, Action extends string, Event, Intent> {
	/** As the header and the terminal's title call it. */
	readonly name: string;
	readonly keymap: Keymap<Action>;
	/** Which context of the keymap holds now. */
	readonly context: (state: State) => string;
	readonly reduce: (state: State, input: ScreenInput<Action, Event>, nowMs: number) => Step<State, Intent>;
	readonly view: (props: ViewProps<State>) => ReactNode;
	/** Asked before `q` leaves; undefined: it may. For what would be lost. */
	readonly leave?: (state: State) => Step<State, Intent> | undefined;
	/** Facts of the header, behind the name and at the right edge. */
	readonly header: (state: State, nowMs: number) => { readonly left: readonly Span[]; readonly right: readonly Span[] };
	/** Whether something moves with time: then it is drawn again every second, else every minute. */
	readonly isRunning: (state: State) => boolean;
	/** How far it is, 0 to 1, for the terminal's own progress bar; undefined while nothing runs. */
	readonly progress?: (state: State) => number | undefined;
	/** The last line that is left on the normal screen. */
	readonly summary: (state: State) => string | undefined;
}

/**
 * News of the world. What has a `topic` is a whole view of it that replaces the one before, so that it can wait while
 * the screen is frozen; `news` says how much of it the user has not seen.
 */
export interface ScreenEvent<Event> {
	readonly event: Event;
	readonly topic?: string;
	readonly news?: number;
}
