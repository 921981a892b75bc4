import type { SettingName } from '../../../core/settings/definitions.ts';
import type { Draft } from '../../../core/settings-screen/draft.ts';
import { NO_DRAFT } from '../../../core/settings-screen/draft.ts';
import type { SettingRow } from '../../../core/settings-screen/rows.ts';
import type { Effect, ScreenInput, Step } from '../../screen.ts';
import { innerRows } from '../../widgets/panel/layout.ts';
import { scrolled } from '../../widgets/scroll/state.ts';
import { TEXT_FIELD_BINDINGS } from '../../widgets/text-field/keys.ts';
import {
	fieldText,
	insertText,
	reduceTextField,
	type TextFieldAction,
	textField,
} from '../../widgets/text-field/state.ts';
import { clampList, isListAction, reduceList } from '../../widgets/virtual-list/state.ts';
import type { ConfigAction } from './keys.ts';
import { audienceLines, bytesLines, changeLines, readingLines } from './readings.ts';
import { type ConfigEvent, type ConfigIntent, type ConfigState, focusCount, focusOf } from './state.ts';

type ConfigStep = Step<ConfigState, ConfigIntent>;

const LIST = { kind: 'list' } as const;

const TEXT_FIELD_ACTIONS: ReadonlySet<string> = new Set(TEXT_FIELD_BINDINGS.map(({ action }) => action));
const isTextFieldAction = (action: ConfigAction): action is TextFieldAction => TEXT_FIELD_ACTIONS.has(action);

const intent = (wanted: ConfigIntent): Effect<ConfigIntent> => ({ kind: 'intent', intent: wanted });
const notice = (text: string, tone: 'info' | 'good' | 'bad' = 'info'): Effect<ConfigIntent> => ({
	kind: 'notice',
	text,
	tone,
});
const only = (state: ConfigState, ...effects: readonly Effect<ConfigIntent>[]): ConfigStep => ({ state, effects });

/** A new draft, and the facts as they would be with it. */
function redraft(state: ConfigState, draft: Draft): ConfigStep {
	return only({ ...state, draft, mode: LIST }, intent({ kind: 'read', draft }));
}

const drafted = (state: ConfigState, name: SettingName, text: string | undefined): ConfigStep =>
	redraft(state, new Map([...state.draft, [name, text]]));

const trustLines = (names: readonly string[]) => [
	`Saved, but what stands in a committed file must be trusted first: ${names.join(', ')}.`,
	'Let it hold on this machine?',
];

/** What the environment says can't be changed in a file. */
const locked = (state: ConfigState, row: SettingRow): ConfigStep =>
	only(state, notice(`${row.lockedBy} in the environment holds; change it there`, 'bad'));

function step(state: ConfigState, by: 1 | -1): ConfigStep {
	const focus = focusOf(state);
	if (focus?.kind !== 'setting' || !focus.row.choices) return { state };
	const { row } = focus;
	const { choices = [] } = row;
	if (row.lockedBy) return locked(state, row);
	// The facts come a moment after the key: a second one goes on from what the first one drafted.
	const text = state.draft.get(row.name) ?? row.text;
	const next = choices[(choices.indexOf(text) + by + choices.length) % choices.length];
	return drafted(state, row.name, next);
}

function edit(state: ConfigState): ConfigStep {
	const focus = focusOf(state);
	if (focus?.kind === 'event')
		return only({ ...state, busy: 'reading' }, intent({ kind: 'show', runId: focus.row.runId }));
	if (!focus) return { state };
	const { row } = focus;
	if (row.lockedBy) return locked(state, row);
	if (row.choices) return step(state, 1);
	return { state: { ...state, mode: { kind: 'edit', name: row.name, field: textField(row.text) } } };
}

function ask(state: ConfigState, title: string, lines: readonly string[], next: ConfigIntent | 'quit'): ConfigStep {
	return { state: { ...state, mode: { kind: 'question', title, lines, next } } };
}

function save(state: ConfigState): ConfigStep {
	const { draft, facts } = state;
	if (draft.size === 0) return only(state, notice('nothing has changed'));
	const broken = facts.rows.find(({ name, problem }) => draft.has(name) && problem !== undefined);
	// The facts come a moment after the key: what they say of an older draft may not be wrong any more.
	if (broken && facts.draft !== draft) return { state: { ...state, isSaveWanted: true } };
	if (broken) return only(state, notice(`${broken.label}: ${broken.problem}`, 'bad'));
	return ask(state, 'Save?', changeLines(state), { kind: 'save', draft });
}

/** What is not saved would be lost. */
export function leaveConfig(state: ConfigState): ConfigStep | undefined {
	const { size } = state.draft;
	if (size === 0) return undefined;
	const changes = `${size} change${size === 1 ? '' : 's'}`;
	return ask(state, 'Leave without saving?', [`${changes} would be lost.`], 'quit');
}

function onEvent(state: ConfigState, kind: 'retry' | 'drop'): ConfigStep {
	const focus = focusOf(state);
	if (focus?.kind !== 'event') return only(state, notice('move to an event of the queue first'));
	const { runId, slug } = focus.row;
	if (kind === 'retry') return only({ ...state, busy: 'delivering' }, intent({ kind, runId }));
	return ask(state, 'Drop for good?', [`The event of ${slug} will never be delivered.`], { kind, runId });
}

function copy(state: ConfigState): ConfigStep {
	const focus = focusOf(state);
	if (focus?.kind === 'event') return only(state, { kind: 'copy', text: focus.row.runId, what: 'id' });
	// A key is written, never read.
	if (!focus || focus.row.isSecret) return only(state, notice('a key is never copied', 'bad'));
	return only(state, { kind: 'copy', text: focus.row.text, what: focus.row.label });
}

function inList(state: ConfigState, action: ConfigAction): ConfigStep {
	if (isListAction(action)) {
		return { state: { ...state, list: reduceList(state.list, action, focusCount(state), focusCount(state)) } };
	}
	const focus = focusOf(state);
	switch (action) {
		case 'edit':
			return edit(state);
		case 'more':
			return step(state, 1);
		case 'less':
			return step(state, -1);
		case 'save':
			return save(state);
		case 'undo':
			return state.draft.size === 0 ? only(state, notice('nothing to undo')) : redraft(state, NO_DRAFT);
		case 'unset':
			if (focus?.kind !== 'setting') return { state };
			return focus.row.lockedBy ? locked(state, focus.row) : drafted(state, focus.row.name, undefined);
		case 'test':
			return only({ ...state, busy: 'testing' }, intent({ kind: 'test', draft: state.draft }));
		case 'retry':
		case 'drop':
			return onEvent(state, action);
		case 'showBytes':
			return read(state, 'What leaves', bytesLines(state));
		case 'showAudiences':
			return read(state, 'What each audience gets', audienceLines(state));
		case 'refresh':
			return only(state, intent({ kind: 'read', draft: state.draft }));
		case 'copyText':
			return copy(state);
		default:
			return { state };
	}
}

function read(state: ConfigState, title: string, lines: readonly string[]): ConfigStep {
	return { state: { ...state, mode: { kind: 'text', reading: { title, lines, top: 0 } } } };
}

function inMode(given: ConfigState, action: ConfigAction): ConfigStep {
	const state = { ...given, isSaveWanted: false };
	const { mode } = state;
	if (mode.kind === 'list') return inList(state, action);
	if (action === 'cancel') return { state: { ...state, mode: LIST } };
	switch (mode.kind) {
		case 'edit':
			if (action === 'accept') return accept(state, mode.name, fieldText(mode.field).trim());
			if (!isTextFieldAction(action)) return { state };
			return { state: { ...state, mode: { ...mode, field: reduceTextField(mode.field, action) } } };
		case 'question':
			if (action !== 'accept') return { state };
			if (mode.next === 'quit') return only(state, { kind: 'quit' });
			return only({ ...state, mode: LIST, busy: 'working' }, intent(mode.next));
		case 'text': {
			if (action === 'copyText')
				return only(state, { kind: 'copy', text: mode.reading.lines.join('\n'), what: 'text' });
			if (!isListAction(action)) return { state };
			const { reading } = mode;
			const { length } = readingLines(reading, state.size.columns);
			const top = scrolled(reading.top, action, length, innerRows(state.size.rows));
			return { state: { ...state, mode: { kind: 'text', reading: { ...reading, top } } } };
		}
	}
}

/** An empty field takes the setting out of its file; a key that was not typed stays. */
function accept(state: ConfigState, name: SettingName, text: string): ConfigStep {
	const row = state.facts.rows.find((each) => each.name === name);
	if (text === '' && row?.isSecret) return { state: { ...state, mode: LIST } };
	if (text === row?.text) return { state: { ...state, mode: LIST } };
	return drafted(state, name, text === '' ? undefined : text);
}

function onWorld(state: ConfigState, event: ConfigEvent, nowMs: number): ConfigStep {
	const idle = { ...state, busy: undefined };
	switch (event.kind) {
		case 'facts': {
			const next = { ...state, facts: event.facts };
			const shown = { ...next, list: clampList(next.list, focusCount(next), focusCount(next)) };
			return shown.isSaveWanted && shown.facts.draft === shown.draft
				? save({ ...shown, isSaveWanted: false })
				: { state: shown };
		}
		case 'saved': {
			const read = intent({ kind: 'read', draft: NO_DRAFT });
			const saved = { ...idle, draft: NO_DRAFT, hasSaved: true };
			if (event.inert.length > 0)
				return {
					...ask(saved, 'Trust this project’s settings?', trustLines(event.inert), { kind: 'trust' }),
					effects: [read],
				};
			const words = event.notes.length === 0 ? 'saved' : event.notes.join('; ');
			return only(saved, notice(words, event.notes.length === 0 ? 'good' : 'info'), read);
		}
		case 'tested':
			return only(
				{ ...idle, tested: { isGood: event.isGood, words: event.words, atMs: nowMs } },
				notice(event.words, event.isGood ? 'good' : 'bad'),
			);
		case 'event':
			return read(idle, event.title, event.lines);
		case 'done':
			return only(idle, notice(event.words, 'good'), intent({ kind: 'read', draft: state.draft }));
		case 'failed':
			return only(idle, notice(event.words, 'bad'), intent({ kind: 'read', draft: state.draft }));
	}
}

/** The settings screen: everything that can happen to it. */
export function reduceConfig(
	state: ConfigState,
	input: ScreenInput<ConfigAction, ConfigEvent>,
	nowMs: number,
): ConfigStep {
	switch (input.kind) {
		case 'resize':
			return { state: { ...state, size: input.size } };
		case 'text':
			return state.mode.kind === 'edit'
				? { state: { ...state, mode: { ...state.mode, field: insertText(state.mode.field, input.text) } } }
				: { state };
		case 'action':
			return inMode(state, input.action);
		case 'event':
			return onWorld(state, input.event, nowMs);
	}
}
