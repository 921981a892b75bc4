import { parseHistoryFilter } from '../../../core/history/filter.ts';
import { firstOrder, type SortColumn } from '../../../core/history/order.ts';
import { type ShownRecords, shownRecords } from '../../../core/history/shown.ts';
import { nextWindow } from '../../../core/history/time-window.ts';
import type { Effect, ScreenInput, Step } from '../../screen.ts';
import { reduceSelect } from '../../widgets/select/state.ts';
import {
	fieldText,
	insertText,
	reduceTextField,
	type TextFieldAction,
	textField,
} from '../../widgets/text-field/state.ts';
import { clampList, isListAction, type ListAction, reduceList } from '../../widgets/virtual-list/state.ts';
import { COLUMN_OPTIONS } from './columns.ts';
import type { HistoryAction } from './keys.ts';
import { tableHeight } from './layout.ts';
import { type HistoryEvent, type HistoryIntent, type HistoryState, selectedRecord } from './model.ts';
import { scrollOpened } from './opened.ts';

type Result = Step<HistoryState, HistoryIntent>;

const notice = (text: string): readonly Effect<HistoryIntent>[] => [{ kind: 'notice', text, tone: 'info' }];

/** Works out again what is shown, and keeps the pointer at the run where it was. */
function show(state: HistoryState, nowMs: number): HistoryState {
	const identity = selectedRecord(state)?.identity;
	const shown = shownRecords(state.records, state, nowMs);
	const place = identity === undefined ? -1 : shown.placeOf(identity);
	const moved = { ...state, shown, atMs: nowMs };
	const list = place < 0 ? { selected: state.list.selected, top: state.list.top } : { ...state.list, selected: place };
	return { ...moved, list: clampList(list, shown.length, tableHeight(moved)) };
}

/** What changes the rows puts the pointer to the first of them. */
const showFromTop = (state: HistoryState, nowMs: number): HistoryState => ({
	...state,
	shown: shownRecords(state.records, state, nowMs),
	atMs: nowMs,
	list: { selected: 0, top: 0 },
});

function onEvent(state: HistoryState, event: HistoryEvent, nowMs: number): Result {
	switch (event.kind) {
		case 'records': {
			const { records, total, isLoading } = event;
			return { state: show({ ...state, records, total, isLoading, problem: '' }, nowMs) };
		}
		case 'problem':
			return { state: { ...state, isLoading: false, problem: event.text } };
		case 'insights':
			return { state: { ...state, insights: event.insights } };
		case 'details': {
			if (!event.details)
				return { state: { ...state, mode: 'table', opened: [] }, effects: notice('this run is no longer there') };
			return { state: { ...state, details: new Map([...state.details, [event.identity, event.details]]) } };
		}
	}
}

function retype(state: HistoryState, field: HistoryState['field'], nowMs: number): HistoryState {
	const filter = parseHistoryFilter(fieldText(field));
	return showFromTop({ ...state, field, filter }, nowMs);
}

function sortBy(state: HistoryState, step: 1 | -1, nowMs: number): HistoryState {
	const names: readonly SortColumn[] = ['slug', ...COLUMN_OPTIONS.map(({ name }) => name as SortColumn)].filter(
		(name): name is SortColumn => name === 'slug' || state.columns.chosen.has(name),
	);
	const at = names.indexOf(state.order.column);
	const column = names[(at + step + names.length) % names.length] ?? 'slug';
	return showFromTop({ ...state, order: firstOrder(column) }, nowMs);
}

function open(state: HistoryState, identities: readonly string[], mode: 'details' | 'comparison'): Result {
	// Read again whenever it is opened: it may have changed since.
	const details = new Map([...state.details].filter(([identity]) => !identities.includes(identity)));
	return {
		state: { ...state, mode, opened: identities, details, top: 0 },
		effects: identities.map((identity) => ({ kind: 'intent', intent: { kind: 'details', identity } })),
	};
}

function toFailure(state: HistoryState, step: 1 | -1): Result {
	const { shown, list } = state;
	const at = (place: number) => (place < 0 ? undefined : shown.slice(place, place + 1)[0]);
	let place = list.selected + step;
	let record = at(place);
	while (record && record.status !== 'failed') {
		place += step;
		record = at(place);
	}
	if (!record) return { state, effects: notice(step === 1 ? 'no failure further down' : 'no failure further up') };
	const moved = { ...state, list: clampList({ ...list, selected: place }, shown.length, tableHeight(state)) };
	return state.mode === 'details' ? open(moved, [record.identity], 'details') : { state: moved };
}

function mark(state: HistoryState): Result {
	const identity = selectedRecord(state)?.identity;
	if (identity === undefined) return { state };
	if (state.marked.includes(identity))
		return { state: { ...state, marked: state.marked.filter((one) => one !== identity) } };
	if (state.marked.length === 2)
		return { state, effects: notice('two are marked already; c compares them, esc takes the marks away') };
	return { state: { ...state, marked: [...state.marked, identity] } };
}

function compare(state: HistoryState): Result {
	const here = selectedRecord(state)?.identity;
	const two = state.marked.length === 2 ? state.marked : [...state.marked, ...(here === undefined ? [] : [here])];
	if (new Set(two).size < 2) return { state, effects: notice('mark one run with m, then compare it with another') };
	return open(state, two, 'comparison');
}

const identitiesOf = (shown: ShownRecords) => shown.slice(0, shown.length).map(({ identity }) => identity);

function exportShown(state: HistoryState): Result {
	if (state.shown.length === 0) return { state, effects: notice('nothing is shown, so there is nothing to export') };
	if (state.isLoading) return { state, effects: notice('still reading; export when all of it is there') };
	return {
		state,
		effects: [{ kind: 'intent', intent: { kind: 'export', identities: identitiesOf(state.shown) } }],
	};
}

function askInsights(state: HistoryState): Result {
	if (state.shown.length === 0) return { state, effects: notice('nothing is shown that could say something') };
	const identities = identitiesOf(state.shown);
	return {
		state: { ...state, mode: 'insights', insights: undefined, top: 0 },
		effects: [{ kind: 'intent', intent: { kind: 'insights', identities } }],
	};
}

function copy(state: HistoryState): Result {
	const record = selectedRecord(state);
	if (!record) return { state };
	if (record.runId === '')
		return { state, effects: [{ kind: 'copy', text: record.name, what: `the name ${record.name}` }] };
	return { state, effects: [{ kind: 'copy', text: record.runId, what: `the run id ${record.runId}` }] };
}

const move = (state: HistoryState, action: ListAction, nowMs: number): HistoryState =>
	scrollOpened(state, action, nowMs) ?? {
		...state,
		list: reduceList(state.list, action, state.shown.length, tableHeight(state)),
	};

function onAction(state: HistoryState, action: HistoryAction, nowMs: number): Result {
	if (state.mode === 'columns' && ['up', 'down', 'toggle'].includes(action)) {
		const names = COLUMN_OPTIONS.map(({ name }) => name);
		return { state: { ...state, columns: reduceSelect(state.columns, action as 'up' | 'down' | 'toggle', names) } };
	}
	if (isListAction(action)) return { state: move(state, action, nowMs) };
	switch (action) {
		case 'open': {
			const record = selectedRecord(state);
			return record ? open(state, [record.identity], 'details') : { state };
		}
		case 'close':
			return { state: { ...state, mode: 'table', opened: [] } };
		case 'back':
			return { state: retype({ ...state, window: 'all', marked: [] }, textField(), nowMs) };
		case 'filter':
			return { state: { ...state, mode: 'filter' } };
		case 'accept':
			return { state: { ...state, mode: 'table' } };
		case 'cancel':
			return { state: { ...retype(state, textField(), nowMs), mode: 'table' } };
		case 'sort':
			return { state: sortBy(state, 1, nowMs) };
		case 'sortBack':
			return { state: sortBy(state, -1, nowMs) };
		case 'reverse':
			return {
				state: showFromTop({ ...state, order: { ...state.order, isDescending: !state.order.isDescending } }, nowMs),
			};
		case 'window':
			return { state: showFromTop({ ...state, window: nextWindow(state.window) }, nowMs) };
		case 'columns':
			return { state: { ...state, mode: 'columns' } };
		case 'stats':
			return { state: show({ ...state, hasStats: !state.hasStats }, nowMs) };
		case 'insights':
			return askInsights(state);
		case 'mark':
			return mark(state);
		case 'compare':
			return compare(state);
		case 'export':
			return exportShown(state);
		case 'copy':
			return copy(state);
		case 'nextFailure':
			return toFailure(state, 1);
		case 'previousFailure':
			return toFailure(state, -1);
		case 'refresh':
			return { state: { ...state, isLoading: true }, effects: [{ kind: 'intent', intent: { kind: 'refresh' } }] };
		default:
			return { state: retype(state, reduceTextField(state.field, action as TextFieldAction), nowMs) };
	}
}

export function reduceHistory(
	state: HistoryState,
	input: ScreenInput<HistoryAction, HistoryEvent>,
	nowMs: number,
): Result {
	switch (input.kind) {
		case 'resize':
			return { state: show({ ...state, size: input.size }, nowMs) };
		case 'text':
			return { state: retype(state, insertText(state.field, input.text), nowMs) };
		case 'event':
			return onEvent(state, input.event, nowMs);
		case 'action':
			return onAction(state, input.action, nowMs);
	}
}
