/** One condition of a filter; all of them must hold. */
export interface FilterTerm<Field extends string> {
	/** Absent: any of the fields. */
	readonly field?: Field;
	/** In lower case. */
	readonly text: string;
	readonly isNegated: boolean;
}

export interface Filter<Field extends string> {
	readonly terms: readonly FilterTerm<Field>[];
	/** Names before a colon that are no field; their terms are words like others. */
	readonly unknownFields: readonly string[];
}

export const NO_FILTER: Filter<never> = { terms: [], unknownFields: [] };

const TERM = /(!*)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]\S*)?)/giu;

/**
 * Reads `failed slug:auth !stage:alex "two words"`: words that some field must hold, fields that must hold a text, and
 * `!` for what must not be. Whatever is typed can be read; what is not finished yet (`status:`) asks for nothing.
 */
export function parseFilter<Field extends string>(text: string, fields: readonly Field[]): Filter<Field> {
	const terms: FilterTerm<Field>[] = [];
	const unknownFields: string[] = [];
	for (const [, bangs = '', name = '', quoted, plain = ''] of text.matchAll(TERM)) {
		const isNegated = bangs.length % 2 === 1;
		const value = (quoted ?? plain).toLowerCase();
		const word = name.toLowerCase();
		const field = fields.find((one) => one === word);
		// An address is no field.
		if (word !== '' && !field && !value.startsWith('//')) unknownFields.push(word);
		const searched = field || word === '' ? value : `${word}:${value}`;
		if (searched !== '') terms.push({ ...(field ? { field } : {}), text: searched, isNegated });
	}
	return { terms, unknownFields };
}

/**
 * Whether something is what a filter asks for. Upper and lower case do not count.
 * @param textOf what a field holds, in lower case; without a field, what all of them hold, a line each
 */
export function matchesFilter<Field extends string>(
	{ terms }: Filter<Field>,
	textOf: (field: Field | undefined) => string,
): boolean {
	return terms.every(({ field, text, isNegated }) => textOf(field).includes(text) !== isNegated);
}

const isImplied = <Field extends string>(term: FilterTerm<Field>, by: FilterTerm<Field>): boolean =>
	term.field === by.field &&
	term.isNegated === by.isNegated &&
	(term.isNegated ? term.text.includes(by.text) : by.text.includes(term.text));

/** Whether what a filter leaves is certainly left by another one, too: as it is when that was typed on. */
export const isNarrower = <Field extends string>(filter: Filter<Field>, than: Filter<Field>): boolean =>
	than.terms.every((term) => filter.terms.some((own) => isImplied(term, own)));
