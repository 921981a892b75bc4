import { type HistoryFilter, parseHistoryFilter } from '../../../core/history/filter.ts';
import { NEWEST_FIRST, type Order } from '../../../core/history/order.ts';
import type { HistoryRecord } from '../../../core/history/record.ts';
import { NONE_SHOWN, type ShownRecords } from '../../../core/history/shown.ts';
import type { TimeWindow } from '../../../core/history/time-window.ts';
import type { Insights } from '../../../core/insights/insights.ts';
import type { RunDetails } from '../../../core/run-details.ts';
import type { Size } from '../../screen.ts';
import type { SelectState } from '../../widgets/select/state.ts';
import { fieldText, insertText, type TextFieldState, textField } from '../../widgets/text-field/state.ts';
import { LIST_START, type ListState } from '../../widgets/virtual-list/state.ts';

/** From here, because what it prepares is kept beside the code that looks at it, and chunks have their own of each file. */
export { prepareOrder } from '../../../core/history/shown.ts';

export type HistoryMode = 'table' | 'filter' | 'columns' | 'details' | 'comparison' | 'insights';

/** What runs say together, and how a moment is told in their zone: screens know neither clock nor zone. */
export interface ShownInsights {
	readonly insights: Insights;
	readonly formatTime: (ms: number) => string;
	/** How many of them were left out, the last. */
	readonly omitted: number;
}

export interface HistoryState {
	readonly size: Size;
	readonly mode: HistoryMode;
	/** What has been read so far, newest first. */
	readonly records: readonly HistoryRecord[];
	/** How many there are, read or not. */
	readonly total: number;
	readonly isLoading: boolean;
	/** Why nothing new comes any more; '' while it does. */
	readonly problem: string;
	readonly field: TextFieldState;
	readonly filter: HistoryFilter;
	readonly window: TimeWindow;
	readonly order: Order;
	/** Of the records those that filter and window leave, in order. */
	readonly shown: ShownRecords;
	readonly list: ListState;
	readonly columns: SelectState;
	readonly hasStats: boolean;
	/** Identities of runs that are to be compared, two at most. */
	readonly marked: readonly string[];
	/** Runs that are looked at, as far as they have been read. */
	readonly opened: readonly string[];
	readonly details: ReadonlyMap<string, RunDetails>;
	/** Of the runs that were shown when they were asked for. */
	readonly insights: ShownInsights | undefined;
	readonly top: number;
	/** When the window was looked at last. */
	readonly atMs: number;
}

export type HistoryEvent =
	| {
			readonly kind: 'records';
			readonly records: readonly HistoryRecord[];
			readonly total: number;
			readonly isLoading: boolean;
	  }
	| { readonly kind: 'details'; readonly identity: string; readonly details: RunDetails | undefined }
	| { readonly kind: 'insights'; readonly insights: ShownInsights }
	| { readonly kind: 'problem'; readonly text: string };

export type HistoryIntent =
	| { readonly kind: 'refresh' }
	| { readonly kind: 'details'; readonly identity: string }
	| { readonly kind: 'insights'; readonly identities: readonly string[] }
	/** In this order. */
	| { readonly kind: 'export'; readonly identities: readonly string[] };

/** What a screen begins with: what has been read already, and what is given on the command line. */
export interface HistoryStart {
	readonly records?: readonly HistoryRecord[];
	readonly total?: number;
	readonly isLoading?: boolean;
	/** As it would be typed. */
	readonly filter?: string;
	readonly window?: TimeWindow;
	readonly order?: Order;
}

/** Columns that are there unless others are chosen. */
const FIRST_COLUMNS = ['status', 'stage', 'duration', 'tokens', 'cost', 'time'];

export function historyState(start: HistoryStart = {}): HistoryState {
	const { records = [], total = records.length, isLoading = true, window = 'all', order = NEWEST_FIRST } = start;
	const field = insertText(textField(), start.filter ?? '');
	return {
		size: { columns: 80, rows: 22 },
		mode: 'table',
		records,
		total,
		isLoading,
		problem: '',
		field,
		filter: parseHistoryFilter(fieldText(field)),
		window,
		order,
		shown: NONE_SHOWN,
		list: LIST_START,
		columns: { selected: 0, chosen: new Set(FIRST_COLUMNS) },
		hasStats: false,
		marked: [],
		opened: [],
		details: new Map(),
		insights: undefined,
		top: 0,
		atMs: 0,
	};
}

/** The run that the pointer is at. */
export const selectedRecord = ({ shown, list }: HistoryState): HistoryRecord | undefined =>
	shown.slice(list.selected, list.selected + 1)[0];
