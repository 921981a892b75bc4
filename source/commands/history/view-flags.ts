import { HISTORY_FIELDS } from '../../core/history/filter.ts';
import { SORT_COLUMNS } from '../../core/history/order.ts';
import { TIME_WINDOWS } from '../../core/history/time-window.ts';
import type { FlagSpec } from '../spec.ts';

/** What of the history is meant, in the words of the screen's filter. */
export const VIEW_FLAGS = {
	filter: {
		type: 'string',
		value: '<words>',
		summary: `only runs with these words; field:value, ! for not, "two words"; fields: ${HISTORY_FIELDS.join(', ')}`,
	},
	sort: { type: 'string', value: '<column>', choices: SORT_COLUMNS, summary: `by ${SORT_COLUMNS.join(', ')}` },
	reverse: { type: 'boolean', summary: 'the other way round' },
	window: {
		type: 'string',
		value: '<span>',
		choices: TIME_WINDOWS,
		summary: `how far back: ${TIME_WINDOWS.join(', ')} (default all)`,
	},
} as const satisfies Record<string, FlagSpec>;
