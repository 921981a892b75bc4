import { LIVE_CHOICES, type LiveQuery, parseLiveQuery } from '../live/query.ts';
import type { Parsed } from '../settings/definitions.ts';
import { CURSOR_PATTERN, type Cursor, parseCursor } from './cursor.ts';
import { choice, type Schema } from './schema.ts';

const MOST_ITEMS = 1_000;
const USUAL_ITEMS = 100;
const LONGEST_TEXT = 200;

const name = (description: string): Schema => ({ type: 'string', minLength: 1, maxLength: LONGEST_TEXT, description });

/** Everything that may stand behind the `?` of an address. */
export const PARAMETERS = {
	window: { ...choice(LIVE_CHOICES.window ?? []), default: 'all', description: 'how far back, counted from now' },
	stage: { ...choice(LIVE_CHOICES.stage ?? []), description: 'only what is of this stage' },
	severity: { ...choice(LIVE_CHOICES.severity ?? []), description: 'only what has failures of this severity' },
	metric: name('a metric, or the beginning of some with a * behind it'),
	feature: name('slug or id of a feature'),
	status: { ...choice(LIVE_CHOICES.status ?? []), description: 'only runs that ended so' },
	limit: { type: 'integer', minimum: 1, maximum: MOST_ITEMS, default: USUAL_ITEMS, description: 'items of a page' },
	cursor: { type: 'string', pattern: CURSOR_PATTERN, description: 'where the page begins: `next` of the one before' },
} as const satisfies Readonly<Record<string, Schema>>;

export type ParameterName = keyof typeof PARAMETERS;

export interface Query {
	readonly live: LiveQuery;
	readonly limit: number;
	readonly cursor: Cursor | undefined;
}

const problem = <T>(message: string): Parsed<T> => ({ kind: 'problem', message });

function readLimit(given: string | undefined): number | undefined {
	if (given === undefined) return USUAL_ITEMS;
	const limit = /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 0;
	return limit >= 1 && limit <= MOST_ITEMS ? limit : undefined;
}

/**
 * Reads what stands behind the `?`. Fails closed: a name that is not asked for here, one that comes twice and a value
 * that is none of the choices are errors that say so. There is no name for an audience.
 */
export function readQuery(given: Iterable<readonly [string, string]>, names: readonly ParameterName[]): Parsed<Query> {
	const read = new Map<string, string>();
	for (const [key, value] of given) {
		const shown = JSON.stringify(key.slice(0, 60));
		if (!(names as readonly string[]).includes(key)) {
			return problem(`${shown} is no parameter here${names.length === 0 ? '' : `; there are: ${names.join(', ')}`}`);
		}
		if (read.has(key)) return problem(`${shown} is given twice`);
		if (value.length > LONGEST_TEXT) return problem(`${shown} is longer than ${LONGEST_TEXT} characters`);
		read.set(key, value);
	}
	const { limit: givenLimit, cursor: givenCursor, ...dimensions } = Object.fromEntries(read);
	const limit = readLimit(givenLimit);
	if (limit === undefined) return problem(`limit must be an integer from 1 to ${MOST_ITEMS}`);
	const cursor = givenCursor === undefined ? undefined : parseCursor(givenCursor);
	if (givenCursor !== undefined && !cursor) return problem('cursor is none that was given out: take `next` of a page');
	const live = parseLiveQuery(dimensions);
	return live.kind === 'problem' ? live : { kind: 'value', value: { live: live.value, limit, cursor } };
}
