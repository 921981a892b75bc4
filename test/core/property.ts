import fc from 'fast-check';

/** One seed for every property: a red run is red again on the next machine. */
export const SEEDED = { seed: 20_260_411, numRuns: 300 } as const;

/** Characters that break parsers, terminals and databases, beside those that only look odd. */
const ODD_CHARACTERS = [
	'\0',
	'\uD800',
	'\uDC00',
	'\uDBFF',
	'\u202E',
	'\uFEFF',
	'\u2028',
	'\u001B',
	'\r',
	'\n',
] as const;

const oddUnit = fc.oneof(
	fc.constantFrom(...ODD_CHARACTERS, '"', '\\', '{', '}', '#', ':', ' ', "'", '-'),
	fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);

/** Text of any UTF-16 units, lone surrogates and NUL included. */
export const oddText = fc.string({ unit: oddUnit, maxLength: 24 });

/** Names that are also members of every object. */
export const INHERITED_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const;

export const oddName = fc.oneof(
	{ weight: 4, arbitrary: oddText },
	{ weight: 1, arbitrary: fc.constantFrom(...INHERITED_NAMES) },
);
