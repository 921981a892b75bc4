import type { TimeWindow } from '../../../core/history/time-window.ts';
import type { RunDetails } from '../../../core/run-details.ts';
import type { Watched } from '../../../core/watch/dashboard.ts';
import type { Size } from '../../screen.ts';
import type { Sorting } from '../../widgets/table/layout.ts';
import { type TextFieldAction, type TextFieldState, textField } from '../../widgets/text-field/state.ts';
import { LIST_START, type ListAction, type ListState } from '../../widgets/virtual-list/state.ts';
import type { RunsColumn } from './rows.ts';

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

export const initialWatch = (watched: Watched, window: TimeWindow): WatchState => ({
	watched,
	window,
	firstWindow: window,
	pane: 'runs',
	lists: { now: LIST_START, runs: LIST_START, failures: LIST_START, delivery: LIST_START },
	filter: textField(),
	isFiltering: false,
	sorting: { column: 'ended', isDescending: true },
	open: undefined,
	size: { columns: 80, rows: 22 },
});
