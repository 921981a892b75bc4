import { type Filter, matchesFilter, parseFilter } from '../filter.ts';
import type { HistoryRecord } from './record.ts';

/** Fields that a filter may name, and what of a run each looks at. */
const FIELDS = {
	slug: ({ name }) => name,
	status: ({ status }) => status,
	stage: ({ stage }) => stage,
	type: ({ type }) => type,
	run: ({ runId }) => runId,
	feature: ({ featureId }) => featureId,
	commit: ({ commit }) => commit,
} as const satisfies Record<string, (record: HistoryRecord) => string>;

export type HistoryField = keyof typeof FIELDS;
export type HistoryFilter = Filter<HistoryField>;

export const HISTORY_FIELDS = Object.keys(FIELDS) as readonly HistoryField[];

export const parseHistoryFilter = (text: string): HistoryFilter => parseFilter(text, HISTORY_FIELDS);

export const matchesHistoryFilter = (record: HistoryRecord, filter: HistoryFilter): boolean =>
	matchesFilter(filter, (field) => (field === undefined ? record.words : FIELDS[field](record).toLowerCase()));
