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

export const QUERY_FIELDS = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];
type QueryField = keyof typeof FIELDS;

export interface QueryTerm {
	/** Absent: any of the fields. */
	readonly field?: QueryField;
	/** In lower case. */
	readonly text: string;
	readonly isNegated: boolean;
}

/** What a filter asks for: every term has to hold. */
export interface Query {
	readonly terms: readonly QueryTerm[];
	/** Names before a colon that are no field; their terms are words like others. */
	readonly unknownFields: readonly string[];
}

export const EMPTY_QUERY: Query = { terms: [], unknownFields: [] };

const TERM = /^(!*)(?:([a-z]+):)?(.*)$/is;
const isField = (name: string): name is QueryField => Object.hasOwn(FIELDS, name);

function readTerm(typed: string): { readonly term?: QueryTerm; readonly unknown?: string } {
	const [, bangs = '', name = '', rest = ''] = TERM.exec(typed) ?? [];
	const isNegated = bangs.length % 2 === 1;
	const field = name.toLowerCase();
	if (name !== '' && isField(field)) return rest === '' ? {} : { term: { field, text: rest.toLowerCase(), isNegated } };
	const text = (name === '' ? rest : `${name}:${rest}`).toLowerCase();
	const term = text === '' ? {} : { term: { text, isNegated } };
	// An address is no field.
	return name === '' || rest.startsWith('//') ? term : { ...term, unknown: field };
}

/** Reads `word field:value !word`. Whatever is typed can be read; what is not finished yet (`status:`) asks for nothing. */
export function parseQuery(text: string): Query {
	const read = text
		.split(/\s+/)
		.filter((part) => part !== '')
		.map(readTerm);
	return {
		terms: read.flatMap(({ term }) => (term ? [term] : [])),
		unknownFields: read.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
	};
}

function holds({ field, text, isNegated }: QueryTerm, record: HistoryRecord): boolean {
	const isFound =
		field === undefined
			? QUERY_FIELDS.some((name) => FIELDS[name](record).toLowerCase().includes(text))
			: FIELDS[field](record).toLowerCase().includes(text);
	return isFound !== isNegated;
}

export const matchesQuery = (record: HistoryRecord, { terms }: Query): boolean =>
	terms.every((term) => holds(term, record));
