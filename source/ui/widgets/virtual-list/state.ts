/** Where a list stands: what is selected, and what is on screen. Nothing of the rows themselves. */
export interface ListState {
	readonly selected: number;
	/** First row on screen. */
	readonly top: number;
}

export const LIST_START: ListState = { selected: 0, top: 0 };

export const LIST_ACTIONS = ['up', 'down', 'pageUp', 'pageDown', 'halfUp', 'halfDown', 'first', 'last'] as const;
export type ListAction = (typeof LIST_ACTIONS)[number];

export const isListAction = (action: string): action is ListAction =>
	(LIST_ACTIONS as readonly string[]).includes(action);

/** Brings a list into its bounds: the selected row is there, and on screen, and no room is left unused. */
export function clampList({ selected, top }: ListState, count: number, rows: number): ListState {
	const height = Math.max(1, rows);
	const row = Math.max(0, Math.min(selected, count - 1));
	const lowest = Math.max(0, Math.min(top, count - height));
	return { selected: row, top: Math.max(0, Math.min(Math.max(lowest, row - height + 1), row)) };
}

/** Rows that a key moves by. */
export function movedBy(action: ListAction, count: number, rows: number): number {
	const page = Math.max(1, rows - 1);
	const half = Math.max(1, Math.floor(rows / 2));
	const steps: Readonly<Record<ListAction, number>> = {
		up: -1,
		down: 1,
		pageUp: -page,
		pageDown: page,
		halfUp: -half,
		halfDown: half,
		first: -count,
		last: count,
	};
	return steps[action];
}

/** @param count of all rows; @param rows of the screen that the list has */
export function reduceList(state: ListState, action: ListAction, count: number, rows: number): ListState {
	return clampList({ ...state, selected: state.selected + movedBy(action, count, rows) }, count, rows);
}
