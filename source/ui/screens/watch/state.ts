import { nextWindow } from '../../../core/history/time-window.ts';
import type { Effect, ScreenInput, Step } from '../../screen.ts';
import { insertText, reduceTextField, type TextFieldAction, textField } from '../../widgets/text-field/state.ts';
import { isListAction } from '../../widgets/virtual-list/state.ts';
import { followRows, moveList, selectedRow, settled, toFailure } from './lists.ts';
import { PANES, type Pane, type WatchAction, type WatchIntent, type WatchNews, type WatchState } from './model.ts';
import { scrollOpened } from './opened.ts';
import { nextSorting } from './rows.ts';

type Result = Step<WatchState, WatchIntent>;

const notice = (text: string): Effect<WatchIntent> => ({ kind: 'notice', text, tone: 'info' });
const askDetails = (key: string): Effect<WatchIntent> => ({ kind: 'intent', intent: { kind: 'details', key } });

function openRow(state: WatchState, nowMs: number): Result {
	const row = selectedRow(state, nowMs);
	if (!row) return { state, effects: [notice('nothing is selected')] };
	if ('filter' in row && row.filter !== undefined) {
		const filter = insertText(textField(), row.filter);
		return { state: settled({ ...state, filter, pane: 'runs' }, nowMs) };
	}
	if (row.details === undefined)
		return { state, effects: [notice('another program runs this; there are no details yet')] };
	return {
		state: { ...state, open: { key: row.details, details: undefined, top: 0 } },
		effects: [askDetails(row.details)],
	};
}

function findFailure(state: WatchState, step: 1 | -1, nowMs: number): Result {
	const found = toFailure(state, step, nowMs);
	if (!found) return { state, effects: [notice('no failed run here')] };
	return found.open ? openRow(found, nowMs) : { state: found };
}

function copyRow(state: WatchState, nowMs: number): Result {
	const open = state.open?.details;
	const text = open ? (open.runId ?? open.slug) : selectedRow(state, nowMs)?.copied;
	if (!text) return { state, effects: [notice('nothing to copy')] };
	return { state, effects: [{ kind: 'copy', text, what: text }] };
}

const paneAt = (pane: Pane, step: number): Pane =>
	PANES[(PANES.indexOf(pane) + step + PANES.length) % PANES.length] ?? 'runs';

const isPane = (action: string): action is Pane => (PANES as readonly string[]).includes(action);

function act(state: WatchState, action: WatchAction, nowMs: number): Result {
	if (state.isFiltering) return actOnFilter(state, action, nowMs);
	if (isListAction(action)) return { state: scrollOpened(state, action, nowMs) ?? moveList(state, action, nowMs) };
	if (isPane(action)) return { state: settled({ ...state, pane: action }, nowMs) };
	switch (action) {
		case 'nextPane':
			return { state: settled({ ...state, pane: paneAt(state.pane, 1) }, nowMs) };
		case 'previousPane':
			return { state: settled({ ...state, pane: paneAt(state.pane, -1) }, nowMs) };
		case 'open':
			return openRow(state, nowMs);
		case 'close':
			if (state.open) return { state: { ...state, open: undefined } };
			return {
				state: settled({ ...state, filter: textField(), window: state.firstWindow }, nowMs),
			};
		case 'filter':
			return { state: settled({ ...state, isFiltering: true, pane: 'runs' }, nowMs) };
		case 'sort':
			return { state: settled({ ...state, sorting: nextSorting(state.sorting), pane: 'runs' }, nowMs) };
		case 'reverse':
			return {
				state: settled({ ...state, sorting: { ...state.sorting, isDescending: !state.sorting.isDescending } }, nowMs),
			};
		case 'window':
			return { state: settled({ ...state, window: nextWindow(state.window) }, nowMs) };
		case 'nextFailure':
			return findFailure(state, 1, nowMs);
		case 'previousFailure':
			return findFailure(state, -1, nowMs);
		case 'copy':
			return copyRow(state, nowMs);
		case 'refresh':
			return { state, effects: [{ kind: 'intent', intent: { kind: 'refresh' } }, notice('read again')] };
		default:
			return { state };
	}
}

function actOnFilter(state: WatchState, action: WatchAction, nowMs: number): Result {
	if (action === 'apply') return { state: settled({ ...state, isFiltering: false }, nowMs) };
	if (action === 'cancel') {
		return { state: settled({ ...state, isFiltering: false, filter: textField() }, nowMs) };
	}
	const filter = reduceTextField(state.filter, action as TextFieldAction);
	return { state: settled({ ...state, filter }, nowMs) };
}

function onNews(state: WatchState, news: WatchNews, nowMs: number): Result {
	if (news.kind === 'details') {
		if (state.open?.key !== news.key) return { state };
		if (!news.details) return { state: { ...state, open: undefined }, effects: [notice('that run is gone')] };
		return { state: { ...state, open: { ...state.open, details: news.details } } };
	}
	const next = followRows(state, { ...state, watched: news.watched }, nowMs);
	if (!state.open) return { state: next };
	return { state: next, effects: [askDetails(state.open.key)] };
}

export function reduceWatch(state: WatchState, input: ScreenInput<WatchAction, WatchNews>, nowMs: number): Result {
	switch (input.kind) {
		case 'action':
			return act(state, input.action, nowMs);
		case 'text':
			return { state: settled({ ...state, filter: insertText(state.filter, input.text) }, nowMs) };
		case 'resize':
			return { state: settled({ ...state, size: input.size }, nowMs) };
		case 'event':
			return onNews(state, input.event, nowMs);
	}
}
