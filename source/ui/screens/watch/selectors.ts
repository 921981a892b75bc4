import type { TimeWindow } from '../../../core/history/time-window.ts';
import { type Dashboard, dashboard, type Watched } from '../../../core/watch/dashboard.ts';
import { rememberLast } from '../../remember.ts';
import type { Sorting } from '../../widgets/table/layout.ts';
import { fieldText, type TextFieldState } from '../../widgets/text-field/state.ts';
import { type Rows, type RunsColumn, rowsOf } from './rows.ts';

interface Selected {
	readonly watched: Watched;
	readonly window: TimeWindow;
	readonly filter: TextFieldState;
	readonly sorting: Sorting<RunsColumn>;
}

const dashboardFor = rememberLast(dashboard);
const rowsFor = rememberLast(rowsOf);

/** Nothing that is shown is finer than a second: keys within one need no new figures. */
const SECOND_MS = 1_000;

const momentOf = ({ facts: { readAtMs } }: Watched, nowMs: number) =>
	nowMs < readAtMs ? nowMs : nowMs - ((nowMs - readAtMs) % SECOND_MS);

/** What is watched, as of a moment. */
export const dashboardOf = ({ watched, window }: Selected, nowMs: number): Dashboard =>
	dashboardFor(watched, window, momentOf(watched, nowMs));

/** The rows of every pane, filtered and sorted. */
export const shownRows = (state: Selected, nowMs: number): Rows =>
	rowsFor(dashboardOf(state, nowMs), fieldText(state.filter), state.sorting);
