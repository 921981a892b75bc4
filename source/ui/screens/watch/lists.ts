import { clampList, type ListAction, type ListState, reduceList } from '../../widgets/virtual-list/state.ts';
import { layoutOf, roomOf } from './layout.ts';
import { PANES, type Pane, type WatchState } from './model.ts';
import { isFailed } from './rows.ts';
import { dashboardOf, shownRows } from './selectors.ts';

/** Rows of the screen that a pane's list has. */
function heightOf(state: WatchState, pane: Pane, nowMs: number): number {
	return roomOf(layoutOf(state.size, dashboardOf(state, nowMs), state.pane), pane);
}

function withList(state: WatchState, pane: Pane, list: ListState): WatchState {
	return { ...state, lists: { ...state.lists, [pane]: list } };
}

/** Every list within its bounds again. */
export function settled(state: WatchState, nowMs: number): WatchState {
	const rows = shownRows(state, nowMs);
	return PANES.reduce(
		(sum, pane) => withList(sum, pane, clampList(sum.lists[pane], rows[pane].length, heightOf(state, pane, nowMs))),
		state,
	);
}

/** Whoever has gone down a list stays with the row; whoever is at the top stays at the top. */
export function followRows(before: WatchState, after: WatchState, nowMs: number): WatchState {
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

/** The list of the active pane, moved by a key. */
export function moveList(state: WatchState, action: ListAction, nowMs: number): WatchState {
	const { pane } = state;
	const count = shownRows(state, nowMs)[pane].length;
	return withList(state, pane, reduceList(state.lists[pane], action, count, heightOf(state, pane, nowMs)));
}

/** The row that the pointer is at. */
export const selectedRow = (state: WatchState, nowMs: number) =>
	shownRows(state, nowMs)[state.pane][state.lists[state.pane].selected];

/** With the pointer at the next failed run, round and round; undefined where there is none. */
export function toFailure(state: WatchState, step: 1 | -1, nowMs: number): WatchState | undefined {
	const { runs } = shownRows(state, nowMs);
	const { selected } = state.lists.runs;
	const order = runs.map((_, index) => (selected + step * (index + 1) + runs.length * 2) % runs.length);
	const found = order.find((index) => {
		const row = runs[index];
		return row !== undefined && isFailed(row);
	});
	if (found === undefined) return undefined;
	return settled({ ...withList(state, 'runs', { ...state.lists.runs, selected: found }), pane: 'runs' }, nowMs);
}
