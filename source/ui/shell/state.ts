import { findAction, typedText } from '../keymap/keymap.ts';
import type { Effect, Screen, ScreenEvent, ScreenInput, Size, Step, Tone } from '../screen.ts';
import { findShellAction, type ShellAction } from './keys.ts';

export interface Notice {
	readonly text: string;
	readonly tone: Tone;
	readonly untilMs: number;
}

/** A screen and all that is around it. */
export interface ShellState<State, Event> {
	readonly size: Size;
	readonly screen: State;
	readonly nowMs: number;
	readonly isHelpOpen: boolean;
	readonly helpTop: number;
	readonly notice: Notice | undefined;
	readonly isFrozen: boolean;
	/** What came while it was frozen: the newest of each topic. */
	readonly held: ReadonlyMap<string, ScreenEvent<Event>>;
}

export type ShellInput<Event> =
	| { readonly kind: 'key'; readonly key: string }
	| { readonly kind: 'paste'; readonly text: string }
	| { readonly kind: 'resize'; readonly size: Size }
	| { readonly kind: 'tick' }
	| { readonly kind: 'notice'; readonly text: string; readonly tone: Tone }
	| ({ readonly kind: 'event' } & ScreenEvent<Event>);

export type ShellEffect<Intent> =
	| Exclude<Effect<Intent>, { readonly kind: 'notice' | 'quit' }>
	| { readonly kind: 'exit'; readonly exitCode: number }
	| { readonly kind: 'suspend' };

export interface ShellStep<State, Event, Intent> {
	readonly state: ShellState<State, Event>;
	readonly effects: readonly ShellEffect<Intent>[];
}

export type ShellReducer<State, Event, Intent> = (
	state: ShellState<State, Event>,
	input: ShellInput<Event>,
	nowMs: number,
) => ShellStep<State, Event, Intent>;

const NOTICE_MS = 4_000;
const INTERRUPTED = 130;

/** Rows that header and footer take. */
const EDGES = 2;

/** The room that a screen has in a terminal of this size. */
export const bodySize = ({ columns, rows }: Size): Size => ({ columns, rows: Math.max(1, rows - EDGES) });

export function initialShell<State, Event>(screen: State, size: Size, nowMs: number): ShellState<State, Event> {
	const closed = { isHelpOpen: false, helpTop: 0, notice: undefined, isFrozen: false, held: new Map() };
	return { size, screen, nowMs, ...closed };
}

/** How much has come that the frozen screen does not show. */
export const heldNews = ({ held }: Pick<ShellState<unknown, unknown>, 'held'>): number =>
	[...held.values()].reduce((sum, { news = 0 }) => sum + news, 0);

/** The reducer of a screen with its shell: every key, event and resize goes through it, and nothing else changes it. */
export function shellReducer<State, Action extends string, Event, Intent>(
	screen: Screen<State, Action, Event, Intent>,
): ShellReducer<State, Event, Intent> {
	type Shell = ShellState<State, Event>;
	type Result = ShellStep<State, Event, Intent>;
	const done = (state: Shell): Result => ({ state, effects: [] });
	const withNotice = (state: Shell, text: string, tone: Tone): Shell => ({
		...state,
		notice: { text, tone, untilMs: state.nowMs + NOTICE_MS },
	});

	function applyStep(before: Shell, { state, effects = [] }: Step<State, Intent>): Result {
		let shell: Shell = state === before.screen ? before : { ...before, screen: state };
		const rest: ShellEffect<Intent>[] = [];
		for (const effect of effects) {
			if (effect.kind === 'notice') shell = withNotice(shell, effect.text, effect.tone);
			else if (effect.kind === 'quit') rest.push({ kind: 'exit', exitCode: 0 });
			else rest.push(effect);
		}
		return { state: shell, effects: rest };
	}

	const send = (state: Shell, input: ScreenInput<Action, Event>): Result =>
		applyStep(state, screen.reduce(state.screen, input, state.nowMs));

	function thaw(state: Shell): Result {
		let result = done({ ...state, isFrozen: false, held: new Map() });
		for (const { event } of state.held.values()) {
			const next = send(result.state, { kind: 'event', event });
			result = { state: next.state, effects: [...result.effects, ...next.effects] };
		}
		return result;
	}

	function act(state: Shell, action: ShellAction): Result {
		switch (action) {
			case 'interrupt':
				return { state, effects: [{ kind: 'exit', exitCode: INTERRUPTED }] };
			case 'quit': {
				const objection = screen.leave?.(state.screen);
				return objection ? applyStep(state, objection) : { state, effects: [{ kind: 'exit', exitCode: 0 }] };
			}
			case 'suspend':
				return { state, effects: [{ kind: 'suspend' }] };
			case 'help':
				return done({ ...state, isHelpOpen: true, helpTop: 0, notice: undefined });
			case 'closeHelp':
				return done({ ...state, isHelpOpen: false });
			case 'helpDown':
				return done({ ...state, helpTop: state.helpTop + 1 });
			case 'helpUp':
				return done({ ...state, helpTop: Math.max(0, state.helpTop - 1) });
			case 'freeze':
				return state.isFrozen ? thaw(state) : done({ ...state, isFrozen: true });
		}
	}

	function onKey(state: Shell, key: string): Result {
		const context = screen.keymap[screen.context(state.screen)];
		if (!context) throw new Error(`the keymap has no context ${screen.context(state.screen)}`);
		const shellAction = findShellAction(context, state.isHelpOpen, key);
		if (shellAction !== undefined) return act(state, shellAction);
		const quiet = { ...state, notice: undefined };
		if (!state.isHelpOpen) {
			const action = findAction(context, key);
			if (action !== undefined) return send(quiet, { kind: 'action', action });
			const text = context.isTyping ? typedText(key) : undefined;
			if (text !== undefined) return send(quiet, { kind: 'text', text });
		}
		return done(withNotice(state, `${key} does nothing here; ? shows the keys`, 'info'));
	}

	function onPaste(state: Shell, text: string): Result {
		const isTyping = screen.keymap[screen.context(state.screen)]?.isTyping === true && !state.isHelpOpen;
		if (isTyping) return send(state, { kind: 'text', text });
		return done(withNotice(state, 'nothing takes text here', 'info'));
	}

	function onEvent(state: Shell, { event, topic, news }: ScreenEvent<Event>): Result {
		if (!state.isFrozen || topic === undefined) return send(state, { kind: 'event', event });
		const before = state.held.get(topic)?.news ?? 0;
		const sum = { event, topic, news: before + (news ?? 0) };
		return done({ ...state, held: new Map([...state.held, [topic, sum]]) });
	}

	return (before, input, nowMs) => {
		const isOver = before.notice !== undefined && before.notice.untilMs <= nowMs;
		const state: Shell = { ...before, nowMs, notice: isOver ? undefined : before.notice };
		switch (input.kind) {
			case 'key':
				return onKey(state, input.key);
			case 'paste':
				return onPaste(state, input.text);
			case 'resize':
				return send({ ...state, size: input.size }, { kind: 'resize', size: bodySize(input.size) });
			case 'notice':
				return done(withNotice(state, input.text, input.tone));
			case 'event':
				return onEvent(state, input);
			case 'tick':
				return done(state);
		}
	};
}
