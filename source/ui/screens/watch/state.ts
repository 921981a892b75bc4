import { nextWindow, type TimeWindow } from '../../../core/history/time-window.ts';
import type { Watched } from '../../../core/watch/dashboard.ts';
import type { RunDetails } from '../../../core/watch/run-details.ts';
import type { Effect, ScreenInput, Size, Step } from '../../screen.ts';
import type { Sorting } from '../../widgets/table/layout.ts';
import {
	insertText,
	reduceTextField,
	type TextFieldAction,
	type TextFieldState,
} from '../../widgets/text-field/state.ts';
import {
	clampList,
	isListAction,
	LIST_START,
	type ListAction,
	type ListState,
	reduceList,
} from '../../widgets/virtual-list/state.ts';
import { layoutOf, roomOf } from './layout.ts';
import { isFailed, nextSorting, type RunsColumn } from './rows.ts';
import { dashboardOf, shownRows } from './selectors.ts';

export const PANES = ['now', 'runs', 'failures', 'delivery'] as const;
export type Pane = (typeof PANES)[number];

export interface WatchState {
	readonly watched: Watched;
	readonly window: TimeWindow;
	/** The one that it was started with; esc leads back to it. */
	readonly firstWindow: TimeWindow;
	readonly pane: Pane;
	readonly lists: Readonly<Record<Pane, ListState>>;
	readonly filter: TextFieldState;
	readonly isFiltering: boolean;
	readonly sorting: Sorting<RunsColumn>;
	/** What is open over the panes; its details are absent until they are read. */
	readonly open: { readonly key: string; readonly details: RunDetails | undefined; readonly top: number } | undefined;
	readonly size: Size;
}

export type WatchAction =
	| ListAction
	| Pane
	| Exclude<TextFieldAction, ListAction>
	| 'nextPane'
	| 'previousPane'
	| 'open'
	| 'close'
	| 'filter'
	| 'apply'
	| 'cancel'
	| 'sort'
	| 'reverse'
	| 'window'
	| 'nextFailure'
	| 'previousFailure'
	| 'copy'
	| 'refresh';

export type WatchNews =
	| { readonly kind: 'facts'; readonly watched: Watched }
	| { readonly kind: 'details'; readonly key: string; readonly details: RunDetails | undefined };

export type WatchIntent = { readonly kind: 'refresh' } | { readonly kind: 'details'; readonly key: string };

type Result = Step<WatchState, WatchIntent>;

export const initialWatch = (watched: Watched, window: TimeWindow): WatchState => ({
	watched,
	window,
	firstWindow: window,
	pane: 'runs',
	lists: { now: LIST_START, runs: LIST_START, failures: LIST_START, delivery: LIST_START },
	filter: { characters: [], cursor: 0 },
	isFiltering: false,
	sorting: { column: 'ended', isDescending: true },
	open: undefined,
	size: { columns: 80, rows: 22 },
});

/** Rows of the screen that a pane's list has. */
function heightOf(state: WatchState, pane: Pane, nowMs: number): number {
	return roomOf(layoutOf(state.size, dashboardOf(state, nowMs), state.pane), pane);
}

function withList(state: WatchState, pane: Pane, list: ListState): WatchState {
	return { ...state, lists: { ...state.lists, [pane]: list } };
}

/** Every list within its bounds again. */
function settled(state: WatchState, nowMs: number): WatchState {
	const rows = shownRows(state, nowMs);
	return PANES.reduce(
		(sum, pane) => withList(sum, pane, clampList(sum.lists[pane], rows[pane].length, heightOf(state, pane, nowMs))),
		state,
	);
}

/** Whoever has gone down a list stays with the row; whoever is at the top stays at the top. */
function followRows(before: WatchState, after: WatchState, nowMs: number): WatchState {
	const [old, now] = [shownRows(before, nowMs), shownRows(after, nowMs)];
	const moved = PANES.reduce((sum, pane) => {
		const list = sum.lists[pane];
		const key = list.selected === 0 ? undefined : old[pane][list.selected]?.key;
		const index = key === undefined ? -1 : now[pane].findIndex((row) => row.key === key);
		if (index < 0) return sum;
		return withList(sum, pane, { selected: index, top: list.top + index - list.selected });
	}, after);
	return settled(moved, nowMs);
}

const notice = (text: string): Effect<WatchIntent> => ({ kind: 'notice', text, tone: 'info' });

function openRow(state: WatchState, nowMs: number): Result {
	const rows = shownRows(state, nowMs);
	const row = rows[state.pane][state.lists[state.pane].selected];
	if (!row) return { state, effects: [notice('nothing is selected')] };
	if ('filter' in row && row.filter !== undefined) {
		const filter = insertText({ characters: [], cursor: 0 }, row.filter);
		return { state: settled({ ...state, filter, pane: 'runs' }, nowMs) };
	}
	if (row.details === undefined)
		return { state, effects: [notice('another program runs this; there are no details yet')] };
	return {
		state: { ...state, open: { key: row.details, details: undefined, top: 0 } },
		effects: [{ kind: 'intent', intent: { kind: 'details', key: row.details } }],
	};
}

function findFailure(state: WatchState, step: 1 | -1, nowMs: number): Result {
	const { runs } = shownRows(state, nowMs);
	const { selected } = state.lists.runs;
	const order = runs.map((_, index) => (selected + step * (index + 1) + runs.length * 2) % runs.length);
	const found = order.find((index) => {
		const row = runs[index];
		return row !== undefined && isFailed(row);
	});
	if (found === undefined) return { state, effects: [notice('no failed run here')] };
	const list = { ...state.lists.runs, selected: found };
	return { state: settled({ ...withList(state, 'runs', list), pane: 'runs' }, nowMs) };
}

function copyRow(state: WatchState, nowMs: number): Result {
	const open = state.open?.details;
	const row = shownRows(state, nowMs)[state.pane][state.lists[state.pane].selected];
	const text = open ? (open.runId ?? open.slug) : row?.copied;
	if (!text) return { state, effects: [notice('nothing to copy')] };
	return { state, effects: [{ kind: 'copy', text, what: text }] };
}

const paneAt = (pane: Pane, step: number): Pane =>
	PANES[(PANES.indexOf(pane) + step + PANES.length) % PANES.length] ?? 'runs';

const isPane = (action: string): action is Pane => (PANES as readonly string[]).includes(action);

function scroll(state: WatchState, action: ListAction): WatchState {
	if (!state.open) return state;
	// The view knows how long it is; here it only must not run away.
	const page = Math.max(1, state.size.rows - 4);
	const steps: Readonly<Record<ListAction, number>> = {
		up: -1,
		down: 1,
		pageUp: -page,
		pageDown: page,
		halfUp: -Math.ceil(page / 2),
		halfDown: Math.ceil(page / 2),
		first: Number.NEGATIVE_INFINITY,
		last: Number.POSITIVE_INFINITY,
	};
	const top = Math.max(0, Math.min(state.open.top + steps[action], LONGEST_DETAILS));
	return { ...state, open: { ...state.open, top } };
}

const LONGEST_DETAILS = 100_000;

function act(state: WatchState, action: WatchAction, nowMs: number): Result {
	if (state.isFiltering) return actOnFilter(state, action, nowMs);
	if (isListAction(action)) {
		if (state.open) return { state: scroll(state, action) };
		const { pane } = state;
		const count = shownRows(state, nowMs)[pane].length;
		return { state: withList(state, pane, reduceList(state.lists[pane], action, count, heightOf(state, pane, nowMs))) };
	}
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
				state: settled({ ...state, filter: { characters: [], cursor: 0 }, window: state.firstWindow }, nowMs),
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
		return { state: settled({ ...state, isFiltering: false, filter: { characters: [], cursor: 0 } }, nowMs) };
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
	return { state: next, effects: [{ kind: 'intent', intent: { kind: 'details', key: state.open.key } }] };
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
