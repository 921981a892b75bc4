import type { Keymap } from '../../keymap/keymap.ts';
import { SCROLL_BINDINGS } from '../../widgets/scroll/keys.ts';
import { SELECT_BINDINGS } from '../../widgets/select/keys.ts';
import type { SelectAction } from '../../widgets/select/state.ts';
import { TEXT_FIELD_BINDINGS } from '../../widgets/text-field/keys.ts';
import type { TextFieldAction } from '../../widgets/text-field/state.ts';
import { LIST_BINDINGS } from '../../widgets/virtual-list/keys.ts';
import type { ListAction } from '../../widgets/virtual-list/state.ts';

export type HistoryAction =
	| ListAction
	| SelectAction
	| TextFieldAction
	| 'open'
	| 'close'
	| 'back'
	| 'filter'
	| 'accept'
	| 'cancel'
	| 'sort'
	| 'sortBack'
	| 'reverse'
	| 'window'
	| 'columns'
	| 'stats'
	| 'insights'
	| 'mark'
	| 'compare'
	| 'export'
	| 'copy'
	| 'nextFailure'
	| 'previousFailure'
	| 'refresh';

export const HISTORY_KEYMAP: Keymap<HistoryAction> = {
	table: {
		title: 'Runs',
		isTyping: false,
		bindings: [
			...LIST_BINDINGS,
			{
				keys: ['enter'],
				action: 'open',
				label: 'details',
				meaning: 'stages, tokens, cost, feedback, delivery',
				footer: 2,
			},
			{ keys: ['/'], action: 'filter', label: 'filter', meaning: 'words, field:value, ! for not', footer: 3 },
			{ keys: ['s'], action: 'sort', label: 'sort', meaning: 'sort by the next column', footer: 4 },
			{ keys: ['S'], action: 'sortBack', label: 'sort', meaning: 'sort by the column before' },
			{ keys: ['o'], action: 'reverse', label: 'order', meaning: 'the other way round', footer: 9 },
			{
				keys: ['w'],
				action: 'window',
				label: 'window',
				meaning: 'the last hour, 24 hours, 7 days, 30 days, all',
				footer: 5,
			},
			{ keys: ['t'], action: 'stats', label: 'stats', meaning: 'figures of what is shown', footer: 6 },
			{
				keys: ['i'],
				action: 'insights',
				label: 'insights',
				meaning: 'bottlenecks, failures, anomalies, trends, cost of what is shown',
				footer: 13,
			},
			{ keys: ['n'], action: 'nextFailure', label: 'next failure', meaning: 'to the next run that failed', footer: 7 },
			{ keys: ['N'], action: 'previousFailure', label: 'failure', meaning: 'to the failed run before' },
			{
				keys: ['m'],
				action: 'mark',
				label: 'mark',
				meaning: 'mark a run to compare it; again: not',
				footer: 8,
				shown: ['m', 'c'],
			},
			{
				keys: ['c'],
				action: 'compare',
				label: 'compare',
				meaning: 'compare the two marked, or the marked with this one',
			},
			{ keys: ['v'], action: 'columns', label: 'columns', meaning: 'choose columns', footer: 10 },
			{ keys: ['e'], action: 'export', label: 'export', meaning: 'write what is shown into a CSV file', footer: 11 },
			{ keys: ['y'], action: 'copy', label: 'copy', meaning: 'copy the id of the run', footer: 12 },
			{ keys: ['r'], action: 'refresh', label: 'refresh', meaning: 'read all of it again' },
			{ keys: ['escape'], action: 'back', label: 'reset', meaning: 'take filter, window and marks away' },
		],
	},
	filter: {
		title: 'Filter',
		isTyping: true,
		bindings: [
			{ keys: ['enter'], action: 'accept', label: 'keep', meaning: 'keep the filter', footer: 1 },
			{ keys: ['escape'], action: 'cancel', label: 'cancel', meaning: 'take it away', footer: 2 },
			{ keys: ['up'], action: 'up', label: 'up', meaning: 'one up in what is shown' },
			{ keys: ['down'], action: 'down', label: 'down', meaning: 'one down in what is shown' },
			...TEXT_FIELD_BINDINGS,
		],
	},
	columns: {
		title: 'Columns',
		isTyping: false,
		bindings: [
			...SELECT_BINDINGS,
			{ keys: ['escape', 'enter', 'v'], action: 'close', label: 'done', meaning: 'back to the runs', footer: 3 },
		],
	},
	details: {
		title: 'Run',
		isTyping: false,
		bindings: [
			...SCROLL_BINDINGS,
			{ keys: ['y'], action: 'copy', label: 'copy id', meaning: 'copy the id of the run', footer: 2 },
			{ keys: ['n'], action: 'nextFailure', label: 'next failure', meaning: 'to the next run that failed', footer: 3 },
			{ keys: ['N'], action: 'previousFailure', label: 'failure', meaning: 'to the failed run before' },
			{
				keys: ['escape', 'enter', 'backspace'],
				action: 'close',
				label: 'back',
				meaning: 'back to the runs',
				footer: 4,
			},
		],
	},
	insights: {
		title: 'Insights',
		isTyping: false,
		bindings: [
			...SCROLL_BINDINGS,
			{
				keys: ['escape', 'enter', 'backspace', 'i'],
				action: 'close',
				label: 'back',
				meaning: 'back to the runs',
				footer: 2,
			},
		],
	},
	comparison: {
		title: 'Comparison',
		isTyping: false,
		bindings: [
			...SCROLL_BINDINGS,
			{
				keys: ['escape', 'enter', 'backspace'],
				action: 'close',
				label: 'back',
				meaning: 'back to the runs',
				footer: 2,
			},
		],
	},
};
