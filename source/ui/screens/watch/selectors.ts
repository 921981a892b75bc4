import type { TimeWindow } from '../../../core/history/time-window.ts';
import { type Dashboard, dashboard, type Watched } from '../../../core/watch/dashboard.ts';
import type { Sorting } from '../../widgets/table/layout.ts';
import { fieldText, type TextFieldState } from '../../widgets/text-field/state.ts';
import { type Rows, type RunsColumn, rowsOf } from './rows.ts';

interface Selected {
	readonly watched: Watched;
	readonly window: TimeWindow;
	readonly filter: TextFieldState;
	readonly sorting: Sorting<RunsColumn>;
}

interface Kept<Value> {
	readonly parts: readonly unknown[];
	readonly value: Value;
}

/** Remembers the last result for an object: one key press asks for the same many times. */
function remember<Subject extends object, Value>(make: (subject: Subject, ...parts: readonly unknown[]) => Value) {
	const kept = new WeakMap<Subject, Kept<Value>>();
	return (subject: Subject, ...parts: readonly unknown[]): Value => {
		const known = kept.get(subject);
		if (known?.parts.every((part, index) => part === parts[index])) return known.value;
		const value = make(subject, ...parts);
		kept.set(subject, { parts, value });
		return value;
	};
}

const dashboardFor = remember((watched: Watched, window, nowMs) =>
	dashboard(watched, window as TimeWindow, nowMs as number),
);
const rowsFor = remember((shown: Dashboard, filter, sorting) =>
	rowsOf(shown, filter as string, sorting as Sorting<RunsColumn>),
);

const SECOND_MS = 1_000;

/** Nothing that is shown is finer than a second: keys within one need no new figures. */
const momentOf = ({ facts: { readAtMs } }: Watched, nowMs: number) =>
	nowMs < readAtMs ? nowMs : nowMs - ((nowMs - readAtMs) % SECOND_MS);

/** What is watched, as of a moment. */
export const dashboardOf = ({ watched, window }: Selected, nowMs: number): Dashboard =>
	dashboardFor(watched, window, momentOf(watched, nowMs));

/** The rows of every pane, filtered and sorted. */
export const shownRows = (state: Selected, nowMs: number): Rows =>
	rowsFor(dashboardOf(state, nowMs), fieldText(state.filter), state.sorting);
