/** One condition of a filter; all of them must hold. */
export interface FilterTerm {
	/** The field that it is about; undefined: any of them. */
	readonly field: string | undefined;
	readonly text: string;
	readonly isNegated: boolean;
}

const TERM = /(!?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu;

/**
 * Reads `failed slug:auth !stage:alex "two words"`: words that some field must hold, fields that must hold a text, and
 * `!` for what must not be. What names no field that there is, is a word like any other (`http://…`).
 */
export function parseFilter(text: string, fields: readonly string[]): readonly FilterTerm[] {
	return [...text.matchAll(TERM)].flatMap(([whole, not, name, quoted, plain]): readonly FilterTerm[] => {
		const field = name?.toLowerCase();
		const isNegated = not === '!';
		if (field !== undefined && !fields.includes(field)) {
			return [{ field: undefined, text: whole.slice(isNegated ? 1 : 0).toLowerCase(), isNegated }];
		}
		const value = (quoted ?? plain ?? '').toLowerCase();
		return value === '' || (value === '!' && not === '') ? [] : [{ field, text: value, isNegated }];
	});
}

/** Whether a row, given as its fields' texts, is what a filter asks for. Upper and lower case do not count. */
export function isMatch(terms: readonly FilterTerm[], row: Readonly<Record<string, string>>): boolean {
	return terms.every(({ field, text, isNegated }) => {
		const values = field === undefined ? Object.values(row) : [row[field] ?? ''];
		return values.some((value) => value.toLowerCase().includes(text)) !== isNegated;
	});
}
